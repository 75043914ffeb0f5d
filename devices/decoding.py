"""Foreign data into typed values: the one door to the decoders of msgspec.

msgspec works out what a Struct is made of when it is first decoded. A second thread that meets the half-made
description ends the whole process (seen with 0.22). So every kind is prepared here first, one at a time.
"""

from __future__ import annotations

import threading
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
_preparing = threading.Lock()
_prepared: set[Any] = set()


def decoder(kind: type[T]) -> msgspec.json.Decoder[T]:
    """A decoder of JSON texts of this kind, for those who decode many."""
    with _preparing:
        return msgspec.json.Decoder(kind)


def from_json(text: str | bytes, kind: type[T]) -> T:
    """The value of a JSON text. Raises msgspec.DecodeError, RecursionError."""
    return msgspec.json.decode(text, type=_ready(kind))


def convert(value: object, kind: type[T], *, strict: bool = True) -> T:
    """The value of what JSON or TOML was read into. Raises msgspec.ValidationError."""
    return msgspec.convert(value, _ready(kind), strict=strict)


def _ready(kind: type[T]) -> type[T]:
    if kind not in _prepared:
        decoder(kind)
        _prepared.add(kind)
    return kind
