"""One program at a time on a data folder: two that write as one machine would give numbers twice, and one
whose store is exchanged would go on in both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QLockFile

from app.core.errors import StoreUnavailable
from app.core.paths import own_folder

_LOCK = "window.lock"


@contextmanager
def sole_program(data: Path) -> Iterator[None]:
    """Keep every other face with a store, and every tool that exchanges it, from ``data``, which is made.

    Raises StoreUnavailable ``store.in_use`` when one of them is at work there; OSError.
    """
    own_folder(data)
    lock = QLockFile(str(data / _LOCK))
    # A disk that takes no lock is no second program: the store below says what is wrong with it.
    if not lock.tryLock(0) and lock.error() is QLockFile.LockError.LockFailedError:
        raise StoreUnavailable("store.in_use")
    try:
        yield
    finally:
        lock.unlock()
