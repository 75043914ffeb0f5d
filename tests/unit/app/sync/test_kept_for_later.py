"""Records of a program that is newer than the hub or the window: kept, told as such, applied when it is time.

The newer program is played by the schema that its batches name, an update by what a hub or a window reads.
"""

from __future__ import annotations

import msgspec
import pytest

from app.core.ids import new_id
from app.hub import feed, ingest, quarantine
from app.journal.model import SCHEMA
from app.journal.node import begin_lives
from app.main.features import PROJECTIONS
from app.sync import history, pull
from app.sync.events import DROPPED, RELEASED
from app.sync.model import CaughtUp
from app.sync.wire import FEED_ROWS
from app.tickets.board import FeedGap, HallBoard, board_from, follow
from tests.support import sync_model
from tests.support import sync_model_checks as checks
from tests.support.sync_model import ADMINISTRATOR, HALL_ID, ModelHub
from tests.support.sync_model_window import ModelWindow, Opener

NEWER = SCHEMA + 1
ANOTHER_HUB = "another hub database answers"
FIRST, SECOND = "13900000001", "13900000002"


class Hall:
    """A hub, a window with a newer program, and a reader that has a part in its case."""

    def __init__(self, hub: ModelHub, opened: Opener) -> None:
        self.hub = hub
        self.newer, self.reader = opened(), opened(number="5")
        self.case_id = self.newer.receive()
        self.newer.pusher.turn()
        self.reader.corrections.note(self.reader.author, self.case_id, "转到本窗口")
        self.reader.pusher.turn()
        self.newer.pusher.turn()
        self.before = self.shown(self.reader)

    def write(self, phone: str) -> str:
        """A correction in the newer schema goes to the hub, and down to the reader."""
        self.newer.wire.schema = NEWER
        self.newer.amend(self.case_id, phone)
        self.newer.pusher.turn()
        self.reader.pusher.turn()
        return self.newer.own_ids()[-1]

    def shown(self, window: ModelWindow) -> str:
        return checks.phone(window, self.case_id)

    def kept(self) -> list[str]:
        """Why which records wait at the reader."""
        return [row.code for row in self.reader.overview().kept]

    def decide(self, event_id: str, kind: str) -> list[str]:
        freed = self.hub.hub.decide(HALL_ID, event_id, kind, ADMINISTRATOR)
        for window in (self.reader, self.newer):
            window.pusher.turn()
        return freed

    def screen(self) -> HallBoard:
        """What a hall screen shows that is switched on now."""
        return board_from(msgspec.to_builtins(self.hub.hub.board(HALL_ID)))

    def followed(self, board: HallBoard) -> HallBoard:
        """What it shows later."""
        return follow(board, self.hub.hub.feed(HALL_ID, board.seq, FEED_ROWS).rows)

    def agree(self) -> None:
        for window in (self.reader, self.newer):
            checks.node_is_whole(window)
            checks.same_cases(window, self.hub)
        checks.hub_is_whole(self.hub)


@pytest.fixture
def hall(model_hub: ModelHub, opened: Opener) -> Hall:
    return Hall(model_hub, opened)


