"""What operators may ask, and who may: readiness, numbers, on the hub's own machine."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from fastapi import FastAPI

from app.core.ids import new_id
from app.db.store import Store
from app.hub.metrics import count_answers
from app.journal.model import Author
from app.sync.wire import EventAnswer
from tests.support.hub import new_hub
from tests.support.hub_app import Answer, ask, new_application, new_gate


@pytest.fixture
def app(store: Store, tmp_path: Path) -> FastAPI:
    return new_application(store, tmp_path, new_gate(store, tmp_path))


def asked(
    app: FastAPI, path: str, said: Mapping[str, str] | None = None, address: str = "127.0.0.1"
) -> Answer:
    """What somebody at an address is answered."""
    return ask(app, "GET", path, said, caller=(address, 50000))


def missing(answer: Answer) -> tuple[int, list[str]]:
    return answer.status, json.loads(answer.body)["missing"]


def test_a_hub_that_can_work_is_ready(app: FastAPI) -> None:
    assert missing(asked(app, "/v1/ready")) == (200, [])


def test_another_schema_is_not_ready(app: FastAPI, store: Store) -> None:
    store.transact(lambda conn: conn.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'"))
    assert missing(asked(app, "/v1/ready")) == (503, ["schema"])


def test_a_disk_about_to_be_full_is_not_ready(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage(NamedTuple):
        free: int = 20 << 20

    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage())
    answer = asked(app, "/v1/ready")
    assert missing(answer) == (503, ["disk"])
    assert json.loads(answer.body)["disk_free_mb"] == 20


@pytest.mark.parametrize("path", ["/v1/ready", "/metrics"])
def test_nobody_from_elsewhere_is_answered(app: FastAPI, path: str) -> None:
    elsewhere = asked(app, path, address="192.0.2.7")
    proxied = asked(app, path, {"X-Forwarded-For": "192.0.2.7"})
    for answer in (elsewhere, proxied):
        assert (answer.status, answer.code) == (403, "auth.not_allowed")
    assert asked(app, path, address="::1").status == 200


def test_the_numbers_say_what_happened(app: FastAPI, store: Store) -> None:
    hall = f"hall-{new_id()}"
    hub, kiosk = new_hub(store), Author("", "kiosk")
    for _ in range(3):
        hub.command(hall, lambda desk, conn: desk.issue(conn, new_id(), kiosk, "SSDJ"))
    count_answers(hall, [EventAnswer("a", "ok"), EventAnswer("b", "ok"), EventAnswer("c", "conflict")])
    asked(app, "/v1/nowhere")
    said = asked(app, "/metrics").body.decode().splitlines()
    assert f'zongchuang_feed_position{{hall="{hall}"}} 3.0' in said
    assert f'zongchuang_events_ingested_total{{answer="ok",hall="{hall}"}} 2.0' in said
    assert f'zongchuang_events_ingested_total{{answer="conflict",hall="{hall}"}} 1.0' in said
    assert any(line.startswith('zongchuang_requests_total{route="none",status="404"}') for line in said)
