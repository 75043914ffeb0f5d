"""Files and folders that the machine refuses."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.core.errors import EnvironmentMissing

_REASONS = {
    errno.ENOENT: "no_such_path",
    errno.EEXIST: "file_in_the_way",
    errno.ENOTDIR: "file_in_the_way",
    errno.EISDIR: "folder_in_the_way",
    errno.EACCES: "forbidden",
    errno.EPERM: "forbidden",
    errno.EROFS: "write_protected",
    errno.ENOSPC: "disk_full",
    errno.EIO: "disk_gone",
    errno.ENODEV: "disk_gone",
    errno.ENXIO: "disk_gone",
}


def refused(error: OSError) -> EnvironmentMissing:
    """What an error of the operating system means to a person: ``environment.file`` (file, reason), or
    ``environment.system`` (reason) when it names no file, as while writing."""
    reason = _REASONS.get(error.errno or 0, error.strerror or type(error).__name__)
    if not error.filename:
        return EnvironmentMissing("environment.system", reason=reason)
    return EnvironmentMissing("environment.file", file=error.filename, reason=reason)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other program is in this block for the same folder. Windows locks no folder, and some
    file systems nothing at all: there it does not wait."""
    if os.name != "posix":
        yield
        return
    import fcntl  # not on Windows

    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def own_folder(folder: Path) -> None:
    """Make a folder, where there is none, that its owner alone may enter: what lies in a data folder names
    people, and a hub's database is not encrypted. One that somebody made is left as it is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def sync_folder(folder: Path) -> None:
    """Return when the names in a folder (a file made, renamed or removed) would survive a power cut."""
    if os.name != "posix":
        return  # Windows opens no folder; NTFS keeps names in its own journal
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
