"""Operating a hub: several processes on one database, numbers that add up, an end that loses no answer, and a
log without anybody's data."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from app.core.errors import Offline
from app.core.events import EventBus
from app.core.ids import new_id
from app.db.engine import open_hub
from app.journal.model import Author
from app.main.bench.postgres import PostgresServer, running_server
from app.main.hub.process import HubProcess
from app.sync.hub_client import HubClient
from app.sync.live import LiveFeed
from app.sync.model import HallEvents, HallSnapshot
from app.sync.progress import next_batch
from app.sync.trust import DeviceKind
from app.tickets.remote import RemoteDesk
from tests.support.hub import Recorder, RunningHub, WindowJournal, enrolled, until

KIOSK, CLERK = Author("", "kiosk"), Author("li", "3")
SERVICE_RESTART = 1012
_PATIENCE_S = 5.0
"""How long an end may take, and how long a window waits for an answer."""


def numbers(url: str) -> dict[str, float]:
    """What the hub tells Prometheus, by name and labels."""
    with httpx.Client(base_url=url, trust_env=False, timeout=60) as http:
        answer = http.get("/metrics")
    assert answer.status_code == 200
    lines = [line.rpartition(" ") for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}


def live_socket(hub: HubProcess, hall: str, client: HubClient) -> ClientConnection:
    address = f"{hub.url.replace('http', 'ws', 1)}/v1/halls/{hall}/live"
    return connect(address, additional_headers=client.authorization(), proxy=None)


@pytest.fixture
def two_hubs(postgres: PostgresServer, tmp_path: Path) -> Iterator[list[HubProcess]]:
    """Two processes with two workers each on one database, sharing their keys."""
    db_url = postgres.new_database()
    with ExitStack() as running:
        yield [running.enter_context(HubProcess(tmp_path, db_url, workers=2)) for _ in range(2)]


def test_a_call_through_one_process_shows_on_the_live_feed_of_the_other(
    two_hubs: list[HubProcess], hall: str
) -> None:
    here, there = (enrolled(hub, hall) for hub in two_hubs)
    bus = EventBus()
    seen = Recorder(bus, HallSnapshot, HallEvents)
    feed = LiveFeed(there, bus)
    feed.start()
    seen.wait_for(lambda event: isinstance(event, HallSnapshot))
    desk = RemoteDesk(here)
    number = desk.issue(new_id(), KIOSK, "SSDJ").number
    called = desk.call_next(new_id(), CLERK)
    assert called is not None
    # Well before the next heartbeat, which would tell it too.
    shown = seen.wait_for(lambda event: isinstance(event, HallEvents) and told(event, called.id), timeout=60)
    assert called.number == number
    assert shown.hall_id == hall
    feed.stop()
    here.close()
    there.close()


def told(event: HallEvents, ticket_id: str) -> bool:
    return any(row["kind"] == "ticket.called" and ticket_id in str(row["subject"]) for row in event.rows)


def test_the_workers_count_together(postgresql_hub: RunningHub, hall: str) -> None:
    clients = [postgresql_hub.client(hall) for _ in range(6)]
    before = numbers(postgresql_hub.url)
    for client in clients:
        RemoteDesk(client).issue(new_id(), KIOSK, "SSDJ")
    issued = 'zongchuang_requests_total{route="issue",status="200"}'
    for _ in range(4):
        now = numbers(postgresql_hub.url)
        assert now[issued] - before.get(issued, 0.0) == len(clients)
        assert now[f'zongchuang_feed_position{{hall="{hall}"}}'] == len(clients)
    with live_socket(postgresql_hub.process, hall, clients[0]) as socket:
        socket.recv()
        open_now = numbers(postgresql_hub.url)["zongchuang_live_connections"]
    until(lambda: numbers(postgresql_hub.url)["zongchuang_live_connections"] < open_now)
    for client in clients:
        client.close()


def test_readiness_is_told_beside_the_hub(running_hub: RunningHub) -> None:
    with httpx.Client(base_url=running_hub.url, trust_env=False, timeout=60) as http:
        answer = http.get("/v1/ready")
    assert (answer.status_code, answer.json()["missing"]) == (200, [])


def test_told_to_end_under_load_it_finishes_what_it_has_begun(
    own_hub: HubProcess, db_url: str, hall: str
) -> None:
    own_hub.start()
    clients = [enrolled(own_hub, hall) for _ in range(4)]
    answered: list[str] = []
    ended: list[Offline] = []

    def load(client: HubClient) -> None:
        desk = RemoteDesk(client)
        while True:
            try:
                answered.append(desk.issue(new_id(), KIOSK, "SSDJ").id)
            except Offline as error:  # whichever it is, a window asks again with the same command
                ended.append(error)
                return

    with live_socket(own_hub, hall, clients[0]) as socket:
        socket.recv()
        threads = [threading.Thread(target=load, args=(client,)) for client in clients]
        for thread in threads:
            thread.start()
        until(lambda: len(answered) > 40)
        told = time.monotonic()
        own_hub.stop(60)
        for thread in threads:
            thread.join()
        took = time.monotonic() - told
        with suppress(ConnectionClosed):
            while True:
                socket.recv(timeout=60)
    assert socket.close_code == SERVICE_RESTART
    assert len(ended) == len(clients)
    store = open_hub(db_url)
    with store.read() as conn:
        found = conn.execute(text("SELECT id FROM tickets WHERE hall_id = :hall"), {"hall": hall}).scalars()
        kept = set(found)
    store.close()
    assert kept >= set(answered)
    # On a machine that stood still meanwhile each side gives up, and the window asks again.
    assert kept == set(answered) or took >= _PATIENCE_S
    for client in clients:
        client.close()


PRIVATE = ("王秀兰", "110101199003070000", "13800138000", "示例路一号")


def test_no_output_of_a_hub_carries_what_people_told_it(
    own_hub: HubProcess, tmp_path: Path, window: WindowJournal
) -> None:
    own_hub.start()
    hall = window.node.hall_id
    client = enrolled(own_hub, hall, DeviceKind.WINDOW, "3")
    name, number, phone, address = PRIVATE
    facts = {"name": name, "number": number, "phone": phone, "address": address}
    window.note(f"case:{number}", private=facts)
    window.note("case:1", kind="evaluation.declined", private=facts, day=address)
    with window.store.read() as conn:
        client.push(next_batch(conn, window.node, 0, 100))
    with httpx.Client(
        base_url=own_hub.url, trust_env=False, headers=client.authorization(), timeout=60
    ) as http:
        for body in (facts, {"command_id": number * 9, "window": name, "zone": address}, phone):
            assert 400 <= http.post(f"/v1/halls/{hall}/tickets", json=body).status_code < 500
        http.get(f"/v1/halls/{hall}/{name}")
        http.post(f"/v1/halls/{hall}/tickets/{number}/miss", json={"command_id": new_id(), "window": name})
        http.post("/v1/push", content=("{" + name).encode())
        told = http.get("/metrics").text
    client.close()
    own_hub.stop()
    said = (tmp_path / "hub" / "hub.log").read_text("utf-8")
    assert [each for each in PRIVATE if each in said + told] == []
    for line in said.splitlines():
        assert re.match(r'\{"at": "[^"]+", "level": "', line), line


def test_without_its_database_it_is_alive_and_not_ready(tmp_path: Path, hall: str) -> None:
    with running_server() as server:
        hub = HubProcess(tmp_path, server.new_database())
        hub.start()
        client = enrolled(hub, hall)
        assert client.health().ready
    with httpx.Client(base_url=hub.url, trust_env=False, timeout=30) as http:
        answer = http.get("/v1/ready")
        assert (answer.status_code, answer.json()["missing"]) == (503, ["database"])
        assert http.get("/v1/health").status_code == 200
    with pytest.raises(Offline):
        client.health()
    client.close()
    hub.stop()
