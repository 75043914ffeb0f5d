"""The ticket machine over time, driven by touches and a clock that the test moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.core.clock import ManualClock
from app.core.errors import RuleViolation, StoreUnavailable
from app.tickets.board import HallBoard
from app.tickets.model import Priority, Ticket
from app.tickets.offline_desk import Slip
from tests.support.immediate import HeldLane, ImmediateTaskRunner
from ui.kiosk.state import Given, KioskState, Paper, Phase
from ui.kiosk.view_model import KioskViewModel

NINE = datetime(2026, 7, 6, 1, 0, tzinfo=UTC)
ZONES = {"SSDJ": "商事登记", "SHSW": "社会事务"}


class Counter:
    """What is behind the screen, with what goes wrong there."""

    def __init__(self) -> None:
        self.window = ""
        self.refusal: Exception | None = None
        self.no_paper: str = ""
        self.broken: Exception | None = None
        self.ahead: list[int | None] = []

    def give(self, zone: str) -> Slip:
        if self.refusal:
            raise self.refusal
        return Slip("t", {"SSDJ": "A127", "SHSW": "C001"}[zone], zone, "2026-07-06", "", self.window)

    def put_on_paper(self, slip: Slip, ahead: int | None) -> str:
        self.ahead.append(ahead)
        if self.broken:
            raise self.broken
        return self.no_paper


class Machine:
    """A view model with its clock and counter."""

    def __init__(self, hours: tuple[str, ...] = (), zones: dict[str, str] | None = None) -> None:
        self.clock, self.counter = ManualClock(NINE), Counter()
        tasks = ImmediateTaskRunner()
        self.vm = KioskViewModel("示例厅", zones or ZONES, hours, self.clock, self.counter, tasks)
        self.states: list[KioskState] = []
        self.handed_over: list[Given] = []
        self.vm.state_changed.connect(self.states.append)
        self.vm.handed_over.connect(self.handed_over.append)

    @property
    def state(self) -> KioskState:
        return self.vm.state

    def wait(self, seconds: float) -> KioskState:
        self.clock.advance(timedelta(seconds=seconds))
        self.vm.tick()
        return self.vm.state

    def show(self, *waiting: str) -> None:
        tickets = tuple(
            Ticket(f"w{n}", f"w{n}", zone, Priority.NORMAL, "", "2026-07-06", n, "")
            for n, zone in enumerate(waiting)
        )
        self.vm.show_board(HallBoard("h", "2026-07-06", 1, tickets))


def test_one_touch_gives_one_number_and_its_slip() -> None:
    machine = Machine()
    machine.show("SSDJ", "SSDJ", "SHSW")
    machine.vm.choose(1)
    assert machine.state.given == Given("t", "A127", "商事登记", "", 2, Paper.PRINTED)
    assert machine.counter.ahead == [2]
    phases = [state.phase for state in machine.states[1:]]
    assert phases == [Phase.TAKING, Phase.GIVEN, Phase.GIVEN], "the number is shown before its slip is out"
    assert machine.handed_over == [machine.state.given]
    machine.vm.choose(2)
    assert len(machine.handed_over) == 1, "a second touch takes no second number"
    assert machine.wait(13).phase is Phase.HOME
    machine.vm.choose(2)
    assert machine.state.given is not None
    assert machine.state.given.number == "C001"


def test_a_slip_that_could_not_even_be_kept_is_none(caplog: pytest.LogCaptureFixture) -> None:
    machine = Machine()
    machine.counter.broken = StoreUnavailable("store.disk_full")
    machine.vm.choose(1)
    assert machine.state.given is not None
    assert machine.state.given.paper is Paper.NOTE
    assert "store.disk_full" in caplog.text


def test_without_a_slip_the_number_stands_long_enough_to_be_noted() -> None:
    machine = Machine()
    machine.counter.no_paper = "printer.out_of_paper"
    machine.vm.choose(1)
    assert machine.state.given is not None
    assert (machine.state.given.number, machine.state.given.paper) == ("A127", Paper.NOTE)
    assert machine.wait(35).phase is Phase.GIVEN
    machine.vm.go_home()
    assert machine.state.phase is Phase.HOME


def test_without_the_hub_the_number_names_its_window_and_nobody_knows_who_waits() -> None:
    machine = Machine()
    machine.show("SSDJ")
    machine.vm.hear_hub(False)
    assert machine.state.cut_off
    assert [tile.waiting for tile in machine.state.tiles] == [None, None]
    machine.counter.window = "3"
    machine.vm.choose(1)
    assert machine.state.given is not None
    assert (machine.state.given.window, machine.state.given.ahead) == ("3", None)
    machine.vm.hear_hub(True)
    assert [tile.waiting for tile in machine.state.tiles] == [1, 0]


def test_other_zones_come_into_force_without_a_restart() -> None:
    machine = Machine()
    machine.show("SHSW", "SHSW")
    machine.vm.name_zones({"SHSW": "社会", "NEW": "新区"})
    assert [(tile.zone, tile.name, tile.waiting) for tile in machine.state.tiles] == [
        ("SHSW", "社会", 2),
        ("NEW", "新区", 0),
    ]


def test_a_refusal_says_why_and_goes_away() -> None:
    machine = Machine()
    machine.counter.refusal = RuleViolation("tickets.block_empty", zone="SSDJ")
    machine.vm.choose(1)
    assert machine.state.phase is Phase.REFUSED
    assert machine.state.refusal is machine.counter.refusal
    after = machine.wait(21)
    assert (after.phase, after.refusal) == (Phase.HOME, None)
    assert machine.handed_over == []


def test_our_own_mistake_is_shown_and_the_machine_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    machine = Machine()
    machine.counter.refusal = ValueError("a mistake")
    machine.vm.choose(1)
    assert machine.state.refusal is not None
    assert machine.state.refusal.code == "program.bug"
    assert "no number was given" in caplog.text
    machine.vm.go_home()
    machine.counter.refusal = None
    machine.vm.choose(1)
    assert machine.state.phase is Phase.GIVEN


def test_outside_its_hours_it_gives_nothing() -> None:
    machine = Machine(hours=("08:30-12:00", "13:30-17:30"))
    assert machine.state.phase is Phase.HOME
    assert machine.wait(3 * 3600).phase is Phase.CLOSED
    machine.vm.choose(1)
    assert machine.handed_over == []
    assert machine.wait(1.5 * 3600).phase is Phase.HOME


def test_a_number_that_was_given_at_closing_time_is_still_read() -> None:
    machine = Machine(hours=("08:30-12:00",))
    machine.wait(3 * 3600 - 1)
    machine.vm.choose(1)
    assert machine.wait(2).phase is Phase.GIVEN
    assert machine.wait(20).phase is Phase.CLOSED


@pytest.mark.parametrize("leave", [61, -3600])
def test_the_next_citizen_finds_the_machine_as_usual(leave: float) -> None:
    machine = Machine()
    machine.vm.toggle_large()
    assert machine.wait(30).large
    assert not machine.wait(leave).large, "also when somebody sets the clock back"


def test_a_slip_that_comes_late_does_not_bring_its_number_back() -> None:
    machine = Machine()
    printer = machine.vm._tasks = HeldLane("printer")
    machine.vm.choose(1)
    machine.vm.go_home()
    machine.vm.choose(2)
    printer.waiting[0]()
    assert machine.state.given is not None
    assert (machine.state.given.number, machine.state.given.paper) == ("C001", Paper.PRINTING)
    assert [given.number for given in machine.handed_over] == ["A127"]


def test_no_more_than_six_zones_stand_on_it() -> None:
    machine = Machine(zones={f"Z{n}": f"业务{n}" for n in range(9)})
    assert [tile.digit for tile in machine.state.tiles] == [1, 2, 3, 4, 5, 6]
    machine.vm.choose(7)
    assert machine.state.phase is Phase.HOME
