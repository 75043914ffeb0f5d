"""A clerk's desk on a real store, with the hall's queue in the same process and a clock that tests move."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from app.config.schema import Settings
from app.core.clock import ManualClock
from app.core.errors import Offline, Refused, RuleViolation
from app.core.events import EventBus
from app.core.ids import new_id
from app.hub.hub import Command, Hub
from app.journal.model import Author
from app.main.features import PROJECTIONS
from app.main.window.backstage import open_backstage
from app.peripherals.events import CardRead
from app.tickets.events import STARTED
from app.tickets.model import Priority, Ticket
from devices.idcard.sample_cards import SAMPLES
from devices.idcard.text_block import decode
from tests.support.databases import fresh_store, sqlite_url
from tests.support.immediate import ImmediateTaskRunner
from ui.evaluation.state import EvaluationState
from ui.workbench.desk import Desk
from ui.workbench.services import QueueCommands
from ui.workbench.state import HeaderState, WorkbenchState

START = datetime(2026, 7, 6, 1, 42, tzinfo=UTC)
"""A Monday, 09:42 in the hall."""


class HallQueue(QueueCommands):
    """The hub's ticket desk without a network between; ``cut`` takes it away."""

    def __init__(self, folder: Path, clock: ManualClock, hall_id: str) -> None:
        self.hub = Hub(fresh_store(sqlite_url(folder)), PROJECTIONS, {"SSDJ": "A", "SHSW": "C"}, clock)
        self.cut = False
        self.left = False
        self.hall_id = hall_id

    def take_number(self, zone: str = "SSDJ", priority: Priority = Priority.NORMAL) -> Ticket:
        """What the ticket machine does."""
        author = Author("kiosk", "")
        ticket = self._run(lambda desk, conn: desk.issue(conn, new_id(), author, zone, priority))
        assert ticket is not None
        return ticket

    def call_next(self, command_id: str, author: Author, zones: Sequence[str]) -> Ticket | None:
        return self._run(lambda desk, conn: desk.call_next(conn, command_id, author, zones))

    def leave(self) -> None:
        self.left = True

    def call_by_hand(self, author: Author, number: str) -> Ticket:
        raise Offline("tickets.none_left")

    def change(self, kind: str, command_id: str, author: Author, ticket_id: str) -> Ticket:
        if kind == STARTED:
            raise Offline("sync.not_connected")  # left to the visit in the window's journal
        ticket = self._run(lambda desk, conn: desk.change(conn, command_id, author, ticket_id, kind))
        assert ticket is not None
        return ticket

    def _run(self, command: Command) -> Ticket | None:
        if self.cut:
            raise Offline("sync.unreachable", hub="test", kind="ConnectError")
        try:
            return self.hub.command(self.hall_id, command)
        except RuleViolation as refusal:
            raise Refused(refusal.code, **refusal.params) from refusal


class DeskBench:
    """A desk and what a test needs around it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = Settings()
        self.clock = ManualClock(START)
        self.bus = EventBus()
        self.queue = HallQueue(folder, self.clock, self.settings.hall.id)
        self.evaluation = EvaluationState()
        self.open()

    def open(self) -> None:
        """Start the desk, as the program does; call it again after ``kill``."""
        self.backstage = open_backstage(self.folder, self.settings, self.bus, self.clock, lambda: None)
        services = replace(self.backstage.services, queue=self.queue)
        self.desk = Desk(
            ImmediateTaskRunner(),
            self.clock,
            services,
            HeaderState("3号综合窗口", "李静"),
            "示例大厅",
            self._show,
            self._show_evaluation,
        )
        self.desk.begin()

    def kill(self) -> None:
        """End without a word, as when the power goes."""
        self.backstage.store.close()

    def close(self) -> None:
        """Let go of the databases."""
        self.backstage.store.close()
        self.queue.hub.close()

    def press(self, action_id: str) -> WorkbenchState:
        """Press a key of the key map; what is shown then."""
        self.desk.trigger(action_id)
        return self.state

    def bars(self) -> list[str]:
        """Codes of the bars that are shown."""
        return [bar.text.code for bar in self.state.bars]

    def _show(self, state: WorkbenchState) -> None:
        self.state = state

    def _show_evaluation(self, state: EvaluationState) -> None:
        self.evaluation = state


def card(name: str = "样本甲") -> CardRead:
    """What the reader tells of a sample card."""
    return CardRead(decode(SAMPLES[name]), True, START)


def lay_down(bench: DeskBench, name: str = "样本甲") -> None:
    """A card lies on the reader."""
    bench.desk.cards.arrived(card(name))


def serve(bench: DeskBench, item: str = "IT040") -> None:
    """From the call to a case that lacks nothing."""
    bench.queue.take_number()
    bench.press("call_next")
    lay_down(bench)
    bench.desk.intake.add_item(item)
    fill_in(bench)


def leave(bench: DeskBench) -> WorkbenchState:
    """End a visit in which nothing was done: F12, and once more as the desk asks."""
    bench.press("finish")
    return bench.press("finish")


def fill_in(bench: DeskBench) -> None:
    """Close every gap, as a clerk would: answers, fields, materials."""
    typed = {
        "applicant.phone": "19900001000",
        "delivery.method": "counter",
        "agent.phone": "19900001001",
        "delivery.address": "示例路1号",
    }
    for _ in range(40):
        item = bench.state.item
        assert item is not None
        if not item.gaps:
            return
        gap = item.gaps[0]
        if gap.place == "question":
            question = next(q for q in item.questions if q.text == gap.key)
            bench.desk.intake.answer(question.text, question.answers[0])
        elif gap.place == "field":
            bench.desk.intake.set_field(gap.key, typed[gap.key])
        else:
            bench.desk.intake.set_material(gap.key, 1)
    raise AssertionError(f"still missing: {bench.state.item}")
