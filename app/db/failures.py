"""What a driver's error means: try again, mend the environment, or mend the program.

PostgreSQL states that ask for the whole transaction again: serialisation failure 40001, deadlock 40P01,
connection loss 08*, a server that was told to stop or is only starting 57P01 to 57P03, one that cannot write
any more because another took over 25006. SQLite speaks in messages.
"""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, OperationalError

from app.core.errors import StorageError, StoreBug, StoreUnavailable

_RETRY_STATES = ("40001", "40P01", "57P01", "57P02", "57P03", "25006")
_SQLITE_CODES = (
    ("database or disk is full", "store.disk_full"),
    ("disk I/O error", "store.disk_error"),
    ("file is not a database", "store.wrong_key"),
    ("database disk image is malformed", "store.damaged"),
    ("readonly database", "store.read_only"),
    ("database is locked", "store.locked"),
    ("unable to open database", "store.cannot_open"),
)


def is_retryable(error: DBAPIError) -> bool:
    """True when running the whole transaction again is right and safe."""
    state = getattr(error.orig, "sqlstate", None) or ""
    return state in _RETRY_STATES or state.startswith("08") or error.connection_invalidated


def translate(error: DBAPIError) -> StorageError:
    """The error of our tree that says what an operator can do about a driver's error."""
    text = str(error.orig)
    for part, code in _SQLITE_CODES:
        if part in text:
            return StoreUnavailable(code)
    state = getattr(error.orig, "sqlstate", None) or ""
    if state == "53100":
        return StoreUnavailable("store.disk_full")
    if isinstance(error, OperationalError) or state.startswith(("08", "57")):
        return StoreUnavailable("store.unreachable", state=state)
    return StoreBug("store.bug", kind=type(error.orig).__name__, state=state)
