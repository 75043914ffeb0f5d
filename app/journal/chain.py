"""The arithmetic of the chain: canonical bytes, digests, hashes. Pure.

A row's hash covers the previous hash and every column but the personal data, for which it covers a salted
digest. So a missing, altered, doubled or moved row is found by recomputation, and personal data can be
erased without breaking the chain.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec

from devices.decoding import decoder

GENESIS = "0" * 64
"""The previous hash of the first row of every chain."""

NO_PRIVATE = ""
"""The private digest of an event without personal data."""

_encoder = msgspec.json.Encoder(order="deterministic")
_decoder = decoder(dict[str, object])


def canonical(value: object) -> bytes:
    """JSON with sorted keys, no blanks, UTF-8: the same bytes for the same value on every machine."""
    return _encoder.encode(value)


def parse(text: str | bytes) -> dict[str, object]:
    """The object of a canonical text."""
    return _decoder.decode(text)


def digest_private(salt: bytes, body: bytes) -> str:
    """SHA-256 of salt and canonical private body, as 64 hex characters."""
    return hashlib.sha256(salt + body).hexdigest()


def row_hash(prev_hash: str, columns: Mapping[str, object] | msgspec.Struct, payload: bytes) -> str:
    """The hash of a row.

    ``columns`` are all columns but payload, prev_hash and hash; ``payload`` is its stored canonical text.
    """
    digest = hashlib.sha256(prev_hash.encode())
    digest.update(canonical(columns))
    digest.update(payload)
    return digest.hexdigest()
