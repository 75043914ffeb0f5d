"""What tests of sync start from: a hub that is real but for the network, and windows before it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.clock import ManualClock
from app.core.ids import new_id
from tests.support.counter import MONDAY
from tests.support.sync_model import ModelHub
from tests.support.sync_model_window import ModelWindow, Opener


@pytest.fixture
def model_hub(tmp_path: Path) -> Iterator[ModelHub]:
    """On a Monday."""
    made = ModelHub(tmp_path, ManualClock(MONDAY))
    yield made
    made.hub.close()


@pytest.fixture
def opened(tmp_path: Path, model_hub: ModelHub) -> Iterator[Opener]:
    """Opens windows before the hub."""
    made: list[ModelWindow] = []

    def new(content: bytes | None = None, number: str = "3") -> ModelWindow:
        made.append(ModelWindow(tmp_path / f"{new_id()}.db", number, model_hub, content))
        return made[-1]

    yield new
    for window in made:
        window.store.close()
