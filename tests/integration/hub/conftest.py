"""The databases that every hub test runs against."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db.engine import open_store
from app.db.store import Store
from app.main.bench.postgres import PostgresServer, running_server
from app.main.hub_process import HubProcess
from tests.support.databases import create_schema, fresh_store, sqlite_url
from tests.support.hub import WindowJournal


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One PostgreSQL for all tests of a process."""
    with running_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def db_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty hub database; the test runs once on each kind."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path)
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def store(db_url: str) -> Iterator[Store]:
    """A hub's database with its schema."""
    opened = fresh_store(db_url)
    yield opened
    opened.close()


@pytest.fixture
def hub_process(db_url: str, tmp_path: Path) -> Iterator[HubProcess]:
    """A hub that is not started yet; on PostgreSQL it has two workers."""
    fresh_store(db_url).close()
    made = HubProcess(tmp_path / "hub", db_url, workers=2 if db_url.startswith("postgresql") else 1)
    yield made
    made.stop()


@pytest.fixture
def window(tmp_path: Path) -> Iterator[WindowJournal]:
    """A window's own encrypted store and journal."""
    opened = open_store(tmp_path / "window.db", bytes(32))
    create_schema(opened)
    yield WindowJournal(opened)
    opened.close()
