"""While pushes are written the next one is read already, but few are in the store at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import Connection, Engine

from app.core.clock import SystemClock
from app.core.ids import new_id
from app.db.dialect import insert_many
from app.db.store import Store
from app.hub.hub import Hub
from app.journal.model import Event, Node
from app.journal.writes import Row, Writes
from app.sync.progress import next_batch
from app.sync.wire import PushBatch
from tests.support.databases import fresh_store, sqlite_url
from tests.support.hub import HALL, WindowJournal, notes, until

T = TypeVar("T")
PUSHES = 4


class HeldStore(Store):
    """Lets nobody write before the test says so, and counts who is there."""

    def __init__(self, engine: Engine, in_turn: bool) -> None:
        super().__init__(engine)
        self.in_turn = in_turn
        self.go_on = threading.Event()
        self.here = self.most = 0
        self._counting = threading.Lock()

    @property
    def writes_in_turn(self) -> bool:
        return self.in_turn

    def transact(self, work: Callable[[Connection], T]) -> T:
        with self._counting:
            self.here += 1
            self.most = max(self.most, self.here)
        try:
            assert self.go_on.wait(60.0)
            return super().transact(work)
        finally:
            with self._counting:
                self.here -= 1


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    store = fresh_store(sqlite_url(tmp_path))
    yield store.engine
    store.close()


@pytest.fixture
def batches(tmp_path: Path) -> list[PushBatch]:
    """One push of each of some windows."""
    store = fresh_store(sqlite_url(tmp_path / "windows"))
    made = []
    for _ in range(PUSHES):
        window = WindowJournal(store, Node(HALL, new_id(), new_id()))
        window.note(f"case:{new_id()}")
        with store.read() as conn:
            made.append(next_batch(conn, window.node, 0, 500))
    store.close()
    return made


@pytest.mark.parametrize(("in_turn", "at_once"), [(True, 1), (False, 3)])
def test_the_next_push_is_read_while_few_are_written(
    engine: Engine, batches: list[PushBatch], in_turn: bool, at_once: int
) -> None:
    read: list[str] = []

    def row(event: Event) -> Row:
        read.append(event.id)
        return {"hall_id": event.hall_id, "subject": event.subject, "made": 1}

    store = HeldStore(engine, in_turn)
    hub = Hub(store, {"note.made": Writes((insert_many, notes, row))}, {}, SystemClock())
    with ThreadPoolExecutor(PUSHES) as pool:
        try:
            pushed = [pool.submit(hub.push, batch) for batch in batches]
            until(lambda: len(read) == PUSHES and store.here == at_once)
        finally:
            store.go_on.set()
        answers = [each.result() for each in pushed]
    assert store.most == at_once
    assert [[result.status for result in answer.results] for answer in answers] == [["ok"]] * PUSHES
