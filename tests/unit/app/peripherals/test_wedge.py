"""Keys of a scanner are told from a person's by their pace; a person's keys come back untouched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.peripherals.wedge import IDLE, PATIENCE, Key, Wedge

CODE = "ZC0706A1275"
printable = st.characters(min_codepoint=0x21, max_codepoint=0x7E)
codes = st.text(printable, min_size=6, max_size=80).filter(lambda text: len(set(text)) > 1)


class Keyboard:
    """Presses keys at their time and keeps what came of it."""

    def __init__(self, prefix: str = "") -> None:
        self.wedge = Wedge(prefix)
        self.now = 0.0
        self.pressed: list[object] = []
        self.typed: list[object] = []
        self.scans: list[str] = []

    def press(self, text: str, *, after: float = 0.0, ends: bool = False) -> None:
        """A key goes down and, a moment later, up."""
        self.wait(after)
        self._event(f"{text}↓", text="" if ends else text, ends=ends)
        self._event(f"{text}↑")

    def write(self, text: str, pace: float, *, enter: bool = True) -> None:
        for each in text:
            self.press(each, after=pace)
        if enter:
            self.press("Enter", after=pace, ends=True)

    def wait(self, seconds: float) -> None:
        """Let time pass as a timer does."""
        until = self.now + seconds
        while (due := self.wedge.deadline) is not None and due <= until:
            self.now = max(self.now, due)
            self._keep(*self._expired())
        self.now = until

    def _event(self, name: str, text: str = "", *, ends: bool = False) -> None:
        self.pressed.append(name)
        verdict = self.wedge.take(Key(self.now, text, ends, event=name))
        self._keep(verdict.typed, verdict.scan)

    def _expired(self) -> tuple[Sequence[object], str]:
        verdict = self.wedge.expire(self.now)
        return verdict.typed, verdict.scan

    def _keep(self, typed: Iterable[object], scan: str) -> None:
        self.typed.extend(typed)
        if scan:
            self.scans.append(scan)


@given(codes, st.floats(0.0, 0.04), st.booleans())
def test_a_code_is_caught_whole_and_nothing_of_it_is_typed(text: str, pace: float, enter: bool) -> None:
    keyboard = Keyboard()
    keyboard.write(text, pace if enter else pace / 2, enter=enter)
    keyboard.wait(1)
    assert keyboard.scans == [text]
    assert [event for event in keyboard.typed if not str(event).startswith("Enter")] == []


@given(st.lists(st.tuples(printable, st.floats(PATIENCE, 2)), max_size=30), st.booleans())
def test_typing_comes_back_untouched_and_in_order(keys: list[tuple[str, float]], enter: bool) -> None:
    keyboard = Keyboard()
    for text, after in keys:
        keyboard.press(text, after=after)
    if enter:
        keyboard.press("Enter", after=PATIENCE, ends=True)
    keyboard.wait(1)
    assert keyboard.typed == keyboard.pressed
    assert keyboard.scans == []


@given(st.lists(st.tuples(printable, st.floats(0, 0.3)), max_size=60), st.floats(0, 0.3))
def test_whatever_happens_no_key_is_lost_doubled_or_moved(
    keys: list[tuple[str, float]], after: float
) -> None:
    keyboard = Keyboard()
    for text, gap in keys:
        keyboard.press(text, after=gap)
    keyboard.press("Enter", after=after, ends=True)
    keyboard.wait(1)
    if keyboard.scans:
        assert all(len(scan) >= 4 for scan in keyboard.scans)
    else:
        assert keyboard.typed == keyboard.pressed


def test_a_key_waits_no_longer_than_sixty_milliseconds() -> None:
    keyboard = Keyboard()
    keyboard.press("a")
    assert keyboard.typed == []
    keyboard.wait(PATIENCE)
    assert keyboard.typed == ["a↓", "a↑"]


def test_enter_alone_does_not_wait() -> None:
    keyboard = Keyboard()
    keyboard.press("Enter", ends=True)
    assert keyboard.typed == ["Enter↓", "Enter↑"]


@pytest.mark.parametrize(("stalls", "seconds", "caught"), [(1, 0.09, [CODE]), (2, 0.09, []), (1, 0.12, [])])
def test_one_stall_of_the_machine_is_forgiven_two_and_longer_ones_are_not(
    stalls: int, seconds: float, caught: list[str]
) -> None:
    keyboard = Keyboard()
    for place, text in enumerate(CODE):
        keyboard.press(text, after=seconds if place in (5, 8)[:stalls] else 0.005)
    keyboard.press("Enter", after=0.005, ends=True)
    assert keyboard.scans == caught


def test_a_key_that_is_held_down_is_typing() -> None:
    keyboard = Keyboard()
    keyboard.write("a" * 40, 0.033, enter=False)
    assert len(keyboard.typed) >= 60, "it appears while it is held"
    keyboard.wait(1)
    assert keyboard.typed == keyboard.pressed


def test_a_code_without_enter_comes_after_150_milliseconds_and_has_six_characters() -> None:
    for text, caught in (("A1275", []), ("A12756", ["A12756"])):
        keyboard = Keyboard()
        keyboard.write(text, 0.01, enter=False)
        keyboard.wait(0.16)
        assert keyboard.scans == caught
        assert keyboard.wedge.deadline is None, "keys are still held back"


@pytest.mark.parametrize("text", ["abc", "11", "1111"])
def test_a_few_quick_keys_are_typing(text: str) -> None:
    keyboard = Keyboard()
    keyboard.write(text, 0.01)
    assert (keyboard.scans, keyboard.typed) == ([], keyboard.pressed)


def test_with_a_prefix_only_what_follows_it_waits() -> None:
    keyboard = Keyboard("~")
    keyboard.write("abcdef", 0.005)
    assert keyboard.typed == keyboard.pressed
    keyboard.write("~A1", 0.12)
    assert keyboard.scans == ["A1"]
    keyboard.write("~", 0.0, enter=False)
    keyboard.wait(IDLE)
    assert keyboard.typed[-2:] == ["~↓", "~↑"]


def test_shift_before_a_capital_is_part_of_the_code() -> None:
    wedge, events = Wedge(), []
    for place, text in enumerate("ZCAB"):
        at = place / 100
        events.append(wedge.take(Key(at, shifts=True, event="Shift↓")))
        events.append(wedge.take(Key(at + 0.001, text, event=text)))
        events.append(wedge.take(Key(at + 0.002, event="Shift↑")))
    assert [event.typed for event in events] == [()] * 12
    assert wedge.take(Key(0.05, ends=True, event="Enter")).scan == "ZCAB"
