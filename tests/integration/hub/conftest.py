"""The databases and hubs that the hub tests run against.

A test that only talks to a hub shares a running one and has a hall (大厅) of its own in it; a test that
stops, kills or looks inside a hub gets its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.ids import new_id
from app.db.store import Store
from app.hub.hub import Hub
from app.journal.model import Node
from app.main.bench.postgres import PostgresServer, running_server
from app.main.hub.process import HubProcess
from tests.support.databases import fresh_store, sqlite_url, window_store
from tests.support.hub import RunningHub, WindowJournal, new_hub

BOTH = ["sqlite", "postgresql"]


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One PostgreSQL for all tests of a process; its new databases have the schema, nobody cuts its power."""
    with running_server() as server:
        server.execute("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        url = server.new_database()
        fresh_store(url).close()
        server.template = url.rpartition("/")[2]
        yield server


@pytest.fixture(scope="session")
def sqlite_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHub]:
    """A shared hub on SQLite."""
    folder = tmp_path_factory.mktemp("hub")
    with HubProcess(folder) as process:
        yield RunningHub(process, sqlite_url(folder))


@pytest.fixture(scope="session")
def postgresql_hub(
    postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningHub]:
    """A shared hub with two workers on PostgreSQL."""
    db_url = postgres.new_database()
    with HubProcess(tmp_path_factory.mktemp("hub"), db_url, workers=2) as process:
        yield RunningHub(process, db_url)


@pytest.fixture(params=BOTH)
def running_hub(request: pytest.FixtureRequest) -> RunningHub:
    """A shared hub; the test runs once on each kind of database."""
    hub: RunningHub = request.getfixturevalue(f"{request.param}_hub")
    return hub


@pytest.fixture
def hall() -> str:
    """A hall that no other test uses."""
    return f"hall-{new_id()}"


@pytest.fixture(params=BOTH)
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
def hub(store: Store) -> Hub:
    """A hub on it, as one of its workers would have it."""
    return new_hub(store)


@pytest.fixture
def own_hub(db_url: str, tmp_path: Path) -> Iterator[HubProcess]:
    """A hub of the test's own, not started yet; on PostgreSQL it has two workers."""
    made = HubProcess(tmp_path / "hub", db_url, workers=2 if db_url.startswith("postgresql") else 1)
    yield made
    made.stop()


@pytest.fixture
def window(tmp_path: Path, hall: str) -> Iterator[WindowJournal]:
    """A window's own encrypted store and journal."""
    yield from _opened(tmp_path / "window.db", hall)


@pytest.fixture
def other(tmp_path: Path, hall: str) -> Iterator[WindowJournal]:
    """A second window of the same hall."""
    yield from _opened(tmp_path / "other.db", hall)


def _opened(file: Path, hall: str) -> Iterator[WindowJournal]:
    opened = window_store(file)
    yield WindowJournal(opened, Node(hall, new_id(), new_id()))
    opened.close()
