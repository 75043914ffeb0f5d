"""What tests of sync start from: a hub that is real but for the network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from app.core.clock import ManualClock
from app.core.ids import new_id
from tests.support.counter import MONDAY
from tests.support.memory_hub import MemoryHub
from tests.support.sync_model import ModelHub
from tests.support.sync_window import Opener, SyncWindow


@pytest.fixture
def model_hub(tmp_path: Path) -> Iterator[ModelHub]:
    """On a Monday."""
    made = ModelHub(tmp_path, ManualClock(MONDAY))
    yield made
    made.hub.close()


@pytest.fixture
def opened(tmp_path: Path, hub: MemoryHub) -> Iterator[Opener]:
    """Opens windows in front of the ``hub`` of the tests, each in a folder of its own or a given one."""
    with ExitStack() as open_things:

        def new(folder: Path | None = None, window_no: int = 3) -> SyncWindow:
            place = folder or tmp_path / new_id()
            place.mkdir(exist_ok=True)
            made = SyncWindow(place, hub, window_no)
            open_things.callback(made.store.close)
            return made

        yield new
