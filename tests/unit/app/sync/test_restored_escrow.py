"""A window whose disk was put back calls nobody again whom the hub knows to be served."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.ids import new_id
from app.journal.node import begin_lives
from tests.support.sync_model import ModelHub
from tests.support.sync_model_window import ModelWindow


@pytest.fixture
def window(tmp_path: Path, model_hub: ModelHub) -> Iterator[ModelWindow]:
    made = ModelWindow(tmp_path / "window.db", "3", model_hub)
    yield made
    made.store.close()


def call(window: ModelWindow) -> str:
    ticket = window.calls.call_next(new_id(), window.author, ())
    return ticket.number if ticket else ""


def test_the_hub_says_who_was_served_before_anything_else_is_heard(
    window: ModelWindow, model_hub: ModelHub
) -> None:
    for _ in range(4):
        model_hub.give_number()
    assert call(window) == "A001"
    window.serve()
    copy = window.disk.copied(window.store)
    assert call(window) == "A002"
    window.serve()
    window.pusher.turn()
    window.put_back(copy)
    window.store.transact(begin_lives)
    window.restart()
    assert call(window) == "A003"
