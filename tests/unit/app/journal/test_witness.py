"""The file beside a store that tells how far its journal reached."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import update

from app.db.store import Store
from app.journal.model import Node, heads
from app.journal.witness import Witness
from tests.support.databases import fresh_store, sqlite_url
from tests.support.hub import WindowJournal


def reach(store: Store, seq: int) -> None:
    store.transact(lambda conn: conn.execute(update(heads).values(seq=seq)))


def test_a_shorter_count_leaves_nothing_of_the_longer_one(tmp_path: Path) -> None:
    store = fresh_store(sqlite_url(tmp_path))
    WindowJournal(store, Node("hall", "node", "life")).note()
    witness = Witness(tmp_path / "window.db")
    for seq in (120, 7):
        reach(store, seq)
        with store.read() as conn:
            witness.note(conn)
    reach(store, 5)
    with store.read() as conn:
        assert witness.missing(conn) == 2
    store.close()
