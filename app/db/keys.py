"""Keys of this machine, 32 bytes each, kept by the operating system's keyring: that of the window's store,
and that which proves the device to its hub.

Where there is no keyring (a bare Linux session, a service account) a key lies in a file of the data folder,
readable by its owner only (mode 0600). That protects a stolen backup, not a stolen disk; the
device centre says which of the two is in use.
"""

from __future__ import annotations

import logging
import os
import secrets
from pathlib import Path

from app.core.errors import StoreUnavailable
from app.core.paths import sync_folder

_SERVICE = "zongchuang"
_STORE = "store"
_log = logging.getLogger(__name__)


def store_key(folder: Path, *, store_exists: bool) -> bytes:
    """The key for the store in ``folder``; made on first use, never replaced while a store exists.

    Raises StoreUnavailable: ``store.key_missing`` when there is a store but its key is gone,
    ``store.key_unreadable`` when the key file is open to others, closed to this user, or not a key.
    """
    found = known_key(folder)
    if found is not None:
        return found
    if store_exists:
        raise StoreUnavailable("store.key_missing", file=f"{_STORE}.key")
    key = secrets.token_bytes(32)
    keep_key(folder, key)
    return key


def known_key(folder: Path) -> bytes | None:
    """The key that was made for ``folder``; None when there never was one. Raises as ``store_key``."""
    return known_secret(folder, _STORE)


def keep_key(folder: Path, key: bytes) -> None:
    """Let ``key`` be the key of ``folder`` from now on: in the keyring, else in the file."""
    keep_secret(folder, _STORE, key)


def known_secret(folder: Path, name: str) -> bytes | None:
    """The key of this name that was kept for ``folder``; None when there never was one. Raises as
    ``store_key``."""
    found = _from_file(folder / f"{name}.key")
    return found if found is not None else _from_keyring(_account(folder, name))


def keep_secret(folder: Path, name: str, key: bytes) -> None:
    """Keep 32 bytes under a name: in the keyring, else in the file."""
    file = folder / f"{name}.key"
    # A file speaks first when the key is looked for, so it must not go on saying another one.
    if file.exists() or not _into_keyring(_account(folder, name), key):
        _into_file(file, key)


def keep_in_files() -> None:
    """From now on this program, and what it starts, keeps keys in files only: for folders that go away, whose
    keys would stay in the keyring of the person for ever."""
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"


def _account(folder: Path, name: str) -> str:
    return str(folder.resolve()) if name == _STORE else f"{folder.resolve()}#{name}"


def _from_file(path: Path) -> bytes | None:
    if not path.exists():
        return None
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise StoreUnavailable("store.key_unreadable", file=path.name, reason="mode")
    try:
        return _parsed(path.read_text("ascii", "replace"), path.name)
    except PermissionError as error:
        raise StoreUnavailable("store.key_unreadable", file=path.name, reason="forbidden") from error


def _parsed(text: str, place: str) -> bytes:
    try:
        key = bytes.fromhex(text.strip())
    except ValueError as error:
        raise StoreUnavailable("store.key_unreadable", file=place, reason="content") from error
    if len(key) != 32:
        raise StoreUnavailable("store.key_unreadable", file=place, reason="content")
    return key


def _into_file(path: Path, key: bytes) -> None:
    """In one step: a stop or a full disk half-way must not leave something that looks like a key."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key.hex())
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync_folder(path.parent)


def _from_keyring(account: str) -> bytes | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        text = keyring.get_password(_SERVICE, account)
    except KeyringError as error:
        _log.info("no keyring: %s", type(error).__name__)
        return None
    return _parsed(text, keyring.get_keyring().name) if text else None


def _into_keyring(account: str, key: bytes) -> bool:
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_SERVICE, account, key.hex())
        return keyring.get_password(_SERVICE, account) == key.hex()
    except KeyringError as error:
        _log.info("no keyring: %s", type(error).__name__)
        return False
