"""Two machines that are one window, a disk and its copy: both show what the hub shows, and both go on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from app.attachments.queries import attachments_of, waiting_of
from app.attachments.service import AttachmentDesk
from app.cases.numbering import parse
from app.core.ids import new_id
from app.journal.append import Journal
from app.journal.model import SCHEMA, Event
from app.journal.node import begin_lives
from app.journal.read import all_events
from app.main.features import PROJECTIONS
from app.sync.attachments import AttachmentStore
from app.sync.progress import keep_answers
from app.sync.wire import EventAnswer
from tests.support import sync_model_checks as checks
from tests.support.counter import MONDAY
from tests.support.databases import KEY
from tests.support.sync_model import HALL_ID, ModelHub
from tests.support.sync_model_window import ModelWindow, Opener

PHONES = [f"1390000000{digit}" for digit in range(5)]


class Twins:
    """A window with a case that it has received, its copy, and another window that has a part in the case."""

    def __init__(self, hub: ModelHub, opened: Opener) -> None:
        self.hub, self._opened = hub, opened
        self.first, self.other = opened(), opened(number="5")
        self.case_id = self.first.receive()
        self.first.pusher.turn()
        self.other.corrections.note(self.other.author, self.case_id, "转到本窗口")
        self.other.pusher.turn()
        self.first.pusher.turn()
        self.windows = [self.first, self.other]

    def copy(self, *, by_tool: bool) -> ModelWindow:
        """A second machine goes on with a copy of the first one's disk, which knows it if it is told."""
        made = self._opened(self.first.disk.copied(self.first.store))
        self.windows.append(made)
        if by_tool:
            made.store.transact(begin_lives)
            made.restart()
        return made

    def copy_that_took_a_number(self) -> ModelWindow:
        """The copy and the first machine gave the same number, the copy first; both know."""
        copy = self.copy(by_tool=True)
        copy.corrections.note(copy.author, self.case_id, "副本从昨天起在用")
        self.hear(copy)
        for window in (copy, self.first):
            window.clock.advance(timedelta(days=1))
            window.receive()
            window.pusher.turn()
        copy.restart()
        for _ in range(3):
            copy.pusher.turn()
        return copy

    def copy_whose_new_number_was_refused(self) -> ModelWindow:
        """It gave the case a number that the first machine had given to another one, of which it had not
        heard; then it heard which number the first machine gives this case."""
        copy = self.copy_that_took_a_number()
        self.first.receive()
        self.first.pusher.turn()
        for window in (copy, self.first):
            assert window.renumber_refused() == 1
        for window in (self.first, copy):
            window.pusher.turn()
        copy.clock.advance(timedelta(days=1))
        assert [row.kind for row in copy.overview().failed] == ["case.renumbered"]
        return copy

    def amend(self, window: ModelWindow, phone: str) -> None:
        """Correct the case and say so to the hub, which may know that it came too late."""
        window.amend(self.case_id, phone)
        window.pusher.turn()

    def hear(self, window: ModelWindow) -> None:
        """What a machine does when it is poked: a turn, and one more if it begins a new life in it."""
        for _ in range(2):
            window.pusher.turn()

    def phone(self, window: ModelWindow | ModelHub, case_id: str = "") -> str:
        return checks.phone(window, case_id or self.case_id)

    def desk_of(self, window: ModelWindow) -> AttachmentDesk:
        """Where the files of a window's cases are."""
        written = Journal(window.node, PROJECTIONS, window.clock)
        return AttachmentDesk(window.store, written, AttachmentStore(window.disk.file.parent / "files", KEY))

    def agree(self) -> None:
        """The next day everybody has heard everything, shows the same, and has nothing left to decide."""
        for window in self.windows:
            window.restart()
        for _ in range(3):
            for window in self.windows:
                window.pusher.turn()
        for window in self.windows:
            checks.node_is_whole(window)
            checks.same_chains(window, self.hub)
            checks.everything_came_down(window, self.hub)
            checks.same_cases(window, self.hub)
            assert window.overview().conflicts == ()
        checks.hub_is_whole(self.hub)


