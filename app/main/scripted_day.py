"""The script: one visit with everything there, a second one while the hub is gone, then its return.

The script knows what happens and in which order. How it is done stands in ``DemoStage``: the same
view-models, devices and processes that a clerk uses.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from msgspec import Struct, field

from app.main.stage import DemoStage

T = TypeVar("T")


class Step(Struct, frozen=True):
    """One step of the script and how long it took, in milliseconds."""

    step: str
    ms: float


class Summary(Struct):
    """What the script saw: filled in as it goes."""

    steps: list[Step] = field(default_factory=list)
    tickets: list[str] = field(default_factory=list)
    case_numbers: list[str] = field(default_factory=list)
    voice: list[str] = field(default_factory=list)
    screenshots: list[str] = field(default_factory=list)
    pdfs: list[str] = field(default_factory=list)


class Citizen(Struct, frozen=True):
    """A sample card by name and the items that its holder comes for."""

    card: str
    items: tuple[str, ...]


WITH_TICKET = Citizen("刘𬭸", ("IT040", "IT060"))
WITHOUT_HUB = Citizen("样本乙", ("IT053",))
ZONES = ("SSDJ", "SSDJ", "SHSW", "ZHFW", "SSDJ")
"""Where the citizens of the morning take their numbers; the first of them is served."""


class Script:
    """Plays the two visits on a stage and notes what it saw."""

    def __init__(self, stage: DemoStage) -> None:
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
        self._shoot("4-synced", self._stage.picture)
        return self.summary

    def _visit_with_ticket(self) -> None:
        stage, seen = self._stage, self.summary
        numbers = [self._timed("take_number", partial(stage.take_number, zone)) for zone in ZONES]
        seen.tickets.append(numbers[0])
        self._shoot("1-waiting", stage.picture)
        seen.voice.append(self._timed("call", stage.call))
        self._shoot("hall", stage.hall_picture)
        self._serve(WITH_TICKET, "2-online")
        self._timed("evaluate", lambda: stage.evaluate(5))

    def _visit_without_hub(self) -> None:
        self._timed("walk_in", self._stage.begin_without_ticket)
        self._serve(WITHOUT_HUB, "3-offline")
        self._timed("evaluate_offline", lambda: self._stage.evaluate(4))

    def _serve(self, citizen: Citizen, picture: str) -> None:
        stage, seen = self._stage, self.summary
        self._timed("read_card", lambda: stage.lay_down_card(citizen.card))
        for item in citizen.items:
            self._timed("add_item", partial(stage.add_item, item))
        self._shoot(f"{picture}-gaps", stage.picture)
        for number, _ in enumerate(citizen.items, start=1):
            self._timed("fill_in", stage.fill_in)
            seen.case_numbers.append(self._timed("receive", stage.receive))
            seen.pdfs.append(self._timed("receipt", stage.open_receipt))
            self._shoot(f"{picture}-receipt-{number}", stage.picture)
            stage.close_receipt()
        self._shoot(f"{picture}-done", stage.picture)
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
