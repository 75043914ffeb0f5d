"""The state machine over the model of sync: what people do at windows, what networks and power make of it."""

from __future__ import annotations

import gc
import itertools
import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.core.clock import ManualClock
from app.core.errors import AppError, Offline, Refused
from app.core.ids import new_id
from app.journal.model import SCHEMA
from app.sync.events import DROPPED, RELEASED
from app.sync.progress import pending
from app.sync.settling import Choice
from tests.support import sync_model_checks as checks
from tests.support.counter import MONDAY
from tests.support.sync_model import ADMINISTRATOR, HALL_ID, ModelHub, PowerCut
from tests.support.sync_model_calls import Callers
from tests.support.sync_model_kiosk import ModelKiosk
from tests.support.sync_model_node import ModelNode
from tests.support.sync_model_window import ModelWindow

WHICH = st.integers(0, 3)
"""A window, of two to four."""
ANY = st.integers(0, 5)
"""A window or a kiosk."""
FATES = st.lists(st.sampled_from(["ok", "lost", "deaf", "twice", "late"]), max_size=4)
LENGTH = st.integers(0, 60) | st.integers(-4, -1)
FUSE = st.none() | LENGTH


@dataclass(frozen=True)
class Trip:
    """What happens on the way when a window syncs: to its requests, to its power, to the hub's."""

    fates: list[str]
    fuse: int | None
    hub_fuse: int | None


SAFE = Trip([], None, None)
ANSWER_LOST, CAME_TWICE = Trip(["deaf"], None, None), Trip(["twice", "twice"], None, None)
BEFORE_THE_COMMIT, AFTER_IT = Trip([], None, -1), Trip([], None, -2)
CLASSICAL = (SAFE, ANSWER_LOST, CAME_TWICE, BEFORE_THE_COMMIT, AFTER_IT)
# One kind of trouble at a time, the classical ones often: two at once are two trips after each other.
TRIP = (
    st.sampled_from(CLASSICAL)
    | st.builds(Trip, FATES, st.none(), st.none())
    | st.builds(Trip, st.just([]), LENGTH, st.none())
    | st.builds(Trip, st.just([]), st.none(), LENGTH)
)
THEN = st.none() | TRIP
DRAIN_ROUNDS = 12


