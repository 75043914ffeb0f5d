"""Who this machine is to its hub: ``identity.json`` in the data folder, and a key kept as the store's key is.

One data folder is one device. Nothing in the file is secret; without the key it is worth nothing.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct

from app.core.errors import ConfigError
from app.core.paths import own_folder, refused, sync_folder
from app.db.keys import keep_secret, known_secret
from app.sync.trust import DeviceKind, HexKey, device_id, to_sign
from devices.decoding import from_json

FILE = "identity.json"
_KEY = "device"


class DeviceIdentity(Struct, frozen=True):
    """An enrolled device. ``window`` is its window's number as text, empty for what is no window.

    ``ca`` is the PEM of the only authority whose hub is believed, empty for the hub inside one machine;
    ``seal`` the hub's X25519 public key in hexadecimal digits; ``key`` the 32 bytes of the device's own
    Ed25519 key.
    """

    kind: DeviceKind
    halls: tuple[str, ...]
    window: str
    name: str
    ca: str
    seal: str
    key: bytes

    def __repr__(self) -> str:
        return f"DeviceIdentity({self.kind}, {self.name!r})"  # never the key: representations end up in logs

    @property
    def hall_id(self) -> str:
        """The hall it stands in; the first one of a hub that has several."""
        return self.halls[0]

    @property
    def id(self) -> str:
        """Its id: it follows from its key."""
        return device_id(public_key(self.key))

    def sign(self, challenge: str) -> bytes:
        """The proof that it has the key."""
        return Ed25519PrivateKey.from_private_bytes(self.key).sign(to_sign(challenge))


class _File(Struct, frozen=True):
    """``identity.json``."""

    device: str
    kind: DeviceKind
    halls: tuple[str, ...]
    window: str
    name: str
    ca: str
    seal: HexKey


def public_key(key: bytes) -> bytes:
    """The 32 public bytes of an Ed25519 key."""
    return Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw()


def own_key(folder: Path) -> bytes | None:
    """The device key that this machine has, if any. Raises StoreUnavailable ``store.key_unreadable``."""
    return known_secret(folder, _KEY)


def load_identity(folder: Path) -> DeviceIdentity:
    """Who this machine is. Raises ConfigError: ``auth.not_enrolled`` when it never was enrolled or its key is
    gone, ``config.broken`` (file, line); StoreUnavailable ``store.key_unreadable``; EnvironmentMissing as
    ``app.core.paths.refused``."""
    path = folder / FILE
    key = own_key(folder)
    if key is None or not path.exists():
        raise ConfigError("auth.not_enrolled")
    try:
        said = from_json(path.read_bytes(), _File)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ConfigError("config.broken", file=FILE, line=1) from error
    except OSError as error:
        raise refused(error) from error
    if not said.halls or said.device != device_id(public_key(key)):
        raise ConfigError("auth.not_enrolled")
    return DeviceIdentity(said.kind, said.halls, said.window, said.name, said.ca, said.seal, key)


def keep_identity(folder: Path, identity: DeviceIdentity) -> None:
    """Be this device from now on. The key is kept first: a stop half-way leaves a machine to enrol anew."""
    own_folder(folder)
    keep_secret(folder, _KEY, identity.key)
    said = _File(
        identity.id,
        identity.kind,
        identity.halls,
        identity.window,
        identity.name,
        identity.ca,
        identity.seal,
    )
    fresh = folder / f"{FILE}.new"
    with fresh.open("wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(said), indent=2))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / FILE)
    sync_folder(folder)