class Updates:
    """Programs are replaced by newer ones, which read the newer schema."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch

    def of_hub(self, hall: Hall) -> None:
        for module in (ingest, quarantine, feed):
            self._patch.setattr(module, "known_schema", lambda schema: schema <= NEWER)
        hall.hub.hub.close()
        hall.hub.start()

    def of_windows(self, hall: Hall) -> None:
        for module in (pull, history):
            self._patch.setattr(module, "known_schema", lambda schema: schema <= NEWER)
        hall.reader.restart()


@pytest.fixture
def updates(monkeypatch: pytest.MonkeyPatch) -> Updates:
    return Updates(monkeypatch)


def test_what_a_hub_cannot_read_is_kept_at_the_reader_and_not_shown(hall: Hall) -> None:
    event_id = hall.write(FIRST)
    (kept,) = hall.reader.overview().kept
    assert (kept.event_id, kept.code) == (event_id, "sync.held")
    assert hall.shown(hall.reader) == hall.before
    checks.node_is_whole(hall.reader)


def test_an_administrator_cannot_let_through_what_the_hub_cannot_read(hall: Hall) -> None:
    event_id = hall.write(FIRST)
    assert hall.decide(event_id, RELEASED) == []
    assert (hall.kept(), hall.shown(hall.reader)) == (["sync.held"], hall.before)
    assert [each.code for each in hall.hub.hub.waiting()] == ["sync.schema_unknown"]


def test_what_was_dropped_is_shown_nowhere_and_its_writer_is_told(hall: Hall) -> None:
    event_id = hall.write(FIRST)
    assert hall.shown(hall.newer) == FIRST
    hall.decide(event_id, DROPPED)
    assert (hall.kept(), hall.shown(hall.reader), hall.shown(hall.newer)) == ([], hall.before, hall.before)
    (told,) = hall.newer.overview().failed
    assert (told.event_id, told.status, told.code) == (event_id, "dropped", "sync.dropped")
    hall.newer.settlements.withdraw(hall.newer.author, event_id)
    assert hall.newer.overview().failed == ()
    hall.agree()


def test_what_was_dropped_does_not_come_back_to_a_writer_who_lost_the_disk(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    before, notes = hall.newer.disk.copied(hall.newer.store), hall.newer.notes()
    held = hall.write(FIRST)
    hall.newer.wire.schema = SCHEMA
    hall.newer.corrections.note(hall.newer.author, hall.case_id, "等在后面的备注")
    hall.newer.pusher.turn()
    for event_id in (hall.newer.own_ids()[-1], held):
        hall.decide(event_id, DROPPED)
    hall.newer.put_back(before)
    hall.newer.store.transact(begin_lives)
    hall.newer.restart()
    for _ in range(3):
        hall.newer.pusher.turn()
    assert (hall.newer.notes(), hall.shown(hall.newer)) == (notes, hall.before)
    hall.agree()
    assert "came back" in caplog.text


def test_a_hub_that_was_put_back_to_before_it_dropped_something_decides_anew(
    hall: Hall, updates: Updates, caplog: pytest.LogCaptureFixture
) -> None:
    event_id = hall.write(FIRST)
    before = hall.hub.disk.copied(hall.hub.store)
    hall.decide(event_id, DROPPED)
    hall.hub.restore(before)
    updates.of_hub(hall)
    updates.of_windows(hall)
    for window in (hall.newer, hall.reader):
        window.pusher.turn()
        assert (window.overview().failed, hall.shown(window)) == ((), FIRST)
    assert hall.kept() == []
    hall.agree()
    assert ANOTHER_HUB in caplog.text


def test_what_a_hub_dropped_before_it_was_copied_stays_dropped(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    event_id = hall.write(FIRST)
    hall.decide(event_id, DROPPED)
    hall.hub.restore(hall.hub.disk.copied(hall.hub.store))
    for window in (hall.newer, hall.reader):
        window.pusher.turn()
        assert hall.shown(window) == hall.before
    assert hall.kept() == []
    assert [row.status for row in hall.newer.overview().failed] == ["dropped"]
    hall.agree()
    assert ANOTHER_HUB in caplog.text


def test_what_an_updated_hub_applied_waits_for_the_update_of_the_reader(hall: Hall, updates: Updates) -> None:
    hall.write(FIRST)
    hall.newer.amend(hall.case_id, SECOND)
    hall.newer.pusher.turn()
    updates.of_hub(hall)
    for window in (hall.newer, hall.reader):
        window.pusher.turn()
    assert hall.hub.hub.waiting() == []
    assert (hall.kept(), hall.shown(hall.reader)) == (["sync.schema_unknown"] * 2, hall.before)
    updates.of_windows(hall)
    told: list[CaughtUp] = []
    hall.reader.bus.subscribe(CaughtUp, told.append)
    hall.reader.pusher.turn()
    assert (told, hall.kept(), hall.shown(hall.reader)) == ([CaughtUp(2)], [], SECOND)
    hall.agree()


def test_an_updated_reader_shows_a_record_when_the_hub_does(hall: Hall, updates: Updates) -> None:
    updates.of_windows(hall)
    hall.write(FIRST)
    assert (hall.kept(), hall.shown(hall.reader)) == (["sync.held"], hall.before)
    updates.of_hub(hall)
    hall.reader.pusher.turn()
    assert (hall.kept(), hall.shown(hall.reader)) == ([], FIRST)
    hall.agree()


def test_a_record_that_waits_stands_in_its_place_of_the_order(hall: Hall, updates: Updates) -> None:
    first = hall.write(FIRST)
    assert checks.order_here(hall.reader, hall.case_id)[-1] == first
    hall.newer.amend(hall.case_id, SECOND)
    hall.newer.pusher.turn()
    updates.of_hub(hall)
    hall.reader.pusher.turn()
    assert checks.order_here(hall.reader, hall.case_id) == checks.order_there(hall.hub, hall.case_id)


def test_who_was_on_duty_counts_in_its_order_once_the_hub_has_learnt_what_that_is(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hub is of a time that knew of no duties; it keeps them, and nothing waits behind them."""
    with monkeypatch.context() as older:
        known = {kind: each for kind, each in PROJECTIONS.items() if not kind.startswith("duty.")}
        older.setattr(sync_model, "PROJECTIONS", known)
        hall.hub.hub.close()
        hall.hub.start()
        for clerk, phone in (("1001", FIRST), ("1002", SECOND), ("", FIRST)):
            hall.newer.sign_in(clerk)
            hall.newer.amend(hall.case_id, phone)
        hall.newer.pusher.turn()
        assert {each.subject.partition(":")[0] for each in hall.hub.hub.waiting()} == {"duty"}
        hall.reader.pusher.turn()
        assert hall.shown(hall.reader) == FIRST
    hall.hub.hub.close()
    hall.hub.start()
    assert hall.hub.hub.waiting() == []
    hall.newer.pusher.retry()
    hall.newer.pusher.turn()
    assert hall.newer.overview().failed == ()
    checks.same_papers(hall.newer, hall.hub)
    hall.agree()