@pytest.fixture
def twins(model_hub: ModelHub, opened: Opener, caplog: pytest.LogCaptureFixture) -> Iterator[Twins]:
    yield Twins(model_hub, opened)
    assert {record.name for record in caplog.get_records("call")} <= {
        "app.sync.push",
        "app.sync.renewal",
        "app.hub.quarantine",
    }


def last_renumbered(window: ModelWindow) -> Event:
    """The latest event that gave a case another number, of either machine."""
    with window.store.read() as conn:
        return [event for event in all_events(conn) if event.kind == "case.renumbered"][-1]


def given(window: ModelWindow) -> str:
    """The number of a case that is received now."""
    return str(window.case_no(window.receive()))


@pytest.mark.parametrize("by_tool", [True, False], ids=["restored by the tool", "cloned in silence"])
def test_each_hears_what_the_other_did_to_their_case(twins: Twins, by_tool: bool) -> None:
    copy = twins.copy(by_tool=by_tool)
    for at, phone in enumerate(PHONES):
        writer, reader = (copy, twins.first) if at % 2 else (twins.first, copy)
        twins.amend(writer, phone)
        twins.hear(reader)
        assert twins.phone(reader) == twins.phone(twins.hub) == phone
    twins.agree()


def test_what_a_clerk_decides_against_the_other_machine_ends_the_conflict(twins: Twins) -> None:
    copy = twins.copy(by_tool=False)
    twins.amend(copy, PHONES[0])
    twins.amend(twins.first, PHONES[1])
    twins.first.pusher.turn()
    twins.first.settle_first("mine")
    twins.first.pusher.turn()
    assert twins.phone(twins.hub) == PHONES[1]
    copy.amend(twins.case_id, PHONES[2])
    for _ in range(2):
        copy.pusher.turn()
        copy.settle_first("mine")
    twins.agree()
    assert twins.phone(twins.hub) == PHONES[2]


def test_a_machine_that_only_listens_learns_that_its_disk_was_copied(twins: Twins) -> None:
    copy, before = twins.copy(by_tool=False), twins.first.life()
    twins.amend(copy, PHONES[0])
    twins.hear(twins.first)
    assert twins.first.life() > before == copy.life()
    twins.agree()


def test_changes_of_both_and_of_another_window_stand_in_the_order_of_the_hub(twins: Twins) -> None:
    copy = twins.copy(by_tool=True)
    for window, phone in zip((twins.first, twins.other, copy, twins.first, copy), PHONES, strict=True):
        window.pusher.turn()
        twins.amend(window, phone)
    copy.restart()
    twins.agree()
    assert twins.phone(copy) == PHONES[4]


def test_what_the_lost_disk_did_after_another_window_counts_after_it(twins: Twins) -> None:
    copy = twins.copy(by_tool=False)
    for window, phone in zip((twins.first, twins.other, twins.first), PHONES, strict=False):
        window.pusher.turn()
        twins.amend(window, phone)
    twins.hear(copy)
    assert twins.phone(copy) == PHONES[2]
    twins.agree()


def test_neither_clears_away_what_lies_on_the_desk_of_the_other(twins: Twins) -> None:
    copy = twins.copy(by_tool=True)
    case_id, author = new_id(), twins.first.author
    twins.desk_of(twins.first).add(author, case_id, "C1", b"%PDF-1.7", "application/pdf")
    twins.first.pusher.turn()
    twins.hear(copy)
    with copy.store.read() as conn:
        assert len(attachments_of(conn, HALL_ID, case_id)) == 1
        assert waiting_of(conn, HALL_ID, copy.node.node) == {}
    twins.desk_of(copy).clear_away(author)
    copy.pusher.turn()
    twins.hear(twins.first)
    with twins.first.store.read() as conn:
        assert len(attachments_of(conn, HALL_ID, case_id)) == 1
        assert [*waiting_of(conn, HALL_ID, twins.first.node.node)] == [case_id]
    twins.desk_of(twins.first).clear_away(author)
    with twins.first.store.read() as conn:
        assert attachments_of(conn, HALL_ID, case_id) == (), "it was on nobody's desk any more"


