"""Workers of one hub tell each other how far a feed has come, as soon as there is another to hear it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing

import psycopg
import pytest

from app.db.engine import open_hub
from app.hub.relay import Relay
from app.main.bench.postgres import PostgresServer
from tests.support.hub import until

Heard = list[tuple[str, int]]


class Worker:
    """The relay of a worker on a database, and what it has heard."""

    def __init__(self, db_url: str, running: ExitStack) -> None:
        self.heard: Heard = []
        engine = running.enter_context(closing(open_hub(db_url))).engine
        self.relay = Relay(engine, lambda hall, seq: self.heard.append((hall, seq)))
        running.callback(self.relay.stop)
        self.relay.start()

    def tell(self, hall_id: str, seq: int, other: Worker) -> None:
        """Say it until the other one has heard it."""

        def arrived() -> bool:
            self.relay.poke(hall_id, seq)
            return (hall_id, seq) in other.heard

        until(arrived)


@pytest.fixture
def running() -> Iterator[ExitStack]:
    with ExitStack() as running:
        yield running


def test_who_is_alone_is_quiet_until_another_comes(postgres: PostgresServer, running: ExitStack) -> None:
    db_url = postgres.new_database()
    address = db_url.replace("+psycopg", "")
    channel = running.enter_context(psycopg.connect(address, autocommit=True))
    channel.execute("LISTEN zongchuang_feed")
    said = channel.notifies(timeout=60)
    first = Worker(db_url, running)
    assert next(said).payload == "0 "
    first.relay.poke("hall", 1)
    second = Worker(db_url, running)
    assert next(said).payload == "0 "
    first.tell("hall", 2, second)
    second.tell("hall", 3, first)
    assert next(said).payload == "2 hall"
    assert ("hall", 1) not in second.heard
