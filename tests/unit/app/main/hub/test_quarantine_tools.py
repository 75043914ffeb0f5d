"""An administrator sees what waits on a hub, and decides about it from the shell."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from app.core.errors import Refused
from app.core.ids import new_id
from app.journal.model import Node
from app.main.hub.process import HUB_FILE
from app.main.hub.quarantine import drop, listing, release
from app.sync.progress import next_batch
from tests.support.databases import fresh_store, window_store
from tests.support.hub import WindowJournal, new_hub


@pytest.fixture
def unknown(tmp_path: Path) -> str:
    """A hub in ``tmp_path`` keeps an event of a kind that nobody here knows; its id."""
    store = window_store(tmp_path / "window.db")
    window = WindowJournal(store, Node("hall-1", new_id(), new_id()))
    event = window.note(kind="note.unknown")
    with store.read() as conn:
        batch = next_batch(conn, window.node, 0, 10)
    store.close()
    hub = new_hub(fresh_store(f"sqlite:///{tmp_path / HUB_FILE}"))
    hub.push(batch)
    hub.close()
    return event.id


def asked(folder: Path, event: str = "") -> Namespace:
    return Namespace(data=folder, db="", event=event)


def test_the_list_says_what_waits_and_why(tmp_path: Path, unknown: str) -> None:
    (waiting,) = listing(asked(tmp_path))["waiting"]
    assert (waiting["event_id"], waiting["kind"]) == (unknown, "note.unknown")
    assert (waiting["status"], waiting["code"]) == ("quarantined", "sync.unknown_kind")


def test_what_cannot_be_applied_stays_until_it_is_dropped(tmp_path: Path, unknown: str) -> None:
    assert release(asked(tmp_path, unknown)) == {"applied": [], "exit": 1}
    assert drop(asked(tmp_path, unknown)) == {"applied": []}
    assert listing(asked(tmp_path)) == {"waiting": []}
    with pytest.raises(Refused, match="not_waiting"):
        drop(asked(tmp_path, unknown))
