"""Reading sees one state from beginning to end, whatever is written meanwhile."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, text

from app.db.engine import open_store
from app.db.store import Store


def count(conn: Connection) -> int:
    return int(conn.execute(text("SELECT count(*) FROM papers")).scalar_one())


def add(store: Store) -> None:
    store.transact(lambda conn: conn.execute(text("INSERT INTO papers VALUES (1)")))


def test_a_reader_is_not_disturbed_by_a_writer(tmp_path: Path) -> None:
    store = open_store(tmp_path / "window.db", bytes(32))
    store.transact(lambda conn: conn.execute(text("CREATE TABLE papers (n INTEGER)")))
    with store.read() as conn:
        before = count(conn)
        add(store)
        assert count(conn) == before
    with store.read() as conn:
        assert count(conn) == before + 1
    store.close()


def test_nothing_written_while_reading_is_kept(tmp_path: Path) -> None:
    store = open_store(tmp_path / "window.db", bytes(32))
    store.transact(lambda conn: conn.execute(text("CREATE TABLE papers (n INTEGER)")))
    with store.read() as conn:
        conn.execute(text("INSERT INTO papers VALUES (1)"))
    with store.read() as conn:
        assert count(conn) == 0
    store.close()
