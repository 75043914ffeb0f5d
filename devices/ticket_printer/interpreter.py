"""Reads ESC/POS as a printer does: what would be on the paper. Pure: bytes in, slips out.

It understands what ticket printers have in common. Codes that a printer draws by itself (QR, CODE128) are
passed over: this program draws its own. An unknown command is skipped by one byte and counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct, field

_LETTERS = re.compile(rb"[^\x10\x1b\x1c\x1d\n]+")
_SWITCHES = (b"\x1bE", b"\x1cW", b"\x1c!", b"\x1dh", b"\x1dw", b"\x1dH")
"""Bold, larger 汉字, the looks of bar codes: a byte each, and nothing that matters on a simulated paper."""
_CUT_AFTER_FEED = (65, 66)
"""Cuts that say how far to feed before."""
_BARS_COUNTED = 65
"""Kinds of bar codes from here on come with their length; those before end with a zero."""


class Letters(Struct, frozen=True):
    """A line in the printer's letters, so many times as wide and high; 0 left, 1 centred, 2 at the right."""

    text: str
    wide: int = 1
    high: int = 1
    place: int = 0


class Paper(Struct):
    """What was put on the paper since the last cut, from the top: rows of dots (1 = black) and letters."""

    parts: list[bytes | Letters] = field(default_factory=list)

    @property
    def rows(self) -> list[bytes]:
        """The rows of dots."""
        return [part for part in self.parts if isinstance(part, bytes)]

    @property
    def texts(self) -> list[str]:
        """What the lines of letters say."""
        return [part.text for part in self.parts if isinstance(part, Letters)]


class _Short(Exception):
    """More bytes are needed."""


class Interpreter:
    """Feeds on bytes in any portions; gives every slip that was cut, and every status that was asked for."""

    def __init__(self) -> None:
        self._buffer = b""
        self.paper = Paper()
        self.slips: list[Paper] = []
        self.questions: list[int] = []
        self.unknown = 0
        self._line = b""
        self._size = self._place = 0
        self._commands: tuple[tuple[bytes, Callable[[bytes], int]], ...] = (
            (b"\x10\x04", self._status),
            (b"\x1b@", self._begin),
            (b"\x1ba", self._set_place),
            (b"\x1bd", self._feed),
            (b"\x1bi", lambda _: self._cut(2)),
            (b"\x1bm", lambda _: self._cut(2)),
            (b"\x1c&", lambda _: 2),
            (b"\x1c.", lambda _: 2),
            (b"\x1d!", self._set_size),
            (b"\x1dV", self._cut_as_told),
            (b"\x1dv0", self._raster),
            (b"\x1d(k", lambda data: _whole(data, 5 + _at(data, 3) + 256 * _at(data, 4))),
            (b"\x1dk", _bars),
            *((head, lambda data: _whole(data, 3)) for head in _SWITCHES),
        )

    def feed(self, data: bytes) -> None:
        """Take bytes. Raises nothing."""
        self._buffer += data
        while self._buffer:
            try:
                used = self._step(self._buffer)
            except _Short:
                return
            self._buffer = self._buffer[used:]

    def _step(self, data: bytes) -> int:
        if data[0] not in b"\x10\x1b\x1c\x1d":
            return self._letter(data)
        for head, act in self._commands:
            if data.startswith(head):
                return act(data)
            if head.startswith(data):
                raise _Short
        self.unknown += 1
        return 1

    def _letter(self, data: bytes) -> int:
        if data[:1] == b"\n":
            self._end_line()
            return 1
        letters = _LETTERS.match(data)
        assert letters is not None
        self._line += letters[0]
        return letters.end()

    def _end_line(self) -> None:
        if self._line:
            text = self._line.decode("gb18030", "replace")
            wide, high = self._size // 16 % 8 + 1, self._size % 8 + 1
            self.paper.parts.append(Letters(text, wide, high, self._place))
            self._line = b""

    def _status(self, data: bytes) -> int:
        self.questions.append(_at(data, 2))
        return 3

    def _begin(self, _data: bytes) -> int:
        self._size = self._place = 0
        return 2

    def _set_place(self, data: bytes) -> int:
        self._place = _at(data, 2) % 48 % 3  # the digits 0 to 2 mean the same
        return 3

    def _set_size(self, data: bytes) -> int:
        self._size = _at(data, 2)
        return 3

    def _feed(self, data: bytes) -> int:
        _at(data, 2)
        self._end_line()
        return 3

    def _cut_as_told(self, data: bytes) -> int:
        return self._cut(_whole(data, 4 if _at(data, 2) in _CUT_AFTER_FEED else 3))

    def _cut(self, size: int) -> int:
        self._end_line()
        if self.paper.parts:
            self.slips.append(self.paper)
        self.paper = Paper()
        return size

    def _raster(self, data: bytes) -> int:
        row, lines = _at(data, 4) + 256 * _at(data, 5), _at(data, 6) + 256 * _at(data, 7)
        end = _whole(data, 8 + row * lines)
        self._end_line()
        self.paper.parts += [data[start : start + row] for start in range(8, end, row)] if row else []
        return end


def _bars(data: bytes) -> int:
    """Bytes of a bar code, kinds 0 to 6 or from 65 on."""
    if _at(data, 2) >= _BARS_COUNTED:
        return _whole(data, 4 + _at(data, 3))
    if (end := data.find(b"\0", 3)) < 0:
        raise _Short
    return end + 1


def _at(data: bytes, place: int) -> int:
    _whole(data, place + 1)
    return data[place]


def _whole(data: bytes, size: int) -> int:
    """The size of a command of which all bytes are there."""
    if size > len(data):
        raise _Short
    return size
