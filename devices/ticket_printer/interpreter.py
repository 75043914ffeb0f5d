"""Reads ESC/POS as a printer does and draws what would be on the paper. Pure: bytes in, slips out.

It understands what ``escpos`` writes; an unknown command is skipped by one byte and counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct, field

from devices.ticket_printer.escpos import CUT

_LETTERS = re.compile(rb"[^\x10\x1b\x1c\x1d\n]+")


class Paper(Struct):
    """What was put on the paper since the last cut, in order: rows of dots, lines of text."""

    rows: list[bytes] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing was printed on it."""
        return not (self.rows or self.texts)


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
        self._commands: tuple[tuple[bytes, Callable[[bytes], int]], ...] = (
            (b"\x10\x04", self._status),
            (b"\x1b@", lambda _: 2),
            (b"\x1c&", lambda _: 2),
            (b"\x1c.", lambda _: 2),
            (b"\x1ba", _skip(3)),
            (b"\x1bE", _skip(3)),
            (b"\x1bd", self._feed),
            (b"\x1d!", _skip(3)),
            (CUT, self._cut),
            (b"\x1dv0", self._raster),
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
            self.paper.texts.append(self._line.decode("gb18030", "replace"))
            self._line = b""

    def _status(self, data: bytes) -> int:
        self.questions.append(_at(data, 2))
        return 3

    def _feed(self, data: bytes) -> int:
        _at(data, 2)
        self._end_line()
        return 3

    def _cut(self, _data: bytes) -> int:
        self._end_line()
        if not self.paper.empty:
            self.slips.append(self.paper)
        self.paper = Paper()
        return len(CUT)

    def _raster(self, data: bytes) -> int:
        row, lines = _at(data, 4) + 256 * _at(data, 5), _at(data, 6) + 256 * _at(data, 7)
        end = 8 + row * lines
        body = _cut_out(data, 8, end)
        self.paper.rows += [body[start : start + row] for start in range(0, len(body), row)] if row else []
        return end


def _skip(size: int) -> Callable[[bytes], int]:
    def skip(data: bytes) -> int:
        _at(data, size - 1)
        return size

    return skip


def _at(data: bytes, place: int) -> int:
    if place >= len(data):
        raise _Short
    return data[place]


def _cut_out(data: bytes, start: int, end: int) -> bytes:
    if end > len(data):
        raise _Short
    return data[start:end]
