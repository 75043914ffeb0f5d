"""A node that begins a new life: which chain it continues, and how much of the day it cannot know."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import ManualClock
from app.journal.append import Journal
from app.journal.model import NewEvent
from app.journal.node import begin_lives, later_id, lost_share, own_node
from tests.support.databases import fresh_store, sqlite_url
from tests.support.hub import CLERK

NOON = datetime(2026, 7, 6, 4, 0, tzinfo=UTC)
IDS = st.integers(0, (1 << 127) - 1).map(lambda number: str(UUID(int=number)))


@given(IDS, IDS)
def test_an_id_sorts_after_the_last_one_though_the_clock_was_set_back(candidate: str, last: str) -> None:
    chosen = later_id(candidate, last)
    assert chosen > last
    assert chosen == candidate or candidate <= last
    assert (UUID(chosen).int ^ UUID(candidate).int) % (1 << 80) == 0, "what tells two machines apart stays"


def test_a_store_is_known_by_its_present_life_also_after_a_restart(tmp_path: Path) -> None:
    store = fresh_store(sqlite_url(tmp_path))
    before = store.transact(lambda conn: own_node(conn, "hall"))
    store.transact(begin_lives)
    after = store.transact(lambda conn: own_node(conn, "hall"))
    assert (after.node, after.incarnation > before.incarnation) == (before.node, True)
    store.close()


def test_what_is_lost_of_a_day_is_lost_on_that_day_only(tmp_path: Path) -> None:
    store, clock = fresh_store(sqlite_url(tmp_path)), ManualClock(NOON)
    node = store.transact(lambda conn: own_node(conn, "hall"))
    journal = Journal(node, {"note.made": lambda _conn, _event: None}, clock)

    def lost() -> float:
        with store.read() as conn:
            return lost_share(conn, node, clock.now())

    def write() -> None:
        store.transact(lambda conn: journal.append(conn, CLERK, NewEvent("note.made", "case:1")))

    write()
    assert lost() == 0
    store.transact(begin_lives)
    write()
    clock.advance(timedelta(hours=6))
    assert lost() == pytest.approx(0.5)
    clock.advance(timedelta(hours=6))
    assert lost() == 0
    store.close()