class HallModel(RuleBasedStateMachine):
    """A hub, its windows and its kiosks, and how everything comes to rest.

    ``told``: ids of all events that a window's store has confirmed and that some disk still holds;
    ``notes``: the texts of all notes that somebody made."""

    hub_kind: type[ModelHub] = ModelHub

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp(prefix="sync-model-"))
        self.hub = self.hub_kind(self.folder, ManualClock(MONDAY))
        self.windows = [self.new_window("1"), self.new_window("2")]
        self.kiosks = [ModelKiosk(self.folder / f"{name}.db", name, self.hub) for name in ("east", "west")]
        self.cases: list[str] = []
        self.notes: list[str] = []
        self.told: set[str] = set()
        self.written: set[str] = set()
        self.callers = Callers()

    def new_window(self, number: str, content: bytes | None = None) -> ModelWindow:
        return ModelWindow(self.folder / f"{new_id()}.db", number, self.hub, content)

    def window(self, which: int) -> ModelWindow:
        return self.windows[which % len(self.windows)]

    @property
    def machines(self) -> list[ModelNode]:
        return [*self.windows, *self.kiosks]

    def machine(self, which: int) -> ModelNode:
        return self.machines[which % len(self.machines)]

    def act(self, machine: ModelNode, work: Callable[[], object], fuse: int | None = None) -> None:
        """Do something at a machine, whose power may fail in the middle; then its program starts again."""
        machine.fuse.burn(fuse)
        try:
            work()
        except PowerCut:
            machine.restart()
        except AppError:
            # Whoever stands there reads why it was refused, and goes on.
            pass
        finally:
            machine.fuse.burn(None)
            machine.wire.fates = []
        self.remember(machine)

    def remember(self, machine: ModelNode) -> None:
        ids = set(machine.own_ids())
        self.told |= ids
        self.written |= ids

    def drain(self) -> None:
        """The network is good again, every program is up to date, nobody does anything. And the next morning:
        a machine that does nothing hears from its proof after a start, not before, that another one went on
        with a copy of its disk."""
        self.hub.up = True
        for machine in self.machines:
            machine.wire.schema = SCHEMA
            machine.wire.arrive()
        self.come_to_rest()
        nodes = Counter(window.node.node for window in self.windows)
        twins = [window for window in self.windows if nodes[window.node.node] > 1]
        for window in twins:
            window.restart()
        if twins:
            self.come_to_rest()

    def come_to_rest(self) -> None:
        """Everybody hears and sends until there is nothing more to say."""
        for _ in range(DRAIN_ROUNDS):
            reached, faults = self.hub.hub.reached(HALL_ID), [self.turn(each) for each in self.machines]
            if not any(faults) and reached == self.hub.hub.reached(HALL_ID) and not self.anything_pending():
                return
        raise AssertionError(f"stuck: {faults}")

    def turn(self, machine: ModelNode) -> str:
        """Hear and send; the code of what is in the way."""
        machine.hear()
        try:
            machine.pusher.retry()
            machine.pusher.turn()
        except (Offline, Refused) as fault:
            return fault.code
        finally:
            self.remember(machine)
            self.callers.listen(self.hub, self.windows)
        return ""

    def anything_pending(self) -> bool:
        for machine in self.machines:
            with machine.store.read() as conn:
                if pending(conn, machine.node):
                    return True
        return False

    def decide_everything(self) -> None:
        """Administrators and clerks look through their lists, one conflict after another, until these are
        empty."""
        listed = sum(len(window.overview().conflicts) for window in self.windows)
        for _ in range(DRAIN_ROUNDS + listed):
            for each in self.hub.hub.waiting():
                if each.status == "quarantined":
                    freed = self.hub.hub.decide(HALL_ID, each.event_id, RELEASED, ADMINISTRATOR)
                    if each.event_id not in freed:
                        self.drop(each.event_id)
                elif not any(each.event_id in machine.own_ids() for machine in self.machines):
                    # The disk that wrote it is gone: no clerk has it in a list.
                    self.drop(each.event_id)
            for window in self.windows:
                self.act(window, partial(window.settle_first, "mine"))
                self.act(window, window.renumber_refused)
                self.turn(window)
            if not self.hub.hub.waiting():
                return

    def drop(self, event_id: str) -> None:
        with suppress(Refused):
            self.hub.hub.decide(HALL_ID, event_id, DROPPED, ADMINISTRATOR)

    def check(self) -> None:
        for machine in self.machines:
            checks.node_is_whole(machine)
            checks.same_chains(machine, self.hub)
            checks.everything_came_down(machine, self.hub)
        for window in self.windows:
            checks.same_cases(window, self.hub)
            checks.same_papers(window, self.hub)
        checks.hub_is_whole(self.hub)
        checks.feed_is_dense(self.hub)
        checks.nothing_is_silent(self.hub, self.machines)
        checks.nothing_is_doubled(self.hub, self.written, self.notes)
        checks.nothing_is_lost(self.hub, self.told)
        checks.no_slip_is_given_twice(chain.from_iterable(kiosk.slips for kiosk in self.kiosks))


