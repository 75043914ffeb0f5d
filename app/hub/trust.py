"""What a hub proves itself with: the folder ``trust`` in its data folder, readable by its owner only.

``token.key`` signs tokens and ``signing.key`` bundles (Ed25519), ``seal.key`` opens what was sealed for this
hub (X25519): they are made together at the first start and never replaced but by ``hub new-keys``.
``authority.pem`` and ``server.pem`` are made by ``hub init``; with them the hub serves HTTPS, without them it
serves this machine alone. Hubs that share a database share this folder, and the database remembers its keys
(app.hub.own_keys).
Here is also the place for the key that will encrypt personal data on the hub.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from msgspec import Struct

from app.core.errors import EnvironmentMissing
from app.core.paths import own_folder, sync_folder
from app.hub import certificates

T = TypeVar("T")
FOLDER = "trust"
_TOKEN, _SEAL, _BUNDLE = "token.key", "seal.key", "signing.key"
_KEYS = (_TOKEN, _SEAL, _BUNDLE)
_AUTHORITY, _SERVER = "authority.pem", "server.pem"


class Trust(Struct, frozen=True):
    """A hub's keys. ``authority`` is the certificate that devices pin, PEM; empty before ``hub init``."""

    token_key: Ed25519PrivateKey
    seal_key: X25519PrivateKey
    bundle_key: Ed25519PrivateKey
    authority: str

    @property
    def digest(self) -> str:
        """What these keys are known by: SHA-256 of their public halves, in hexadecimal digits."""
        keys = (self.token_key, self.seal_key, self.bundle_key)
        return hashlib.sha256(b"".join(key.public_key().public_bytes_raw() for key in keys)).hexdigest()


def open_trust(data: Path) -> Trust:
    """The keys in a hub's data folder; a first start makes those that every hub has.

    Raises EnvironmentMissing: ``hub.trust_missing`` (file) when one of them is gone, ``hub.trust_unreadable``
    (file) when one is not what it should be, ``hub.trust_open`` (file) when others on this machine may read
    it; OSError.
    """
    folder = data / FOLDER
    _make_first(folder)
    return Trust(
        Ed25519PrivateKey.from_private_bytes(_parsed(folder / _TOKEN, _seed)),
        X25519PrivateKey.from_private_bytes(_parsed(folder / _SEAL, _seed)),
        Ed25519PrivateKey.from_private_bytes(_parsed(folder / _BUNDLE, _seed)),
        _parsed(folder / _AUTHORITY, certificates.public_part) if is_initialised(data) else "",
    )


def is_initialised(data: Path) -> bool:
    """Whether ``hub init`` has been here."""
    return any((data / FOLDER / each).exists() for each in (_AUTHORITY, _SERVER))


def replace_lost(data: Path) -> Trust:
    """What ``hub new-keys`` does: make those keys anew that are gone. Without its authority a certificate is
    nothing: ``hub init`` makes both. Raises as ``open_trust``."""
    folder = data / FOLDER
    for name in _KEYS:
        _make_once(folder / name, _new_key)
    if not (folder / _AUTHORITY).exists():
        (folder / _SERVER).unlink(missing_ok=True)
    return open_trust(data)


def init_trust(data: Path, names: Sequence[str], at: datetime) -> Trust:
    """What ``hub init`` does: an authority, if there is none, and a certificate for these names.

    Nothing that exists is replaced but a certificate that lacks a name or runs out; the names that it had
    stay. Raises as ``open_trust``, and EnvironmentMissing ``hub.wrong_name`` (name).
    """
    folder = data / FOLDER
    _make_first(folder)
    if not (folder / _SERVER).exists():
        _make_once(folder / _AUTHORITY, lambda: certificates.new_authority(at))
    known = _parsed(folder / _SERVER, certificates.names_of) if (folder / _SERVER).exists() else ()
    if not known or not set(names) <= set(known):
        _issue(folder, (*names, *known), at)
    renew(data, at)
    return open_trust(data)


def served_names(data: Path) -> tuple[str, ...]:
    """The names and addresses that the certificate is good for. Raises as ``open_trust``."""
    return _parsed(data / FOLDER / _SERVER, certificates.names_of)


def renew(data: Path, at: datetime) -> None:
    """Make the server's certificate anew when it runs out soon. Raises as ``open_trust``."""
    folder = data / FOLDER
    if _parsed(folder / _SERVER, lambda pem: certificates.runs_out(pem, at)):
        _issue(folder, _parsed(folder / _SERVER, certificates.names_of), at)


def server_context(data: Path) -> ssl.SSLContext:
    """What HTTPS is served with. Raises EnvironmentMissing ``hub.trust_unreadable``."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    load_certificate(context, data)
    return context


def load_certificate(context: ssl.SSLContext, data: Path) -> None:
    """Serve new connections with the certificate as it now lies there. Raises as ``server_context``."""
    try:
        context.load_cert_chain(data / FOLDER / _SERVER)
    except ssl.SSLError as error:
        raise EnvironmentMissing("hub.trust_unreadable", file=_SERVER) from error


def _issue(folder: Path, names: Sequence[str], at: datetime) -> None:
    authority = _parsed(folder / _AUTHORITY, str)
    try:
        made = certificates.new_server(authority, names, at)
    except ValueError as error:
        raise EnvironmentMissing("hub.wrong_name", name=", ".join(names)) from error
    fresh = _written(folder, made)
    fresh.replace(folder / _SERVER)
    sync_folder(folder)


def _seed(text: str) -> bytes:
    seed = bytes.fromhex(text)
    if len(seed) != 32:
        raise ValueError("32 bytes")
    return seed


def _parsed(path: Path, read: Callable[[str], T]) -> T:
    if not path.exists():
        raise EnvironmentMissing("hub.trust_missing", file=path.name)
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise EnvironmentMissing("hub.trust_open", file=path.name)
    try:
        return read(path.read_text("ascii").strip())
    except (ValueError, TypeError) as error:
        raise EnvironmentMissing("hub.trust_unreadable", file=path.name) from error


def _new_key() -> str:
    return secrets.token_hex(32)


def _make_first(folder: Path) -> None:
    """All keys or none: a folder that lacks one has lost it."""
    if folder.exists():
        return
    own_folder(folder.parent)
    fresh = folder.with_name(f"{folder.name}-{secrets.token_hex(8)}")
    fresh.mkdir(mode=0o700)
    for name in _KEYS:
        _written(fresh, _new_key()).rename(fresh / name)
    sync_folder(fresh)
    try:
        fresh.rename(folder)
    except OSError:
        # Another process came first.
        shutil.rmtree(fresh)
        if not folder.exists():
            raise
    sync_folder(folder.parent)


def _make_once(path: Path, make: Callable[[], str]) -> None:
    """Of two processes that start at once one comes first; the other one takes what that made."""
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = _written(path.parent, make())
    with suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()
    sync_folder(path.parent)


def _written(folder: Path, text: str) -> Path:
    path = folder / f"new-{secrets.token_hex(8)}"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return path
