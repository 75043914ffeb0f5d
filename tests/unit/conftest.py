"""What tests of single rooms start from: an empty database of a hub, a desk with all that is behind it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from app.db.store import Store
    from tests.support.desk import DeskBench


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A hub's database with its schema."""
    from tests.support.databases import fresh_store, sqlite_url

    opened = fresh_store(sqlite_url(tmp_path))
    yield opened
    opened.close()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[DeskBench]:
    """A clerk's desk on a real store and a real hub, without a screen."""
    from tests.support.desk import DeskBench

    made = DeskBench(tmp_path)
    yield made
    made.close()
