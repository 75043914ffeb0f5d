"""Frames by the layout of a profile: bytes in any portions to values. Pure: no I/O.

The decoder never raises and never guesses: what does not fit the layout to the last bit is dropped byte by
byte until something fits. A length that promises more than ``LONGEST`` bytes is not believed; one that
promises more than ever comes is given up when the line falls quiet.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from devices.framing.checks import check
from devices.framing.frames import Frame, covered_bytes, part_size, span
from devices.framing.profile import (
    Address,
    Check,
    Command,
    Const,
    Counter,
    Data,
    Endian,
    Free,
    Length,
    Part,
    Profile,
)

LONGEST = 1024
"""Bytes of the longest frame believed."""


class _Short(Exception):
    """More bytes are needed."""


class _Unfit(Exception):
    """The bytes are no frame of this layout."""


class FrameDecoder:
    """Takes bytes in any portions and gives the frames in them, in order."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._buffer = bytearray()
        self.dropped = 0
        """bytes that belonged to no frame"""

    def feed(self, chunk: bytes) -> list[Frame]:
        """Everything that these bytes complete. Raises nothing."""
        self._buffer += chunk
        return self._take()

    def quiet(self) -> list[Frame]:
        """The line has fallen silent: what was begun will not end; what lies behind it may be whole."""
        found: list[Frame] = []
        while self._buffer:
            self._drop(1)
            found += self._take()
        return found

    @property
    def pending(self) -> int:
        """Bytes kept that make no frame yet."""
        return len(self._buffer)

    def _take(self) -> list[Frame]:
        found: list[Frame] = []
        while self._buffer:
            try:
                frame, used = _read(self._profile, bytes(self._buffer[: LONGEST + 1]))
            except _Short:
                if len(self._buffer) <= LONGEST:
                    break
                self._drop(1)
            except _Unfit:
                self._drop(1)
            else:
                found.append(frame)
                del self._buffer[:used]
        return found

    def _drop(self, count: int) -> None:
        del self._buffer[:count]
        self.dropped += count


def _read(profile: Profile, data: bytes) -> tuple[Frame, int]:
    """The frame at the start of ``data`` and its bytes. Raises _Short, _Unfit."""
    if not profile.escape:
        reading = _Reading(profile.layout, data)
        reading.run()
        used = reading.position
    else:
        inside, used = _plain_inside(profile, data)
        reading = _Reading(profile.layout, inside)
        try:
            reading.run()
        except _Short as error:  # the tail has come: no more bytes will
            raise _Unfit from error
        if reading.position != len(inside):
            raise _Unfit
    return Frame(reading.addr, reading.cmd, reading.said, data[:used]), used


def _plain_inside(profile: Profile, data: bytes) -> tuple[bytes, int]:
    """The whole frame without escapes, and how many bytes it took with them. Raises _Short, _Unfit."""
    first, last = profile.layout[0], profile.layout[-1]
    assert isinstance(first, Const)
    assert isinstance(last, Const)
    if not data.startswith(first.data):
        raise _Short if first.data.startswith(data) else _Unfit
    inside, used = _unescaped(profile, data[len(first.data) :], last.data)
    return first.data + inside + last.data, len(first.data) + used


def _unescaped(profile: Profile, data: bytes, tail: bytes) -> tuple[bytes, int]:
    """What stands before the tail, and how many bytes it and the tail took."""
    table = {bytes.fromhex(instead): byte for byte, instead in profile.escape.items()}
    never = bytes.fromhex("".join(table.values()))
    leads = {each[0] for each in table}
    inside, position = bytearray(), 0
    while position < len(data):
        if data.startswith(tail, position):
            return bytes(inside), position + len(tail)
        pair = next((each for each in table if data.startswith(each, position)), b"")
        if pair:
            inside += bytes.fromhex(table[pair])
            position += len(pair)
        elif data[position] in leads and position + 1 == len(data):
            raise _Short
        elif data[position] in never:
            raise _Unfit
        else:
            inside.append(data[position])
            position += 1
    raise _Short


class _Reading(Struct):
    """One pass over the parts of a frame."""

    layout: Sequence[Part]
    data: bytes
    position: int = 0
    addr: int = 0
    cmd: int = 0
    said: bytes = b""
    lengths: list[tuple[Length, int]] = field(default_factory=list)
    chunks: list[bytes] = field(default_factory=list)

    def run(self) -> None:
        """Read all of it. Raises _Short, _Unfit."""
        for part in self.layout:
            self._part(part)
        self._verify()

    def _part(self, part: Part) -> None:
        match part:
            case Const():
                self._const(part.data)
            case Data():
                self.said = self._bytes(part.size or self._promised())
            case Address():
                self.addr = self._number(part.size, part.endian)
            case Command():
                self.cmd = self._number(part.size, part.endian)
            case Length():
                self.lengths.append((part, self._number(part.size, part.endian)))
            case Check() | Counter() | Free():
                self._bytes(part_size(part))

    def _const(self, expected: bytes) -> None:
        there = self.data[self.position : self.position + len(expected)]
        if not expected.startswith(there):
            raise _Unfit
        self._bytes(len(expected))

    def _bytes(self, size: int) -> bytes:
        end = self.position + size
        if end > LONGEST:
            raise _Unfit
        if end > len(self.data):
            raise _Short
        chunk = self.data[self.position : end]
        self.chunks.append(chunk)
        self.position = end
        return chunk

    def _number(self, size: int, endian: Endian) -> int:
        return int.from_bytes(self._bytes(size), endian)

    def _promised(self) -> int:
        """Bytes of data that the first length leaves room for."""
        for part, value in self.lengths:
            places = span(self.layout, part.first, part.last)
            others = sum(part_size(self.layout[place]) for place in places)
            if 0 <= value - part.add - others <= LONGEST:
                return value - part.add - others
            raise _Unfit
        raise _Unfit

    def _verify(self) -> None:
        for length, value in self.lengths:
            if value != len(covered_bytes(self.layout, self.chunks, length.first, length.last)) + length.add:
                raise _Unfit
        for part, chunk in zip(self.layout, self.chunks, strict=True):
            if isinstance(part, Check):
                covered = covered_bytes(self.layout, self.chunks, part.first, part.last)
                if int.from_bytes(chunk, part.endian) != check(part.algorithm, covered):
                    raise _Unfit
