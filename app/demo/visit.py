"""The script: one visit with everything there, a second one while the hub is gone, then its return.

The script knows what happens and in which order. How it is done stands behind ``Stage``: the same
view-models, devices and processes that a clerk uses.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the script and how long it took, in milliseconds."""

    step: str
    ms: float


@dataclass(slots=True)
class Summary:
    """What the script saw: filled in as it goes."""

    steps: list[Step] = field(default_factory=list)
    tickets: list[str] = field(default_factory=list)
    case_numbers: list[str] = field(default_factory=list)
    voice: list[str] = field(default_factory=list)
    screenshots: list[str] = field(default_factory=list)
    pdfs: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Card:
    """A sample card by name and the item that its holder comes for."""

    name: str
    item: str


WITH_TICKET = Card("刘𬭸", "IT060")
WITHOUT_HUB = Card("样本乙", "IT040")


class Stage(Protocol):
    """What the script may do. Every act returns when its effect is on the screen, or raises AppError
    ``demo.not_seen`` with the act that had none in time."""

    def open_desk(self) -> None:
        """Start the desk, the hall screen, the reader, the hub."""
        ...

    def take_number(self) -> str:
        """A citizen takes a number; returns it when the clerk sees it wait."""
        ...

    def call(self) -> str:
        """Call the next citizen; returns the line that the hall speaks, when the hall screen shows it."""
        ...

    def begin_without_ticket(self) -> None:
        """Begin a visit without a number (无号直办)."""
        ...

    def lay_down_card(self, name: str) -> None:
        """Lay a card on the reader; returns when the form shows its holder."""
        ...

    def lift_card(self) -> None:
        """Take the card away."""
        ...

    def take_in(self, item: str) -> None:
        """Add an item and close every gap."""
        ...

    def receive(self) -> str:
        """Receive the case; returns its number."""
        ...

    def open_receipt(self) -> str:
        """Show the receipt and keep it as a file; returns the path, once the printer has it."""
        ...

    def finish(self) -> None:
        """Finish the visit."""
        ...

    def evaluate(self, stars: int) -> None:
        """The citizen presses a grade."""
        ...

    def synced(self) -> None:
        """Wait until the hub has everything."""
        ...

    def stop_hub(self) -> None:
        """Take the hub away; returns when the desk says that it works offline."""
        ...

    def start_hub(self) -> None:
        """Bring it back."""
        ...

    def picture(self, name: str) -> list[str]:
        """Take pictures of the desk in all sizes and looks; returns their paths."""
        ...

    def hall_picture(self, name: str) -> list[str]:
        """Take pictures of the hall screen, both ways up."""
        ...

    def evaluation_picture(self, name: str) -> list[str]:
        """Take a picture of the citizen's screen."""
        ...


class Script:
    """Plays the two visits on a stage and notes what it saw."""

    def __init__(self, stage: Stage) -> None:
        self.summary = Summary()
        self._stage = stage

    def play(self) -> Summary:
        """All of it, in order."""
        self._timed("open_desk", self._stage.open_desk)
        self._visit_with_ticket()
        self._timed("sync", self._stage.synced)
        self._timed("hub_stopped", self._stage.stop_hub)
        self._visit_without_hub()
        self._timed("hub_started", self._stage.start_hub)
        self._timed("caught_up", self._stage.synced)
        self._shoot("7-synced", self._stage.picture)
        return self.summary

    def _visit_with_ticket(self) -> None:
        stage, seen = self._stage, self.summary
        seen.tickets.append(self._timed("take_number", stage.take_number))
        self._shoot("1-waiting", stage.picture)
        seen.voice.append(self._timed("call", stage.call))
        self._shoot("hall", stage.hall_picture)
        self._serve(WITH_TICKET, "2-intake")
        self._timed("evaluate", lambda: stage.evaluate(5))

    def _visit_without_hub(self) -> None:
        self._timed("walk_in", self._stage.begin_without_ticket)
        self._serve(WITHOUT_HUB, "5-offline")
        self._timed("evaluate_offline", lambda: self._stage.evaluate(4))

    def _serve(self, card: Card, picture: str) -> None:
        stage, seen = self._stage, self.summary
        self._timed("read_card", lambda: stage.lay_down_card(card.name))
        self._timed("take_in", lambda: stage.take_in(card.item))
        self._shoot(picture, stage.picture)
        seen.case_numbers.append(self._timed("receive", stage.receive))
        seen.pdfs.append(self._timed("receipt", stage.open_receipt))
        self._shoot(f"{picture}-receipt", stage.picture)
        stage.lift_card()
        self._timed("finish", stage.finish)
        self._shoot(f"{picture}-evaluation", stage.evaluation_picture)

    def _timed(self, step: str, act: Callable[[], T]) -> T:
        began = time.perf_counter()
        result = act()
        self.summary.steps.append(Step(step, round((time.perf_counter() - began) * 1000, 1)))
        return result

    def _shoot(self, name: str, take: Callable[[str], list[str]]) -> None:
        self.summary.screenshots += take(name)
