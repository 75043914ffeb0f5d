"""Signed, versioned bundles: how catalogue (目录), staff (人员) and calendar (工作日历) come down to halls.

A bundle is a set of files with a manifest that names their digests; the centre signs the manifest with
Ed25519 (RFC 8032). Whoever hands a bundle on can neither alter it nor make one. Versions of a kind only rise;
the one in force is the highest that is valid already and was not withdrawn by a later one. Where a version
was given twice, the bundle that was published later is the one that counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated

import msgspec
import zstandard

from app.core.errors import Refused
from app.sync.wire import BundleKind, Count, Instant
from devices.decoding import from_json

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

MOST_BYTES = 32 << 20
"""What a bundle may hold, unpacked."""
_PURPOSE = b"zongchuang bundle\n"
"""The signature begins with this, so that it is good for nothing else."""


Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
FileName = Annotated[str, msgspec.Meta(pattern=r"^\w[\w.-]{0,63}\Z")]


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is signed. ``files``: SHA-256 (hex) by name; ``withdrawn``: earlier versions that must not be in
    force any more, whatever their day; ``published_at``: by the centre's clock, for people, and for a version
    that was given twice."""

    kind: BundleKind
    version: Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
    valid_from: date
    published_at: Instant
    files: dict[FileName, Sha256]
    withdrawn: tuple[Count, ...] = ()


class Bundle(msgspec.Struct, frozen=True):
    """A bundle as it is kept and travels (MessagePack in zstd). ``manifest``: the signed JSON itself."""

    manifest: bytes
    signature: bytes
    files: dict[FileName, bytes]


def made(manifest: Manifest, files: Mapping[str, bytes], key: Ed25519PrivateKey) -> bytes:
    """The signed bundle of these files, packed; ``manifest.files`` is filled in."""
    named = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    text = msgspec.json.encode(msgspec.structs.replace(manifest, files=named))
    bundle = Bundle(text, key.sign(_PURPOSE + text), dict(files))
    return zstandard.ZstdCompressor(level=9).compress(msgspec.msgpack.encode(bundle))


def opened(packed: bytes, public_key: bytes) -> tuple[Manifest, Mapping[str, bytes]]:
    """Manifest and files of a bundle that is exactly what the owner of the key has signed.

    Raises Refused ``bundle.unreadable``, ``bundle.wrong_signature``, ``bundle.altered`` (file).
    """
    # A window without bundles does without ciphers, 7 MB.
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    bundle = _unpacked(packed)
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(bundle.signature, _PURPOSE + bundle.manifest)
        manifest = from_json(bundle.manifest, Manifest)
    except (InvalidSignature, ValueError) as error:
        code = "bundle.unreadable" if isinstance(error, msgspec.DecodeError) else "bundle.wrong_signature"
        raise Refused(code) from error
    for name in sorted(manifest.files.keys() | bundle.files.keys()):
        content = bundle.files.get(name)
        if content is None or hashlib.sha256(content).hexdigest() != manifest.files.get(name):
            raise Refused("bundle.altered", file=name)
    return manifest, bundle.files


def digest_of(packed: bytes) -> str:
    """What tells a bundle from every other one (app.sync.wire.BundleVersion)."""
    return hashlib.sha256(packed).hexdigest()


def refuse_older(offered: Manifest, kept: bytes | None, public_key: bytes) -> None:
    """Whether a bundle that has proved itself may take the place of the one that has its kind and version.

    The later instant of publishing counts, by the centre's clock; of one instant, always the same of the two.
    What cannot be opened any more gives way. Raises Refused ``bundle.older`` (kind, version).
    """
    if kept is None:
        return
    try:
        known = opened(kept, public_key)[0]
    except Refused:
        return
    if _age(offered) < _age(known):
        raise Refused("bundle.older", kind=offered.kind.value, version=offered.version)


def in_force(known: Iterable[Manifest], today: date) -> Manifest | None:
    """Of the bundles of one kind the one that counts on a day; None while there is none."""
    ours = list(known)
    withdrawn = {version for each in ours for version in each.withdrawn}
    valid = [each for each in ours if each.valid_from <= today and each.version not in withdrawn]
    return max(valid, key=lambda each: each.version, default=None)


def _age(manifest: Manifest) -> tuple[str, bytes]:
    return manifest.published_at, msgspec.json.encode(manifest)


def _unpacked(packed: bytes) -> Bundle:
    try:
        with zstandard.ZstdDecompressor().stream_reader(packed) as reader:
            text = reader.read(MOST_BYTES + 1)
        if len(text) > MOST_BYTES:
            raise Refused("bundle.unreadable")
        return msgspec.msgpack.decode(text, type=Bundle)
    except (zstandard.ZstdError, msgspec.DecodeError, RecursionError) as error:
        raise Refused("bundle.unreadable") from error
