"""A board that follows the feed shows what a fresh snapshot shows, whatever happened and however it came."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import Connection

from app.core.clock import ManualClock, business_day
from app.core.errors import RuleViolation
from app.core.ids import new_id
from app.db.store import Store
from app.journal.append import Journal
from app.journal.model import Author, Event, Node
from app.tickets import queries
from app.tickets.board import FeedGap, HallBoard, board_from, follow
from app.tickets.events import FINISHED, MISSED, RECALLED, RESTORED, STARTED
from app.tickets.model import Priority
from app.tickets.projection import PROJECTIONS
from app.tickets.service import Done, TicketDesk
from tests.support.databases import fresh_store, sqlite_url

Step = tuple[str, int]
STEPS = st.tuples(
    st.sampled_from(["issue", "call", RECALLED, STARTED, MISSED, RESTORED, FINISHED, "night"]),
    st.integers(0, 3),
)


class Day:
    """A hall that does what it is told and records its feed."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.clock = ManualClock(datetime(2026, 7, 6, 1, 0, tzinfo=UTC))
        journal = Journal(Node("hall-1", "hub-1", "life-1"), PROJECTIONS, self.clock)
        self.desk = TicketDesk(journal, self.clock, {"SSDJ": "A", "SHSW": "C"})
        self.feed: list[dict[str, Any]] = []

    def take(self, step: Step) -> None:
        what, who = step
        self.clock.advance(timedelta(hours=24 if what == "night" else 0, seconds=1))
        try:
            done = self.store.transact(lambda conn: self._do(conn, what, who))
        except RuleViolation:
            return
        if done.event is not None:
            self.feed.append(row(len(self.feed) + 1, done.event))

    def board(self) -> HallBoard:
        with self.store.read() as conn:
            return queries.board(conn, "hall-1", business_day(self.clock.now()), len(self.feed))

    def _do(self, conn: Connection, what: str, who: int) -> Done:
        author = Author("li", str(who))
        if what == "issue":
            zone = "SSDJ" if who % 2 else "SHSW"
            return self.desk.issue(conn, new_id(), Author("", "kiosk"), zone, Priority(who))
        if what == "night":
            return Done(None)
        if what == "call":
            return self.desk.call_next(conn, new_id(), author)
        shown = queries.board(conn, "hall-1", business_day(self.clock.now()), 0)
        held = shown.held_by(author.window)
        target = shown.missed[0] if what == RESTORED and shown.missed else held
        return self.desk.change(conn, new_id(), author, target.id if target else "none", what)


@contextmanager
def a_day() -> Iterator[Day]:
    with TemporaryDirectory() as folder, closing(fresh_store(sqlite_url(Path(folder)))) as store:
        yield Day(store)


def row(seq: int, event: Event) -> dict[str, Any]:
    return {
        "seq": seq,
        "kind": event.kind,
        "subject": event.subject,
        "base_version": event.base_version,
        "at": event.at,
        "window": event.window,
        "payload": dict(event.payload),
    }


@settings(max_examples=40)
@given(st.lists(STEPS, max_size=25), st.integers(0, 25))
def test_following_from_any_snapshot_gives_the_latest_snapshot(steps: list[Step], cut: int) -> None:
    with a_day() as day:
        for step in steps[:cut]:
            day.take(step)
        early = day.board()
        for step in steps[cut:]:
            day.take(step)
        late = day.board()
        followed = follow(early, day.feed)
        if followed.business_day == late.business_day:
            assert followed == late
        else:
            assert not late.waiting, "a new day without tickets is only known to the snapshot"
        assert follow(followed, day.feed) == followed, "rows that come twice change nothing"


@settings(max_examples=25)
@given(st.lists(STEPS, min_size=1, max_size=20), st.data())
def test_snapshot_newer_than_its_position_is_not_confused(steps: list[Step], data: st.DataObject) -> None:
    steps = [step for step in steps if step[0] != "night"]
    with a_day() as day:
        for step in steps:
            day.take(step)
        late = day.board()
        behind = data.draw(st.integers(0, len(day.feed)))
        followed = follow(replace(late, seq=behind), day.feed)
        assert (followed.waiting, followed.at_windows, followed.missed, followed.seq) == (
            late.waiting,
            late.at_windows,
            late.missed,
            late.seq,
        )


def test_missing_row_asks_for_a_snapshot() -> None:
    with a_day() as day:
        empty = day.board()
        for _ in range(3):
            day.take(("issue", 1))
        with pytest.raises(FeedGap):
            follow(empty, [day.feed[0], day.feed[2]])
        with pytest.raises(FeedGap):
            follow(empty, day.feed[1:])


def test_board_survives_the_wire() -> None:
    with a_day() as day:
        for step in (("issue", 1), ("issue", 2), ("call", 3), ("issue", 3)):
            day.take(step)
        board = day.board()
        assert board_from(msgspec.json.decode(msgspec.json.encode(board))) == board


def test_what_a_window_sees() -> None:
    with a_day() as day:
        for step in (("issue", 1), ("issue", 3), ("issue", 2), ("call", 3)):
            day.take(step)
        board = day.board()
        held = board.held_by("3")
        assert held is not None
        assert (held.number, [call.window for call in board.calls]) == ("A001", ["3"])
        assert [t.number for t in board.waiting] == ["C001", "A002"]
        assert [t.number for t in board.waiting_in(["SHSW"])] == ["C001"]
        assert board.waiting_by_zone() == {"SHSW": 1, "SSDJ": 1}
