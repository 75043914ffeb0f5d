"""What could never be uploaded is not written: it would hold up everything after it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import StoreBug
from app.hub.api.push import decode
from app.journal.model import Node
from app.journal.read import head_of
from app.sync.progress import next_batch
from app.sync.wire import packed
from tests.support.databases import fresh_store, sqlite_url
from tests.support.hub import WindowJournal

NODE = Node("hall", "node", "life")
LONG = '"' * 1_500_000
"""Every character of it needs two on the wire, and two more inside a batch."""


@pytest.mark.parametrize(
    ("payload", "private"),
    [
        ({"text": "长" * 3_500_000}, None),
        ({}, {"text": "x" * 10_000_000}),
        ({"text": "x" * 1_600_000}, {"text": "x" * 1_600_000}),
    ],
    ids=["in all", "personal data", "both together"],
)
def test_what_no_push_could_hold_is_refused_and_the_next_event_goes_on(
    tmp_path: Path, payload: dict[str, Any], private: Mapping[str, Any] | None
) -> None:
    store = fresh_store(sqlite_url(tmp_path))
    window = WindowJournal(store, NODE)
    with pytest.raises(StoreBug, match=r"journal\.too_large"):
        window.note(private=private, **payload)
    window.note()
    with store.read() as conn:
        assert head_of(conn, NODE)[0] == 1
    store.close()


def test_the_largest_event_fits_into_a_push(tmp_path: Path) -> None:
    store = fresh_store(sqlite_url(tmp_path))
    window = WindowJournal(store, NODE)
    window.note(text=LONG)
    with store.read() as conn:
        batch = next_batch(conn, NODE, 0, 500)
    assert [len(event.payload) for event in decode(packed(batch)).events] == [len(LONG) * 2 + 11]
    store.close()
