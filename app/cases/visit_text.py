"""A visit as text and back: what is kept on the desk so that nothing is lost when the power goes."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from app.cases.visit import Visit
from app.core.errors import StoreBug
from devices.decoding import decoder

_VERSION = 1


class _Envelope(Struct, frozen=True):
    version: int
    visit: msgspec.Raw


_encode = msgspec.json.Encoder().encode
_decode_envelope = decoder(_Envelope).decode
_decode_visit = decoder(Visit).decode


def to_json(visit: Visit) -> str:
    """The visit as versioned JSON."""
    return _encode(_Envelope(_VERSION, msgspec.Raw(_encode(visit)))).decode()


def from_json(text: str) -> Visit:
    """The visit of a text. Raises StoreBug ``visit.unreadable`` for any other text or an unknown version."""
    try:
        envelope = _decode_envelope(text)
        if envelope.version != _VERSION:
            raise StoreBug("visit.unreadable", version=envelope.version)
        return _decode_visit(envelope.visit)
    except msgspec.DecodeError as error:
        raise StoreBug("visit.unreadable") from error
