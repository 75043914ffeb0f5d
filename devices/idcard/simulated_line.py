"""The wire of a simulated reader: portions, pace and everything that goes wrong on it. Pure: no I/O."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from devices.idcard.frames import PREAMBLE, encode
from devices.idcard.sam_protocol import Reply

_BITS_PER_BYTE = 10
"""8N1: start, eight, stop."""


class FaultKind(StrEnum):
    """What may happen to one reply. ``value`` is given in brackets."""

    STATUS = "status"
    """answered with another SW3 and no data (hex, e.g. "41")"""
    SHORT = "short"
    """the data end early, with a checksum that fits (bytes kept)"""
    CHECKSUM = "checksum"
    LENGTH = "length"
    """LEN reads FFFF"""
    DOUBLE = "double"
    """the frame comes twice"""
    NOISE = "noise"
    """other bytes come first (hex)"""
    DELAY = "delay"
    """it comes late (milliseconds)"""
    SILENCE = "silence"
    VANISH = "vanish"
    """the port vanishes in the middle (bytes sent before)"""


class Fault(Struct):
    """A fault waiting for its ``times`` next replies, to ``command`` or, when that is 0, to any."""

    kind: FaultKind
    value: str = ""
    command: int = 0
    times: int = 1


class FaultPlan:
    """The faults ahead."""

    def __init__(self) -> None:
        self._ahead: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Plan one more."""
        self._ahead.append(fault)

    def take(self, command: int) -> list[Fault]:
        """Those that hit the reply to this command, each counted down once."""
        hit = [fault for fault in self._ahead if fault.command in (0, command)]
        for fault in hit:
            fault.times -= 1
        self._ahead = [fault for fault in self._ahead if fault.times > 0]
        return hit


class Piece(Struct, frozen=True):
    """Bytes that leave at an instant (seconds of the caller's clock); None: the port vanishes."""

    at: float
    data: bytes | None


class SimulatedLine(Struct):
    """``baud`` 0: replies leave at once, else paced as on a real line. ``chunk``: bytes per portion."""

    baud: int = 0
    chunk: int = 20

    def pieces(self, reply: Reply, faults: Iterable[Fault], asked: int, now: float) -> list[Piece]:
        """How a reply to a request of ``asked`` bytes travels."""
        values = {fault.kind: fault.value for fault in faults}
        if FaultKind.SILENCE in values:
            return []
        data = _wire(reply, values)
        start = now + self._seconds(asked) + float(values.get(FaultKind.DELAY, 0)) / 1000
        vanishing = FaultKind.VANISH in values
        if vanishing:
            data = data[: int(values[FaultKind.VANISH])]
        ends = [min(end + self.chunk, len(data)) for end in range(0, len(data), self.chunk)]
        pieces = [
            Piece(start + self._seconds(end), data[at:end])
            for at, end in zip(range(0, len(data), self.chunk), ends, strict=True)
        ]
        return [*pieces, Piece(start + self._seconds(len(data)), None)] if vanishing else pieces

    def _seconds(self, size: int) -> float:
        return size * _BITS_PER_BYTE / self.baud if self.baud else 0.0


def _wire(reply: Reply, values: dict[FaultKind, str]) -> bytes:
    """The bytes of a reply, spoilt as asked."""
    if FaultKind.STATUS in values:
        reply = Reply(int(values[FaultKind.STATUS], 16), b"")
    if FaultKind.SHORT in values:
        reply = Reply(reply.status, reply.data[: int(values[FaultKind.SHORT])])
    frame = encode(reply.body)
    if FaultKind.CHECKSUM in values:
        frame = frame[:-1] + bytes((frame[-1] ^ 0xFF,))
    if FaultKind.LENGTH in values:
        frame = PREAMBLE + b"\xff\xff" + frame[len(PREAMBLE) + 2 :]
    if FaultKind.DOUBLE in values:
        frame += frame
    return bytes.fromhex(values.get(FaultKind.NOISE, "")) + frame
