"""Files that only a secret opens: what leaves the machine (备份) is unreadable and cannot be changed unseen.

The secret (a passphrase or a recovery key) becomes a key by scrypt (RFC 7914; N = 2**17, r = 8, p = 1: about
half a second and 128 MiB); for a receiver whose public key is known the key is agreed by X25519 with a pair
made for this file (RFC 7748, HKDF-SHA256). The content is AES-256-GCM in portions of 1 MiB. The nonce counts
the portions and its last byte marks the final one (the STREAM construction of Hoang, Reyhanitabar, Rogaway
and Vizár), so that no portion can be dropped, doubled or moved, nor the end cut off. The readable head is
authenticated with every portion.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from app.core.errors import ContentError
from app.core.paths import sync_folder
from devices.decoding import from_json

PORTION = 1 << 20
_TAG = 16
_MAGIC = b"ZONGCHUANG SEALED 1\n"
_LONGEST_HEAD = 4096
_MOST_BESIDE = 1 << 20
_GROUPS, _IN_GROUP = 5, 5
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O, U, which look like something else on paper."""

Progress = Callable[[int, int], None]
"""Called with the bytes done and the bytes in all."""


class Head(msgspec.Struct, frozen=True):
    """What stands readable at the beginning: what is inside (``window``, ``hub``), and the instant.
    ``beside`` is the length of what travels beside the content; ``sender`` the public half of the pair that
    was made for this file, empty when a secret opens it."""

    what: str
    at: str
    salt: bytes
    beside: Annotated[int, msgspec.Meta(ge=0, le=_MOST_BESIDE)]
    sender: bytes = b""


def new_recovery_key() -> str:
    """A secret for people to keep on paper: 25 characters (125 bits) in groups of five."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_IN_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def seal(
    source: Path, target: Path, secret: str, what: str, at: str, progress: Progress, beside: bytes = b""
) -> None:
    """Write ``source`` sealed to ``target``, which appears only when it is whole; ``beside``: a few bytes
    that travel along, such as the key of a store. Raises OSError."""
    with source.open("rb") as content:
        seal_content(content, target, secret, what, at, progress, beside)


def seal_content(
    content: BinaryIO,
    target: Path,
    secret: str | X25519PublicKey,
    what: str,
    at: str,
    progress: Progress,
    beside: bytes = b"",
) -> None:
    """``seal`` for what need not lie on a disk, with a secret or for the receiver with this public key."""
    pair = X25519PrivateKey.generate()
    sender = b"" if isinstance(secret, str) else pair.public_key().public_bytes_raw()
    head = msgspec.json.encode(Head(what, at, os.urandom(16), len(beside), sender))
    cipher = _cipher(secret if isinstance(secret, str) else pair.exchange(secret), head)
    total = content.seek(0, os.SEEK_END)
    content.seek(0)
    with whole_file(target) as file:
        file.write(_MAGIC + head + b"\n")
        # A portion of its own, even when empty: it tells a wrong secret from a damaged file.
        file.write(cipher.encrypt(_nonce(0, last=False), beside, head))
        for index, portion, last in _portions(content, PORTION):
            file.write(cipher.encrypt(_nonce(index, last=last), portion, head))
            progress(content.tell(), total)


def unseal(source: Path, target: Path, secret: str, what: str, progress: Progress) -> bytes:
    """Write the content of a sealed file to ``target``, which appears only when all of it proved itself.
    Returns what travelled beside it.

    Raises ContentError (file): ``sealed.not_sealed`` when it is no such file, ``sealed.other_kind`` when it
    holds something other than ``what``, ``sealed.wrong_secret``, ``sealed.damaged``; OSError.
    """
    with whole_file(target) as content:
        return unseal_content(source, content, secret, what, progress)


def unseal_content(
    source: Path, content: BinaryIO, secret: str | X25519PrivateKey, what: str, progress: Progress
) -> bytes:
    """``unseal`` into what need not lie on a disk; nothing of it counts before this returns."""
    total = source.stat().st_size
    with source.open("rb") as file:
        raw, head = _read_head(file, source.name)
        if head.what != what:
            raise ContentError("sealed.other_kind", file=source.name)
        cipher = _cipher(secret if isinstance(secret, str) else _agreed(secret, head, source.name), raw)
        first = file.read(head.beside + _TAG)
        beside = _open(cipher, _nonce(0, last=False), first, raw)
        if beside is None:
            raise ContentError("sealed.wrong_secret", file=source.name)
        for index, portion, last in _portions(file, PORTION + _TAG):
            opened = _open(cipher, _nonce(index, last=last), portion, raw)
            if opened is None:
                raise ContentError("sealed.damaged", file=source.name)
            content.write(opened)
            progress(file.tell(), total)
    return beside


def head_of(source: Path) -> Head:
    """What stands readable at the beginning of a sealed file. Raises ContentError ``sealed.not_sealed``."""
    with source.open("rb") as file:
        return _read_head(file, source.name)[1]


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write that appears under its name when the block ends well, complete and on the disk;
    otherwise nothing of it stays, and what had the name keeps it."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.absolute().parent)
    finally:
        part.unlink(missing_ok=True)


def _agreed(own: X25519PrivateKey, head: Head, name: str) -> bytes:
    try:
        return own.exchange(X25519PublicKey.from_public_bytes(head.sender))
    except ValueError as error:
        raise ContentError("sealed.wrong_secret", file=name) from error


def _cipher(secret: str | bytes, head: bytes) -> AESGCM:
    """The cipher of a file; ``secret``: what people keep, or what two key pairs agreed on."""
    salt = from_json(head, Head).salt
    if isinstance(secret, bytes):
        return AESGCM(HKDF(SHA256(), length=32, salt=salt, info=_MAGIC).derive(secret))
    # A recovery key copied from paper comes in any case, with or without its hyphens.
    plain = secret.strip()
    typed = plain.upper().replace("-", "").replace(" ", "")
    if len(typed) == _GROUPS * _IN_GROUP and set(typed) <= set(_ALPHABET):
        plain = typed
    return AESGCM(Scrypt(salt, length=32, n=1 << 17, r=8, p=1).derive(plain.encode()))


def _nonce(index: int, *, last: bool) -> bytes:
    return index.to_bytes(11, "big") + bytes([last])


def _portions(file: BinaryIO, size: int) -> Iterator[tuple[int, bytes, bool]]:
    """Number (from 1), content, and whether it is the last; an empty file has one empty portion."""
    index, portion = 1, file.read(size)
    while following := file.read(size):
        yield index, portion, False
        index, portion = index + 1, following
    yield index, portion, True


def _open(cipher: AESGCM, nonce: bytes, portion: bytes, head: bytes) -> bytes | None:
    """The content of a portion; None when it does not prove itself."""
    try:
        return cipher.decrypt(nonce, portion, head)
    except (InvalidTag, ValueError):
        return None


def _read_head(file: BinaryIO, name: str) -> tuple[bytes, Head]:
    magic, line = file.read(len(_MAGIC)), file.readline(_LONGEST_HEAD)
    try:
        if magic != _MAGIC:
            raise ContentError("sealed.not_sealed", file=name)
        return line[:-1], from_json(line, Head)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ContentError("sealed.not_sealed", file=name) from error
