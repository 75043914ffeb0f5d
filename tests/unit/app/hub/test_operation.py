"""What operators may ask, and who may: readiness, numbers, on the hub's own machine."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from fastapi import FastAPI
from starlette.routing import Route

from app.core.clock import SystemClock
from app.core.ids import new_id
from app.db.store import Store
from app.hub.api import errors, operation
from app.hub.api.access import Guard
from app.hub.gate import Gate
from app.hub.metrics import Measured, count_answers
from app.hub.trust import open_trust
from app.journal.model import Author
from app.sync.wire import EventAnswer
from tests.support.hub import new_hub


class Asking:
    """Somebody at an address who asks a hub on this store."""

    def __init__(self, store: Store, folder: Path, address: str = "127.0.0.1") -> None:
        self._app = FastAPI()
        self._app.add_middleware(Measured)
        errors.answer_errors(self._app)
        gate = Gate(store, open_trust(folder), SystemClock())
        for route in operation.routes(store, folder).routes:
            assert isinstance(route, Route)
            route.app = Guard(route, gate)
            self._app.router.routes.append(route)
        self._address = address

    def get(self, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
        return asyncio.run(self._get(path, headers))

    async def _get(self, path: str, headers: dict[str, str] | None) -> httpx.Response:
        caller = httpx.ASGITransport(self._app, client=(self._address, 50000))
        async with httpx.AsyncClient(transport=caller, base_url="http://hub") as http:
            return await http.get(path, headers=headers)


def test_a_hub_that_can_work_is_ready(store: Store, tmp_path: Path) -> None:
    answer = Asking(store, tmp_path).get("/v1/ready")
    assert (answer.status_code, answer.json()["missing"]) == (200, [])


def test_another_schema_is_not_ready(store: Store, tmp_path: Path) -> None:
    store.transact(lambda conn: conn.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'"))
    answer = Asking(store, tmp_path).get("/v1/ready")
    assert (answer.status_code, answer.json()["missing"]) == (503, ["schema"])


def test_a_disk_about_to_be_full_is_not_ready(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage(NamedTuple):
        free: int = 20 << 20

    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage())
    answer = Asking(store, tmp_path).get("/v1/ready").json()
    assert (answer["missing"], answer["disk_free_mb"]) == (["disk"], 20)


@pytest.mark.parametrize("path", ["/v1/ready", "/metrics"])
def test_nobody_from_elsewhere_is_answered(store: Store, tmp_path: Path, path: str) -> None:
    elsewhere = Asking(store, tmp_path, "192.0.2.7").get(path)
    proxied = Asking(store, tmp_path).get(path, headers={"X-Forwarded-For": "192.0.2.7"})
    for answer in (elsewhere, proxied):
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "auth.not_allowed")
    assert Asking(store, tmp_path, "::1").get(path).status_code == 200


def test_the_numbers_say_what_happened(store: Store, tmp_path: Path) -> None:
    hall = f"hall-{new_id()}"
    hub, kiosk = new_hub(store), Author("", "kiosk")
    for _ in range(3):
        hub.command(hall, lambda desk, conn: desk.issue(conn, new_id(), kiosk, "SSDJ"))
    count_answers(hall, [EventAnswer("a", "ok"), EventAnswer("b", "ok"), EventAnswer("c", "conflict")])
    client = Asking(store, tmp_path)
    client.get("/v1/nowhere")
    said = client.get("/metrics").text.splitlines()
    assert f'zongchuang_feed_position{{hall="{hall}"}} 3.0' in said
    assert f'zongchuang_events_ingested_total{{answer="ok",hall="{hall}"}} 2.0' in said
    assert f'zongchuang_events_ingested_total{{answer="conflict",hall="{hall}"}} 1.0' in said
    assert any(line.startswith('zongchuang_requests_total{route="none",status="404"}') for line in said)
