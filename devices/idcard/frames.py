"""The frame of the resident ID card reader's security module (SAM_V / SAM_A; GA/T 467). Pure: no I/O.

Host to reader: ``AA AA AA 96 69 | LEN(2) | CMD PARA DATA... | CHK``
Reader to host: ``AA AA AA 96 69 | LEN(2) | SW1 SW2 SW3 DATA... | CHK``

LEN is big-endian and counts everything after itself, CHK included. CHK is the XOR of LEN and the body; the
preamble is not covered.
"""

from __future__ import annotations

from enum import Enum
from functools import reduce
from operator import xor

from msgspec import Struct

PREAMBLE = bytes.fromhex("AAAAAA9669")
LONGEST = 4096
"""The largest LEN believed. Real replies end at 2321 bytes; FFFF must not make anybody wait for 64 KiB."""

SHORTEST_REPLY = 4
SHORTEST_REQUEST = 2
_HEAD = len(PREAMBLE) + 2


class Damage(Enum):
    """What the decoder threw away."""

    LENGTH = "length"
    CHECKSUM = "checksum"


class Frame(Struct, frozen=True):
    """What lay between LEN and CHK of an intact frame. Its bytes are kept out of logs: they name a person."""

    body: bytes

    def __repr__(self) -> str:
        return f"Frame({len(self.body)} bytes)"


def encode(body: bytes) -> bytes:
    """The frame around a body."""
    covered = (len(body) + 1).to_bytes(2, "big") + body
    return PREAMBLE + covered + bytes((_checksum(covered),))


class FrameDecoder:
    """Takes bytes in any portions and gives the frames in them, in order.

    Noise before a preamble is dropped. Once a LEN is believed exactly so many bytes are taken: a preamble
    inside the payload is payload. ``shortest`` is the smallest LEN of this direction.
    """

    def __init__(self, shortest: int = SHORTEST_REPLY) -> None:
        self._shortest = shortest
        self._buffer = bytearray()

    def feed(self, chunk: bytes) -> list[Frame | Damage]:
        """Everything that these bytes complete. Raises nothing and keeps at most one frame's bytes."""
        self._buffer += chunk
        done: list[Frame | Damage] = []
        while (item := self._next()) is not None:
            done.append(item)
        return done

    @property
    def pending(self) -> int:
        """Bytes kept that make no frame yet."""
        return len(self._buffer)

    def _next(self) -> Frame | Damage | None:
        buffer = self._buffer
        start = buffer.find(PREAMBLE)
        if start < 0:
            del buffer[: max(0, len(buffer) - len(PREAMBLE) + 1)]
            return None
        del buffer[:start]
        if len(buffer) < _HEAD:
            return None
        length = int.from_bytes(buffer[len(PREAMBLE) : _HEAD], "big")
        if not self._shortest <= length <= LONGEST:
            del buffer[: len(PREAMBLE)]
            return Damage.LENGTH
        if len(buffer) < _HEAD + length:
            return None
        covered, checksum = bytes(buffer[len(PREAMBLE) : _HEAD + length - 1]), buffer[_HEAD + length - 1]
        del buffer[: _HEAD + length]
        return Frame(covered[2:]) if _checksum(covered) == checksum else Damage.CHECKSUM


def _checksum(covered: bytes) -> int:
    return reduce(xor, covered, 0)
