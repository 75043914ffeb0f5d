"""A scanner that types (键盘口扫码枪): tells its keys from a person's by their pace. Pure: no clock, no Qt.

Keys are held back while they may belong to a code. A scanner's keys follow each other within some ten
milliseconds and end with Enter or Tab; whatever turns out to be typing is given back untouched, in order,
releases and all. With a prefix that the scanner was told to send, only keys behind the prefix are held.
"""

from __future__ import annotations

from msgspec import Struct

PATIENCE = 0.06
"""Seconds that a key waits for the next one: what a person's keys are late by, at most."""
STALL = 0.1
"""The one longer gap that a code may have, when the machine was busy."""
IDLE = 0.15
"""Seconds of silence that end a code whose scanner sends no terminator."""
PACE, QUICK_PACE = 0.05, 0.03
"""Average seconds between the keys of a code, with and without a terminator."""
SHORTEST, SHORTEST_OPEN = 4, 6
"""Characters of a code, with and without a terminator."""
REPEATED = 10
"""So many of the same character are a key that is held down."""
LONGEST = 4096


class Key(Struct, frozen=True):
    """One event of the keyboard. ``text`` is its character; empty for releases and Shift."""

    __repr__ = object.__repr__

    at: float
    text: str = ""
    ends: bool = False
    """Enter or Tab going down"""
    shifts: bool = False
    """Shift going down"""
    event: object = None
    """what is to be given back"""


class Verdict(Struct, frozen=True):
    """``typed`` events go back to where they were meant for; ``scan`` is a code, empty when there is none."""

    __repr__ = object.__repr__

    typed: tuple[object, ...] = ()
    scan: str = ""


_NOTHING = Verdict()


class Wedge:
    """Takes every key event; what it does not give back at once it holds."""

    def __init__(self, prefix: str = "") -> None:
        self._prefix = prefix
        self._held: list[Key] = []
        self._text = ""
        self._gaps: list[float] = []
        self._last = 0.0

    @property
    def deadline(self) -> float | None:
        """When ``expire`` is to be asked; None while nothing is held."""
        return self._last + self._patience() if self._held else None

    def take(self, key: Key) -> Verdict:
        """What follows from a key event."""
        before = self.expire(key.at)
        after = self._take(key)
        return Verdict(before.typed + after.typed, before.scan or after.scan)

    def expire(self, now: float) -> Verdict:
        """What follows from the time alone."""
        deadline = self.deadline
        if deadline is None or now < deadline:
            return _NOTHING
        return self._scan() if self._is_code(SHORTEST_OPEN, QUICK_PACE) else self._typing()

    def _take(self, key: Key) -> Verdict:
        if not self._held and not self._may_begin(key):
            return Verdict((key.event,))
        self._held.append(key)
        if key.ends:
            return self._scan() if self._is_code(SHORTEST, PACE) else self._typing()
        if key.text:
            if self._text:
                self._gaps.append(key.at - self._last)
            self._text += key.text
            self._last = key.at
            if len(self._text) > LONGEST or self._is_held_down():
                return self._typing()
        elif len(self._held) == 1:
            self._last = key.at
        return _NOTHING

    def _may_begin(self, key: Key) -> bool:
        """Shift goes before the first capital; a release has nothing to wait for."""
        if self._prefix:
            return key.text == self._prefix
        return bool(key.text) or key.shifts

    def _patience(self) -> float:
        if self._prefix:
            return IDLE
        return IDLE if self._is_code(SHORTEST, PACE) else PATIENCE

    def _is_code(self, shortest: int, pace: float) -> bool:
        text = self._text.removeprefix(self._prefix)
        if self._prefix:
            return bool(text)
        if len(text) < shortest or len(set(text)) < 2:
            return False
        longer = [gap for gap in self._gaps if gap > PATIENCE]
        return sum(self._gaps) / len(self._gaps) <= pace and len(longer) <= 1 and max(self._gaps) <= STALL

    def _is_held_down(self) -> bool:
        return len(self._text) >= REPEATED and len(set(self._text)) == 1

    def _scan(self) -> Verdict:
        text = self._text.removeprefix(self._prefix)
        self._forget()
        return Verdict(scan=text)

    def _typing(self) -> Verdict:
        events = tuple(key.event for key in self._held)
        self._forget()
        return Verdict(typed=events)

    def _forget(self) -> None:
        self._held, self._text, self._gaps = [], "", []
