"""Who is on duty at a window: one at a time, in the journal, and still after a restart of the same day."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.core.clock import ManualClock
from app.core.errors import RuleViolation
from app.db.store import Store
from app.journal.append import Journal
from app.journal.model import Author
from app.journal.node import own_node
from app.journal.read import all_events
from app.journal.verify import rebuild
from app.main.features import PROJECTED, PROJECTIONS
from app.staff.model import SignedIn, duties
from app.staff.roster import Clerk, Roster
from app.staff.service import DutyDesk
from tests.support.databases import fresh_store, sqlite_url
from tests.support.desk import START
from tests.support.rosters import CLERKS, HALL_ID, card

NOBODY, USUAL = Clerk(), Clerk("demo", "示例")
ROSTER = Roster(CLERKS, {card("1001"): "1001", card("1002"): "1002"})


class Window:
    """The store of a window, and the desk on it."""

    def __init__(self, store: Store, usual: Clerk = NOBODY) -> None:
        self.store = store
        self.clock = ManualClock(START)
        self.usual = usual
        self.roster = ROSTER
        self.open()

    def open(self) -> None:
        node = self.store.transact(lambda conn: own_node(conn, HALL_ID))
        journal = Journal(node, PROJECTIONS, self.clock)
        self.desk = DutyDesk(self.store, journal, self.clock, "3", self.usual, lambda: self.roster)
        self.desk.resume()

    def is_over(self) -> bool:
        return self.desk.over

    def stays(self) -> list[tuple[str, str, bool]]:
        with self.store.read() as conn:
            rows = conn.execute(select(duties).order_by(duties.c.begun_at, duties.c.duty_id))
            return [(row.actor, row.signed_in, bool(row.ended_at)) for row in rows]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = fresh_store(sqlite_url(tmp_path))
    yield made
    made.close()


@pytest.fixture
def window(store: Store) -> Window:
    return Window(store)


def test_nobody_does_anything_before_somebody_came(window: Window) -> None:
    assert window.desk.clerk == NOBODY
    with pytest.raises(RuleViolation, match=r"duty\.nobody"):
        _ = window.desk.author


def test_a_card_says_who_comes(window: Window) -> None:
    holder = window.desk.holder(card("1002"))
    assert window.desk.begin(holder.id, SignedIn.CARD) == Clerk("1002", "王强")
    assert window.desk.author == Author("1002", "3")
    assert window.stays() == [("1002", "card", False)]


def test_who_comes_next_ends_the_duty_of_who_was_there(window: Window) -> None:
    window.desk.begin("1001", SignedIn.CARD)
    window.desk.begin("1002", SignedIn.NAME)
    window.desk.begin("1002", SignedIn.CARD)
    assert window.stays() == [("1001", "card", True), ("1002", "name", False)]


def test_the_usual_clerk_is_there_until_somebody_signs_in_and_again_afterwards(store: Store) -> None:
    window = Window(store, USUAL)
    assert (window.desk.clerk, window.desk.signed_in) == (USUAL, False)
    window.desk.begin("1001", SignedIn.CARD)
    assert window.desk.author.actor == "1001"
    assert window.desk.end() == USUAL
    assert window.desk.end() == USUAL
    assert window.stays() == [("1001", "card", True)]


def test_a_restart_changes_nobody_and_a_new_day_does(window: Window) -> None:
    window.desk.begin("1001", SignedIn.CARD)
    window.open()
    assert window.desk.clerk.name == "李静"
    assert not window.is_over()
    window.clock.advance(timedelta(days=1))
    assert window.is_over()
    window.open()
    assert window.desk.clerk == NOBODY


def test_who_left_the_roster_meanwhile_stays_to_the_end_and_comes_no_more(window: Window) -> None:
    window.desk.begin("1001", SignedIn.CARD)
    window.roster = Roster({"1002": "王强"}, {card("1002"): "1002"})
    window.open()
    assert window.desk.clerk == Clerk("1001", "1001")
    with pytest.raises(RuleViolation, match=r"duty\.card_unknown"):
        window.desk.holder(card("1001"))
    with pytest.raises(RuleViolation, match=r"duty\.clerk_unknown"):
        window.desk.begin("1001", SignedIn.NAME)


def test_a_card_before_any_roster_is_told_apart_from_an_unknown_one(window: Window) -> None:
    window.roster = Roster(CLERKS)
    with pytest.raises(RuleViolation, match=r"duty\.no_cards"):
        window.desk.holder(card("1001"))


def test_the_other_window_of_a_hall_has_its_own_clerk(window: Window) -> None:
    window.desk.begin("1001", SignedIn.CARD)
    journal = window.desk._journal
    other = DutyDesk(window.store, journal, window.clock, "4", NOBODY, lambda: ROSTER)
    other.resume()
    assert other.clerk == NOBODY


def test_who_was_taken_for_gone_while_the_clock_was_wrong_does_not_come_back_later(window: Window) -> None:
    window.desk.begin("1001", SignedIn.CARD)
    window.clock.advance(timedelta(days=-365))
    window.open()
    window.clock.advance(timedelta(days=365))
    window.desk.begin("1002", SignedIn.CARD)
    window.desk.end()
    window.open()
    assert window.desk.clerk == NOBODY
    assert window.stays() == [("1001", "card", True), ("1002", "card", True)]


def test_other_threads_see_somebody_or_nobody_and_never_half_of_both(window: Window) -> None:
    done = threading.Event()
    wrong: list[object] = []

    def look() -> None:
        while not done.is_set():
            try:
                seen = window.desk.author.actor, window.desk.clerk.id
                if seen[0] != "1001" or seen[1] not in ("1001", ""):
                    wrong.append(seen)
                _ = window.desk.over
            except RuleViolation:
                continue
            except TypeError as error:
                wrong.append(error)

    other = threading.Thread(target=look)
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        other.start()
        for _ in range(400):
            window.desk.begin("1001", SignedIn.CARD)
            window.desk.end()
    finally:
        done.set()
        other.join()
        sys.setswitchinterval(before)
    assert wrong == []


_ACTS = st.lists(
    st.tuples(
        st.sampled_from(["card", "name", "end", "restart", "tomorrow"]), st.sampled_from(sorted(CLERKS))
    ),
    max_size=12,
)


@settings(max_examples=25)
@given(_ACTS)
def test_whatever_they_do_one_is_on_duty_and_the_journal_tells_it(acts: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as folder, closing(fresh_store(sqlite_url(Path(folder)))) as store:
        window, expected = Window(store), ""
        for act, clerk_id in acts:
            if act in ("card", "name"):
                window.desk.begin(clerk_id, SignedIn(act))
                expected = clerk_id
            elif act == "end":
                window.desk.end()
                expected = ""
            else:
                window.clock.advance(timedelta(days=act == "tomorrow"))
                window.open()
                expected = "" if act == "tomorrow" else expected
            assert window.desk.clerk.id == expected
        with store.read() as conn:
            assert not rebuild(conn, list(all_events(conn)), PROJECTIONS, PROJECTED)