class HallMachine(HallModel):
    """People at windows, the network between, power that fails."""

    def act_and_sync(
        self, which: int, work: Callable[[ModelWindow], object], fuse: int | None, then: Trip | None
    ) -> None:
        window = self.window(which)
        self.act(window, lambda: work(window), fuse)
        if then is not None:
            self.sync(which, then)

    @initialize(numbers=st.integers(0, 3))
    def morning(self, numbers: int) -> None:
        for kiosk in self.kiosks:
            self.act(kiosk, kiosk.hear)
        for _ in range(numbers):
            self.hub.give_number()
        for which in range(numbers):
            self.serve(which, None, None)
            self.receive(which, None, None, which + 1)

    # What people do.

    @rule(which=WHICH, fates=FATES, fuse=FUSE)
    def take_a_number(self, which: int, fates: list[str], fuse: int | None) -> None:
        kiosk = self.kiosks[which % len(self.kiosks)]
        kiosk.wire.fates = [*fates]
        self.act(kiosk, kiosk.give, fuse)

    @rule(which=WHICH, fates=FATES, fuse=FUSE)
    def call(self, which: int, fates: list[str], fuse: int | None) -> None:
        window = self.window(which)
        window.wire.fates = [*fates]
        self.act(window, lambda: window.calls.call_next(new_id(), window.author, ()), fuse)

    @rule(which=WHICH, kind=st.sampled_from(["miss", "recall", "restore", "finish"]))
    def press(self, which: int, kind: str) -> None:
        window = self.window(which)
        ticket = window.own.at_hand()
        if ticket is None:
            self.call(which, [], None)
        else:
            press = getattr(window.calls, kind)
            self.act(window, lambda: press(new_id(), window.author, ticket.id))

    @rule(which=WHICH, number=st.sampled_from(["A001", "A002", "A5001"]))
    def type_a_number(self, which: int, number: str) -> None:
        window = self.window(which)
        if window.own.at_hand() is None:
            self.act(window, lambda: window.calls.call_by_hand(window.author, number))

    @rule(which=WHICH, fuse=FUSE, then=THEN)
    def serve(self, which: int, fuse: int | None, then: Trip | None) -> None:
        if self.window(which).own.at_hand() is None:
            self.call(which, [], None)
        self.act_and_sync(which, lambda window: window.serve(), fuse, then)

    @rule(which=WHICH)
    def leave(self, which: int) -> None:
        window = self.window(which)
        self.act(window, window.calls.leave)

    @rule(which=WHICH, fuse=FUSE, then=THEN, goes_on_to=st.none() | WHICH)
    def receive(self, which: int, fuse: int | None, then: Trip | None, goes_on_to: int | None) -> None:
        """``goes_on_to``: another window, where a note of the case is made."""
        before = len(self.cases)
        self.act_and_sync(which, lambda window: self.cases.append(window.receive()), fuse, then)
        if goes_on_to is not None and len(self.cases) > before:
            self.make_note(self.window(goes_on_to), self.cases[-1])

    @rule(which=WHICH, case=st.integers(0, 9), fuse=FUSE, then=THEN)
    def amend(self, which: int, case: int, fuse: int | None, then: Trip | None) -> None:
        known = self.window(which).case_ids()
        if not known:
            self.receive(which, None, then, None)
            return
        case_id, phone = known[case % len(known)], f"199{len(self.written):08d}"
        self.act_and_sync(which, lambda window: window.amend(case_id, phone), fuse, then)

    @rule(which=WHICH, case=st.integers(0, 9))
    @precondition(lambda self: self.cases)
    def note(self, which: int, case: int) -> None:
        self.make_note(self.window(which), self.cases[case % len(self.cases)])

    def make_note(self, window: ModelWindow, case_id: str) -> None:
        self.notes.append(f"note {len(self.notes)}")
        self.act(window, lambda: window.corrections.note(window.author, case_id, self.notes[-1]))

    @rule(which=WHICH, case=st.integers(0, 9), fuse=FUSE, then=THEN)
    def print_receipt(self, which: int, case: int, fuse: int | None, then: Trip | None) -> None:
        if known := self.window(which).case_ids():
            case_id = known[case % len(known)]
            self.act_and_sync(which, lambda window: window.papers.print_receipt(case_id), fuse, then)

    @rule(which=WHICH, case=st.integers(0, 9), page=st.none() | st.integers(1, 3), fuse=FUSE, then=THEN)
    def scan(self, which: int, case: int, page: int | None, fuse: int | None, then: Trip | None) -> None:
        """A page is added to a case, or (None) the first one is taken out."""
        if known := self.window(which).case_ids():
            case_id, papers = known[case % len(known)], self.window(which).papers
            add = partial(papers.add_page, case_id, page) if page else partial(papers.take_out_page, case_id)
            self.act_and_sync(which, lambda _: add(), fuse, then)

    @rule(which=WHICH, case=st.integers(0, 9), stars=st.none() | st.integers(1, 5), fuse=FUSE)
    def rate(self, which: int, case: int, stars: int | None, fuse: int | None) -> None:
        """A citizen presses a face or not, at any machine, maybe once more."""
        window = self.window(which)
        if known := window.case_ids():
            case_id = known[case % len(known)]
            self.act(window, lambda: window.papers.rate(case_id, stars), fuse)

    @rule(which=WHICH, choice=st.sampled_from(["mine", "theirs", "both"]), fuse=FUSE)
    def settle(self, which: int, choice: Choice, fuse: int | None) -> None:
        window = self.window(which)
        self.act(window, lambda: window.settle_first(choice), fuse)
        self.act(window, window.renumber_refused)

    @rule(kind=st.sampled_from([RELEASED, DROPPED]), nth=st.integers(0, 9))
    def decide(self, kind: str, nth: int) -> None:
        """The administrator decides about anything that waits, in any order."""
        if waiting := self.hub.hub.waiting():
            self.hub.hub.decide(HALL_ID, waiting[nth % len(waiting)].event_id, kind, ADMINISTRATOR)

    @rule(which=WHICH)
    def reclaim(self, which: int) -> None:
        """The lobby manager says that a window is off: what it calls all the same is his mistake."""
        self.callers.overrule(self.hub.store)
        self.hub.reclaim(self.window(which).number)

    # What machines and networks do.

    @rule(which=ANY, trip=TRIP)
    def sync(self, which: int, trip: Trip) -> None:
        machine = self.machine(which)
        machine.wire.fates = [*trip.fates]
        self.hub.fuse.burn(trip.hub_fuse)
        self.act(machine, machine.pusher.turn, trip.fuse)
        self.hub.fuse.burn(None)

    @rule(which=ANY, fuse=FUSE)
    def hear(self, which: int, fuse: int | None) -> None:
        machine = self.machine(which)
        self.act(machine, machine.hear, fuse)

    @rule(which=ANY)
    def late_requests_arrive(self, which: int) -> None:
        self.machine(which).wire.arrive()

    @rule(up=st.sampled_from([True, True, False]))
    def hub_goes_or_comes(self, up: bool) -> None:
        self.hub.up = up

    # What must hold.

    @invariant()
    def all_is_well(self) -> None:
        self.callers.listen(self.hub, self.windows)
        checks.feed_is_dense(self.hub)
        for machine in self.machines:
            checks.acknowledged_is_there(machine, self.hub)

    def teardown(self) -> None:
        try:
            self.at_the_end()
        finally:
            self.close()

    def close(self) -> None:
        self.hub.hub.close()
        for machine in self.machines:
            machine.store.close()
        shutil.rmtree(self.folder)
        gc.collect(1)  # tests collect between tests only, and a night has one

    def serve_everybody(self) -> None:
        """Whoever still waits in the hall is called, and then nobody is left."""
        rounds = 1 + len(self.hub.hub.board(HALL_ID).waiting)
        for _, window in itertools.product(range(rounds), self.windows):
            ticket = window.calls.call_next(new_id(), window.author, ())
            if ticket is not None:
                window.calls.finish(new_id(), window.author, ticket.id)
            window.pusher.turn()
        assert self.hub.hub.board(HALL_ID).waiting == (), "somebody was forgotten"

    def at_the_end(self) -> None:
        """Everything arrives or waits in a list; people work through their lists; then these are empty."""
        self.drain()
        self.check()
        self.decide_everything()
        self.drain()
        self.check()
        assert not self.hub.hub.waiting(), "what was decided still waits"
        self.callers.check_listed(self.hub)
        self.serve_everybody()