def test_a_disk_that_was_put_back_gives_no_number_that_the_lost_one_gave_unheard(twins: Twins) -> None:
    before = twins.first.disk.copied(twins.first.store)
    lost = {given(twins.first) for _ in range(9)}
    twins.first.put_back(before)
    twins.first.store.transact(begin_lives)
    twins.first.restart()
    later = [given(twins.first) for _ in range(9)]
    assert (len({*later}), lost.isdisjoint(later)) == (9, True)
    twins.agree()
    twins.first.clock.advance(timedelta(days=1))
    tomorrow = parse(given(twins.first))
    assert tomorrow is not None
    assert tomorrow.sequence == 601, "the next day begins at its start"


@pytest.mark.parametrize("copy_first", [True, False], ids=["the copy first", "the copy last"])
def test_a_case_that_both_give_a_new_number_has_one(twins: Twins, copy_first: bool) -> None:
    copy = twins.copy_that_took_a_number()
    assert [row.code for row in copy.overview().failed] == ["cases.number_taken"]
    twins.first.clock.advance(timedelta(days=1))
    for window in (copy, twins.first) if copy_first else (twins.first, copy):
        assert window.renumber_refused() == 1
        window.pusher.turn()
    twins.agree()
    assert [window.overview().failed for window in twins.windows] == [(), (), ()]


def test_a_number_that_the_other_machine_gave_stands_where_the_own_one_was_refused(twins: Twins) -> None:
    copy = twins.copy_whose_new_number_was_refused()
    assert copy.renumber_refused() == 1
    twins.agree()
    assert [window.overview().failed for window in twins.windows] == [(), (), ()]


def test_a_number_that_the_hub_refused_is_not_taken_over(twins: Twins) -> None:
    copy = twins.copy_whose_new_number_was_refused()
    assert copy.renumber_refused() == 1
    taken = last_renumbered(copy)
    answer = EventAnswer(taken.id, "rejected", "cases.number_taken")
    copy.store.transact(lambda conn: keep_answers(conn, HALL_ID, [answer], MONDAY))
    assert copy.renumber_refused() == 1
    assert last_renumbered(copy).payload["case_no"] != taken.payload["case_no"]


def test_a_case_of_the_other_machine_is_shown_once_the_own_one_has_another_number(twins: Twins) -> None:
    copy = twins.copy_that_took_a_number()
    hidden = set(copy.case_ids()) - set(twins.first.case_ids())
    assert len(hidden) == 1, "both cases have one number"
    assert twins.first.renumber_refused() == 1
    assert hidden < set(twins.first.case_ids())
    twins.agree()


def test_what_one_decided_the_other_need_not_decide(twins: Twins) -> None:
    copy = twins.copy_that_took_a_number()
    assert copy.renumber_refused() == 1
    copy.pusher.turn()
    twins.first.pusher.turn()
    assert twins.first.overview().failed == ()
    twins.agree()


def test_each_lists_what_a_hub_that_was_put_back_heard_from_the_other_and_does_not_apply(
    twins: Twins,
) -> None:
    before = twins.hub.disk.copied(twins.hub.store)
    twins.first.corrections.note(twins.first.author, twins.case_id, "材料已补")
    twins.first.pusher.turn()
    copy = twins.copy(by_tool=True)
    copy.pusher.turn()
    twins.hub.restore(before)
    twins.other.wire.schema = SCHEMA + 1
    twins.other.corrections.note(twins.other.author, twins.case_id, "新版的备注")
    twins.other.pusher.turn()
    for window in (twins.first, copy):
        twins.hear(window)
        assert [row.status for row in window.overview().failed] == ["blocked"]
    twins.other.restart()
    checks.nothing_is_silent(twins.hub, twins.windows)


def test_each_takes_back_what_a_hub_that_was_put_back_calls_overtaken(twins: Twins) -> None:
    before = twins.hub.disk.copied(twins.hub.store)
    twins.amend(twins.first, PHONES[0])
    copy = twins.copy(by_tool=True)
    copy.pusher.turn()
    twins.hub.restore(before)
    twins.amend(twins.other, PHONES[1])
    for window in (twins.first, copy):
        twins.hear(window)
        assert len(window.overview().conflicts) == 1
        assert twins.phone(window) == PHONES[1]
    twins.first.settle_first("theirs")
    twins.agree()
