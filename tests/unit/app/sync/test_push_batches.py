"""What one push holds: own rows in order, not too many, not too much."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from app.core.ids import new_id
from app.hub.api.push import decode
from app.journal.model import Node
from app.sync.progress import Progress, keep_answers, next_batch, progress, remember, unsettled
from app.sync.wire import PUSH_BYTES, EventAnswer, packed
from tests.support.databases import window_store
from tests.support.hub import WindowJournal

NOW = datetime(2026, 7, 6, 1, 30, tzinfo=UTC)


@pytest.fixture
def window(tmp_path: Path) -> Iterator[WindowJournal]:
    store = window_store(tmp_path / "window.db")
    yield WindowJournal(store, Node("hall-1", new_id(), new_id()))
    store.close()


def test_a_batch_holds_at_most_so_many_events_in_order(window: WindowJournal) -> None:
    for _ in range(7):
        window.note()
    with window.store.read() as conn:
        seqs = [[e.seq for e in next_batch(conn, window.node, after, 3).events] for after in (0, 3, 6, 7)]
    assert seqs == [[1, 2, 3], [4, 5, 6], [7], []]


def test_a_batch_holds_about_a_mebibyte_but_always_one_event(window: WindowJournal) -> None:
    for size in (400_000, 400_000, 400_000, 3_000_000):
        window.note(text="字" * (size // 3))
    with window.store.read() as conn:
        first = next_batch(conn, window.node, 0, 500)
        last = next_batch(conn, window.node, 3, 500)
    assert len(first.events) == 2
    assert len(msgspec.json.encode(first)) <= PUSH_BYTES
    assert [event.seq for event in last.events] == [4]


def test_a_batch_arrives_as_it_left(window: WindowJournal) -> None:
    window.note(private={"name": "样例"}, text="“引号”\n\\")
    with window.store.read() as conn:
        batch = next_batch(conn, window.node, 0, 500)
    assert decode(packed(batch)) == batch


def test_another_nodes_rows_are_not_sent(window: WindowJournal) -> None:
    window.note()
    with window.store.read() as conn:
        assert next_batch(conn, Node("hall-1", "other", "life"), 0, 500).events == []


def test_progress_and_what_is_unsettled_are_kept(window: WindowJournal) -> None:
    answers = [EventAnswer("e1", "ok"), EventAnswer("e2", "quarantined", "sync.unknown_kind")]

    window.store.transact(lambda conn: remember(conn, window.node, Progress(5, "epoch-1")))
    window.store.transact(lambda conn: keep_answers(conn, "hall-1", answers, NOW))
    with window.store.read() as conn:
        assert progress(conn, window.node) == Progress(5, "epoch-1")
        assert unsettled(conn, "hall-1").total() == 1
