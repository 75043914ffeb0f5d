"""Our feed has no gap, which one numbered by a database sequence would have.

A sequence hands its numbers out before the commit, so a higher number can be seen before a lower one, and a
reader that asks for what is after the last number it saw never sees the lower one.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, select, text

from app.core.ids import new_id
from app.db.store import Store
from app.hub import feed
from app.hub.model import hall_feed
from app.main.bench.postgres import PostgresServer
from tests.support.databases import fresh_store
from tests.support.hub import HALL, until


@pytest.fixture
def store(postgres: PostgresServer) -> Iterator[Store]:
    opened = fresh_store(postgres.new_database())
    yield opened
    opened.close()


def write(conn: Connection) -> str:
    said = new_id()
    feed.publish(conn, HALL, [said])
    return said


def read(store: Store) -> list[tuple[int, str]]:
    with store.read() as conn:
        return [(row.seq, row.event_id) for row in conn.execute(select(hall_feed).order_by("seq"))]


def test_the_later_number_waits_for_the_earlier_one(store: Store) -> None:
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")

    def somebody_waits() -> bool:
        with store.engine.connect() as conn:
            return bool(conn.execute(waiting).scalar_one() == 1)

    first, later = store.transact(write), list[str]()
    with store.engine.connect() as slow:
        second = write(slow)
        thread = threading.Thread(target=lambda: later.append(store.transact(write)))
        thread.start()
        until(somebody_waits)
        assert read(store) == [(1, first)]
        slow.commit()
    thread.join()
    assert read(store) == [(1, first), (2, second), (3, later[0])]


def test_a_page_is_read_quickly_while_the_database_has_no_statistics(store: Store) -> None:
    """After a restore, or in a hall's first minutes, nothing tells PostgreSQL how large its tables are."""
    rows, page = 20_000, 50

    def fill(conn: Connection) -> None:
        for table in ("journal", "hall_feed"):
            conn.execute(text(f"ALTER TABLE {table} SET (autovacuum_enabled = off)"))
        numbers = f"generate_series(1, {rows}) AS n"
        facts = "'{}', '', '', '', 0"
        event = f"'node', 'life', n, 'event-' || n, 'k', 's', 0, 'at', 'a', '', '', '1', {facts}"
        conn.execute(text(f"INSERT INTO journal SELECT '{HALL}', {event} FROM {numbers}"))
        conn.execute(text(f"INSERT INTO hall_feed SELECT '{HALL}', n, 'event-' || n FROM {numbers}"))

    store.transact(fill)
    with store.read() as conn:
        conn.execute(text("SET LOCAL statement_timeout = '1s'"))
        found = feed.page(conn, HALL, rows - page, page)
    assert [row["seq"] for row in found] == list(range(rows - page + 1, rows + 1))
