"""A window whose clock is wrong is taken at its word, and marked; on the second hop too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.core.clock import ManualClock, to_text
from app.db.store import Store
from app.hub.clocks import marked
from app.hub.hub import Hub
from app.journal.model import SCHEMA, Node, journal
from app.sync.progress import next_batch
from app.sync.wire import PushBatch, PushedEvent
from tests.support.databases import fresh_store, sqlite_url
from tests.support.hub import HALL, PREFIXES, PROJECTIONS, WindowJournal

NOW = datetime(2026, 7, 6, 9, 0, tzinfo=UTC)
YEAR = timedelta(days=365)
YEAR_S = 365 * 24 * 3600


def row(at: datetime, said: int = 0) -> PushedEvent:
    texts = dict.fromkeys(("actor", "acting_for", "authority", "window", "private_digest"), "")
    named = {"id": "1", "kind": "note.made", "subject": "case:1", "prev_hash": "", "hash": ""}
    facts = {"seq": 1, "base_version": 0, "at": to_text(at), "payload": "{}", "clock_offset_s": said}
    return msgspec.convert(texts | named | facts, PushedEvent)


def offsets(sent_at: datetime | None, *rows: PushedEvent) -> list[int]:
    batch = PushBatch(HALL, "node", "life", [*rows], sent_at=to_text(sent_at) if sent_at else "")
    return [each.clock_offset_s for each in marked(batch, rows, NOW)]


@given(behind=st.integers(-119, 119), hours=st.integers(0, 24 * 35))
def test_a_clock_that_is_right_is_never_marked_however_long_a_window_was_away(
    behind: int, hours: int
) -> None:
    written = NOW - timedelta(seconds=behind, hours=hours)
    assert offsets(NOW - timedelta(seconds=behind), row(written)) == [0]


@pytest.mark.parametrize(("wrong", "offset"), [(-YEAR, YEAR_S), (YEAR, -YEAR_S), (timedelta(0), 0)])
def test_what_is_missing_on_a_clock_stands_beside_every_row(wrong: timedelta, offset: int) -> None:
    assert offsets(NOW + wrong, row(NOW + wrong), row(NOW + wrong - timedelta(days=3))) == [offset] * 2


def test_a_time_that_has_not_come_yet_is_wrong_whoever_carried_it() -> None:
    assert offsets(None, row(NOW - YEAR), row(NOW + YEAR)) == [0, -YEAR_S]
    assert offsets(NOW, row(NOW + YEAR)) == [-YEAR_S]


def test_a_window_does_not_say_itself_how_right_it_is() -> None:
    assert offsets(NOW, row(NOW, said=77)) == [0]
    assert offsets(NOW - YEAR, row(NOW - YEAR, said=0)) == [YEAR_S]


@pytest.mark.parametrize(
    "text", ["", "yesterday", "9999-12-31T23:59:59.999999Z", "0001-01-01T00:00:00.000000Z"]
)
def test_whatever_a_node_says_of_its_clock_can_be_stored(text: str) -> None:
    batch = PushBatch(HALL, "node", "life", [row(NOW)], sent_at=text)
    (found,) = marked(batch, batch.events, NOW)
    assert abs(found.clock_offset_s) < 2**31


class Hubs:
    """A hall's hub and the centre above it."""

    def __init__(self, folder: Path) -> None:
        self.stores = [fresh_store(sqlite_url(folder / name)) for name in ("hall", "centre")]
        self.hall, self.centre = (Hub(each, PROJECTIONS, PREFIXES, ManualClock(NOW)) for each in self.stores)

    def pass_on(self, node: Node) -> None:
        with self.stores[0].read() as conn:
            batch = next_batch(conn, node, 0, 500)
        self.centre.push(batch, passed_on=True)


@pytest.fixture
def hubs(tmp_path: Path) -> Iterator[Hubs]:
    for name in ("hall", "centre"):
        (tmp_path / name).mkdir()
    made = Hubs(tmp_path)
    yield made
    for store in made.stores:
        store.close()


def told_of(store: Store) -> list[tuple[int, int]]:
    with store.read() as conn:
        found = select(journal.c.schema, journal.c.clock_offset_s).order_by(journal.c.seq)
        return [tuple(each) for each in conn.execute(found)]


def test_the_centre_knows_of_every_row_what_the_hall_knew(hubs: Hubs, tmp_path: Path) -> None:
    (tmp_path / "window").mkdir()
    window = WindowJournal(fresh_store(sqlite_url(tmp_path / "window")), Node(HALL, "window", "life"))
    for made in range(3):
        window.note(made=made)
        with window.store.read() as conn:
            batch = next_batch(conn, window.node, made, 1)
        schema, wrong = (SCHEMA, YEAR) if made == 1 else (SCHEMA - 1, timedelta(0))
        sent = msgspec.structs.replace(batch, schema=schema, sent_at=to_text(NOW - wrong))
        hubs.hall.push(sent)
    hubs.pass_on(window.node)
    window.store.close()
    assert [schema for schema, _ in told_of(hubs.stores[0])] == [SCHEMA - 1, SCHEMA, SCHEMA - 1]
    assert told_of(hubs.stores[1]) == told_of(hubs.stores[0])
    assert YEAR_S in {offset for _, offset in told_of(hubs.stores[1])}


def test_an_administrators_list_says_how_wrong_the_clock_was(hubs: Hubs, tmp_path: Path) -> None:
    (tmp_path / "window").mkdir()
    window = WindowJournal(fresh_store(sqlite_url(tmp_path / "window")), Node(HALL, "window", "life"))
    window.note(kind="note.unknown")
    with window.store.read() as conn:
        batch = next_batch(conn, window.node, 0, 1)
    hubs.hall.push(msgspec.structs.replace(batch, sent_at=to_text(NOW + YEAR)))
    window.store.close()
    (waits,) = hubs.hall.waiting()
    assert waits.clock_offset_s == -YEAR_S
