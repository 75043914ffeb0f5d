"""Frames by the layout of a profile: values to bytes. Pure: no I/O."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from devices.framing.checks import SIZES, check
from devices.framing.profile import (
    Address,
    Check,
    Command,
    Const,
    Counter,
    Data,
    Free,
    Length,
    Part,
    Profile,
)


class Frame(Struct, frozen=True):
    """What lay in an intact frame. ``raw``: its bytes as they came. Kept out of logs."""

    addr: int
    cmd: int
    data: bytes
    raw: bytes

    def __repr__(self) -> str:
        return f"Frame(cmd={self.cmd:02X}, {len(self.data)} bytes)"


def encode(profile: Profile, addr: int, cmd: int, data: bytes, sequence: int = 0) -> bytes:
    """The bytes of a frame. Raises OverflowError when a value does not fit its part."""
    layout = profile.layout
    chunks = [_plain(part, addr, cmd, data, sequence) for part in layout]
    for place, part in enumerate(layout):
        if isinstance(part, Length):
            covered = covered_bytes(layout, chunks, part.first, part.last)
            chunks[place] = (len(covered) + part.add).to_bytes(part.size, part.endian)
    for place, part in enumerate(layout):
        if isinstance(part, Check):
            covered = covered_bytes(layout, chunks, part.first, part.last)
            chunks[place] = check(part.algorithm, covered).to_bytes(SIZES[part.algorithm], part.endian)
    head, tail = _ends(profile)
    inside = b"".join(chunks[head : len(chunks) - tail])
    return b"".join(chunks[:head]) + _escaped(inside, profile) + b"".join(chunks[len(chunks) - tail :])


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


def covered_bytes(layout: Sequence[Part], chunks: Sequence[bytes], first: str, last: str) -> bytes:
    """The bytes of the parts from ``first`` to ``last``, out of those of all parts."""
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


def part_size(part: Part) -> int:
    """Bytes of a part that is no variable data."""
    match part:
        case Const() | Free():
            return len(part.data)
        case Check():
            return SIZES[part.algorithm]
        case _:
            return part.size