def test_a_screen_shows_no_call_that_the_hub_cannot_read(hall: Hall, updates: Updates) -> None:
    board = hall.screen()
    hall.newer.wire.schema = NEWER
    hall.newer.calls.call_by_hand(hall.newer.author, "A007")
    hall.newer.pusher.turn()
    followed = hall.followed(board)
    assert followed.seq > board.seq
    assert (followed.at_windows, followed.calls) == ((), ())
    updates.of_hub(hall)
    with pytest.raises(FeedGap):
        hall.followed(followed)
    assert [ticket.number for ticket in hall.screen().at_windows] == ["A007"]


def test_a_number_whose_giving_back_was_dropped_is_freed_by_reclaiming(hall: Hall) -> None:
    newer, reader = hall.newer, hall.reader
    for _ in range(2):
        hall.hub.give_number()
    assert newer.calls.call_next(new_id(), newer.author, ())
    newer.pusher.turn()
    newer.wire.schema = NEWER
    newer.own.leave()
    newer.pusher.turn()
    for each in hall.hub.hub.waiting():
        hall.decide(each.event_id, DROPPED)
    assert reader.calls.call_next(new_id(), reader.author, ()) is None
    hall.hub.reclaim(newer.number)
    freed = []
    while ticket := reader.calls.call_next(new_id(), reader.author, ()):
        freed.append(ticket.number)
        reader.calls.finish(new_id(), reader.author, ticket.id)
    assert freed == ["A001", "A002"], "who was called there comes first again"
