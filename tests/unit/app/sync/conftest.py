"""What tests of sync start from: a hub that is real but for the network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.clock import ManualClock
from tests.support.counter import MONDAY
from tests.support.sync_model import ModelHub


@pytest.fixture
def model_hub(tmp_path: Path) -> Iterator[ModelHub]:
    """On a Monday."""
    made = ModelHub(tmp_path, ManualClock(MONDAY))
    yield made
    made.hub.close()
