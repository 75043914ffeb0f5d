"""Files and folders that the machine refuses."""

from __future__ import annotations

import errno

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
}


def refused(error: OSError) -> EnvironmentMissing:
    """What an error of the operating system means to a person: ``environment.file`` (file, reason)."""
    reason = _REASONS.get(error.errno or 0, error.strerror or type(error).__name__)
    return EnvironmentMissing("environment.file", file=error.filename or "", reason=reason)
