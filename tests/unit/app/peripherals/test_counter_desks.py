"""Pads and displays: what was pressed belongs to the question it answers, what is shown comes at its pace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from app.core.clock import ManualClock
from app.core.events import EventBus
from app.peripherals import counter_desks
from app.peripherals.connection import Candidate
from app.peripherals.counter_desks import DisplayDesk, PadDesk
from app.peripherals.events import RatingGiven
from devices.call_pad.contract import KeyPressed, RatingPressed
from devices.window_display.contract import Sign

CLOCK = ManualClock(datetime(2026, 7, 4, tzinfo=UTC))


class Pad:
    """A pad on which ``press`` happens while it is listened to."""

    def __init__(self) -> None:
        self.press: Callable[[], RatingPressed | None] = lambda: None

    def open(self) -> None:
        """Nothing to open."""

    def close(self) -> None:
        """Nothing to close."""

    def identity(self) -> str:
        return "pad"

    def heard(self, wait: float) -> tuple[KeyPressed | RatingPressed, ...]:
        pressed = self.press()
        return (pressed,) if pressed else ()

    def show(self, ticket: int | None, waiting: int) -> None:
        """It has no display."""

    def ask(self) -> None:
        """It says nothing."""

    def cancel(self) -> None:
        """It says nothing."""

    def beep(self) -> None:
        """It says nothing."""


class Display:
    """A display that keeps what it showed."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    def open(self) -> None:
        """Nothing to open."""

    def close(self) -> None:
        """Nothing to close."""

    def identity(self) -> str:
        return "display"

    def show(self, sign: Sign) -> None:
        self.shown.append(sign.text)


@pytest.mark.parametrize("demo", [False, True])
def test_what_was_pressed_before_the_question_came_through_rates_nothing(demo: bool) -> None:
    pad, bus, given = Pad(), EventBus(), list[RatingGiven]()
    bus.subscribe(RatingGiven, given.append)
    desk = PadDesk([Candidate("pad", lambda _: pad, demo=demo)], bus, CLOCK)
    desk.step()
    desk.ask_rating("first")
    desk.step()

    def too_early() -> RatingPressed:
        desk.ask_rating("second")
        return RatingPressed(1, 0)

    pad.press = too_early
    desk.step()
    assert given == []
    pad.press = lambda: RatingPressed(5, 3)
    desk.step()
    desk.step()
    assert given == [RatingGiven("second", 5, demo=demo)]


def test_a_display_is_written_at_its_pace_and_passes_over_what_is_old(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 100.0
    monkeypatch.setattr(counter_desks, "time", SimpleNamespace(monotonic=lambda: now))
    display = Display()
    desk = DisplayDesk([Candidate("display", lambda _: display)], EventBus(), CLOCK, most_per_second=2)
    desk.step()
    for text in ("A001", "A002", "A003"):
        desk.show(Sign(text))
        rest = desk.step()
    assert (display.shown, rest) == (["A001"], 0.5)
    now += 0.5
    desk.step()
    assert display.shown == ["A001", "A003"]
