"""What a hub or a window made of it when one of them had lost its memory, where it was wrong once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.clock import ManualClock
from app.core.ids import new_id
from tests.support.counter import MONDAY
from tests.support.sync_model import HALL_ID, ModelHub
from tests.support.sync_model_window import ModelWindow


@pytest.fixture
def hub(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[ModelHub]:
    made = ModelHub(tmp_path, ManualClock(MONDAY))
    yield made
    made.hub.close()
    assert all(record.name.startswith("app.") for record in caplog.records)


@pytest.fixture
def windows(hub: ModelHub, tmp_path: Path) -> Iterator[list[ModelWindow]]:
    made = [ModelWindow(tmp_path / f"{number}.db", number, hub) for number in ("1", "2")]
    yield made
    for window in made:
        window.store.close()


def test_a_double_call_is_listed_although_the_hub_forgot_one_of_them(
    hub: ModelHub, windows: list[ModelWindow]
) -> None:
    one, two = windows
    hub.give_number()
    copy = hub.disk.copied(hub.store)
    called = two.calls.call_next(new_id(), two.author, ())
    one.calls.call_by_hand(one.author, "A001")
    hub.restore(copy)
    for window in (one, two, one):
        window.pusher.turn()
    (found,) = hub.hub.doubles(HALL_ID, MONDAY.date())
    assert called is not None
    assert (found.number, {found.first, found.second}) == (called.number, {"1", "2"})
