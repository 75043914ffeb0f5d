"""Frames by the layout of a profile: values to bytes, and bytes in any portions to values. Pure: no I/O.

The decoder never raises and never guesses: what does not fit the layout to the last bit is dropped byte by
byte until something fits. A length that promises more than ``LONGEST`` bytes is not believed; one that
promises more than ever comes is given up when the line falls quiet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from devices.framing.checks import SIZES, check
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


@dataclass(frozen=True, slots=True, repr=False)
class Frame:
    """What lay in an intact frame. ``raw``: its bytes as they came. Kept out of logs."""

    addr: int
    cmd: int
    data: bytes
    raw: bytes

    def __repr__(self) -> str:
        return f"Frame(cmd={self.cmd:02X}, {len(self.data)} bytes)"


class _Short(Exception):
    """More bytes are needed."""


class _Unfit(Exception):
    """The bytes are no frame of this layout."""


def encode(profile: Profile, addr: int, cmd: int, data: bytes, sequence: int = 0) -> bytes:
    """The bytes of a frame. Raises OverflowError when a value does not fit its part."""
    layout = profile.layout
    chunks = [_plain(part, addr, cmd, data, sequence) for part in layout]
    for place, part in enumerate(layout):
        if isinstance(part, Length):
            covered = _covered(layout, chunks, part.first, part.last)
            chunks[place] = (len(covered) + part.add).to_bytes(part.size, part.endian)
    for place, part in enumerate(layout):
        if isinstance(part, Check):
            covered = _covered(layout, chunks, part.first, part.last)
            chunks[place] = check(part.algorithm, covered).to_bytes(SIZES[part.algorithm], part.endian)
    head, tail = _ends(profile)
    inside = b"".join(chunks[head : len(chunks) - tail])
    return b"".join(chunks[:head]) + _escaped(inside, profile) + b"".join(chunks[len(chunks) - tail :])


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


def _plain(part: Part, addr: int, cmd: int, data: bytes, sequence: int) -> bytes:
    """The bytes of a part; blanks of the right size for what is computed."""
    match part:
        case Const() | Free():
            return part.data
        case Address():
            return addr.to_bytes(part.size, part.endian)
        case Command():
            return cmd.to_bytes(part.size, part.endian)
        case Counter():
            counted = sequence % (1 << 8 * part.size) if part.rolling else 0
            return counted.to_bytes(part.size, part.endian)
        case Data():
            if part.size and len(data) != part.size:
                raise OverflowError(f"data of {len(data)} bytes, the frame has room for {part.size}")
            return data
        case Length():
            return bytes(part.size)
        case Check():
            return bytes(SIZES[part.algorithm])


def span(layout: Sequence[Part], first: str, last: str) -> range:
    """The places of the parts from ``first`` to ``last``. Raises ValueError when there are none."""
    labels = [part.label for part in layout]
    found = range(labels.index(first), labels.index(last) + 1)
    if not found:
        raise ValueError(f"{last} stands before {first}")
    return found


def _covered(layout: Sequence[Part], chunks: Sequence[bytes], first: str, last: str) -> bytes:
    return b"".join(chunks[place] for place in span(layout, first, last))


def _ends(profile: Profile) -> tuple[int, int]:
    """How many parts at the head and at the tail are never escaped."""
    layout = profile.layout
    return (
        (int(isinstance(layout[0], Const)), int(isinstance(layout[-1], Const))) if profile.escape else (0, 0)
    )


def _escaped(inside: bytes, profile: Profile) -> bytes:
    table = {int(byte, 16): bytes.fromhex(instead) for byte, instead in profile.escape.items()}
    return b"".join(table.get(byte, bytes((byte,))) for byte in inside)


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


@dataclass(slots=True)
class _Reading:
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
                self._bytes(_size(part))

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
            others = sum(_size(self.layout[place]) for place in places)
            if 0 <= value - part.add - others <= LONGEST:
                return value - part.add - others
            raise _Unfit
        raise _Unfit

    def _verify(self) -> None:
        for length, value in self.lengths:
            if value != len(_covered(self.layout, self.chunks, length.first, length.last)) + length.add:
                raise _Unfit
        for part, chunk in zip(self.layout, self.chunks, strict=True):
            if isinstance(part, Check):
                covered = _covered(self.layout, self.chunks, part.first, part.last)
                if int.from_bytes(chunk, part.endian) != check(part.algorithm, covered):
                    raise _Unfit


def _size(part: Part) -> int:
    """Bytes of a part that is no variable data."""
    match part:
        case Const() | Free():
            return len(part.data)
        case Check():
            return SIZES[part.algorithm]
        case _:
            return part.size
