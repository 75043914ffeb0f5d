/* Writes down what a process does to the files of one folder, in order: loaded before libc (LD_PRELOAD).
 * Each record: op, length of the name (16 bits), offset, length of the data (64 bits each), name, data.
 * W write, S sync, T truncate, U unlink, A acknowledged (a write to the file "acknowledged"). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static int record_fd = -1;

static ssize_t real_write(int fd, const void *data, size_t size) {
    static ssize_t (*next)(int, const void *, size_t);
    if (!next) next = dlsym(RTLD_NEXT, "write");
    return next(fd, data, size);
}

static const char *name_in_folder(const char *path) {
    const char *folder = getenv("RECORDED_FOLDER");
    size_t size = folder ? strlen(folder) : 0;
    return size && !strncmp(path, folder, size) && path[size] == '/' ? path + size + 1 : NULL;
}

static const char *name_of(int fd, char *buffer, size_t size) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, buffer, size - 1);
    if (length < 0) return NULL;
    buffer[length] = 0;
    return name_in_folder(buffer);
}

static void record(char op, const char *name, uint64_t offset, const void *data, uint64_t length) {
    static int (*open_real)(const char *, int, ...);
    if (!open_real) open_real = dlsym(RTLD_NEXT, "open64");
    if (record_fd < 0)
        record_fd = open_real(getenv("RECORD"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    uint16_t size = strlen(name);
    real_write(record_fd, &op, 1);
    real_write(record_fd, &size, sizeof size);
    real_write(record_fd, &offset, sizeof offset);
    real_write(record_fd, &length, sizeof length);
    real_write(record_fd, name, size);
    if (data) real_write(record_fd, data, length);
}

#define RECORDED(call, op, name, offset, data, length)                                     \
    pthread_mutex_lock(&turn);                                                             \
    call;                                                                                  \
    if (name && done >= 0) record(op, name, offset, data, length);                         \
    pthread_mutex_unlock(&turn)

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
    static ssize_t (*next)(int, const void *, size_t, off64_t);
    if (!next) next = dlsym(RTLD_NEXT, "pwrite64");
    char path[4096];
    const char *name = name_of(fd, path, sizeof path);
    ssize_t done;
    RECORDED(done = next(fd, data, size, offset), 'W', name, offset, data, done);
    return done;
}

ssize_t write(int fd, const void *data, size_t size) {
    char path[4096];
    const char *name = name_of(fd, path, sizeof path);
    if (name && strcmp(name, "acknowledged")) name = NULL;
    ssize_t done;
    RECORDED(done = real_write(fd, data, size), 'A', name, 0, data, done);
    return done;
}

int fsync(int fd) {
    static int (*next)(int);
    if (!next) next = dlsym(RTLD_NEXT, "fsync");
    char path[4096];
    const char *name = name_of(fd, path, sizeof path);
    int done;
    RECORDED(done = next(fd), 'S', name, 0, NULL, 0);
    return done;
}

int ftruncate64(int fd, off64_t size) {
    static int (*next)(int, off64_t);
    if (!next) next = dlsym(RTLD_NEXT, "ftruncate64");
    char path[4096];
    const char *name = name_of(fd, path, sizeof path);
    int done;
    RECORDED(done = next(fd, size), 'T', name, size, NULL, 0);
    return done;
}

int unlink(const char *path) {
    static int (*next)(const char *);
    if (!next) next = dlsym(RTLD_NEXT, "unlink");
    const char *name = name_in_folder(path);
    int done;
    RECORDED(done = next(path), 'U', name, 0, NULL, 0);
    return done;
}
