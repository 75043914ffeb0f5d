"""A client and its token: got once, renewed when the hub says so, and the request is repeated."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from app.core.errors import Refused
from app.sync.enrol import new_key
from app.sync.hub_client import HubClient
from app.sync.identity import DeviceIdentity
from app.sync.trust import DeviceKind
from app.sync.wire import PushBatch

BATCH = PushBatch("hall-1", "node", "life", [])
PUSHED: dict[str, object] = {"hub_epoch": "e1", "clock": "2026-07-06T01:00:00.000000Z", "results": []}


class _Hub(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked: list[str]
    refusals: list[str]
    seconds: int

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        shown = self.headers.get("Authorization", "").removeprefix("Bearer ")
        self.asked.append(f"{self.path} {shown}".strip())
        tokens = sum(each == "/v1/token" for each in self.asked)
        answers: dict[str, dict[str, object]] = {
            "/v1/challenge": {"challenge": "sign me"},
            "/v1/token": {"token": f"t{tokens}", "seconds": self.seconds},
        }
        status, said = 200, answers.get(self.path, PUSHED)
        if self.path == "/v1/push" and self.refusals:
            code = self.refusals.pop(0)
            status, said = 403 if code == "auth.revoked" else 401, {"error": {"code": code, "params": {}}}
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


class Hub:
    """Answers pushes after refusing as many of them as it was told to."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.refusals: list[str] = []
        self.handler = type(
            "Handler", (_Hub,), {"asked": self.asked, "refusals": self.refusals, "seconds": 900}
        )
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        identity = DeviceIdentity(DeviceKind.WINDOW, ("hall-1",), "3", "", "", "", new_key())
        self.client = HubClient(f"http://127.0.0.1:{self.server.server_port}", identity)

    def close(self) -> None:
        self.client.close()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def hub() -> Iterator[Hub]:
    made = Hub()
    yield made
    made.close()


def test_one_token_serves_many_requests(hub: Hub) -> None:
    for _ in range(3):
        hub.client.push(BATCH)
    assert hub.asked == ["/v1/challenge", "/v1/token", *["/v1/push t1"] * 3]


@pytest.mark.parametrize("code", ["auth.token_expired", "auth.token_wrong"])
def test_a_token_that_ran_out_under_way_is_renewed_and_the_request_repeated(hub: Hub, code: str) -> None:
    hub.client.push(BATCH)
    hub.refusals.append(code)
    assert hub.client.push(BATCH).hub_epoch == "e1"
    assert hub.asked[3:] == ["/v1/push t1", "/v1/challenge", "/v1/token", "/v1/push t2"]


def test_it_asks_again_once_only(hub: Hub) -> None:
    hub.refusals += ["auth.token_wrong"] * 2
    with pytest.raises(Refused) as refused:
        hub.client.push(BATCH)
    assert refused.value.code == "auth.token_wrong"


def test_a_revoked_device_does_not_insist(hub: Hub) -> None:
    hub.refusals.append("auth.revoked")
    with pytest.raises(Refused) as refused:
        hub.client.push(BATCH)
    assert refused.value.code == "auth.revoked"
    assert len(hub.asked) == 3


def test_a_token_is_renewed_before_it_runs_out(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    hub.client.push(BATCH)
    began = 1_000_000.0
    monkeypatch.setattr("app.sync.tokens.time.monotonic", lambda: began + 900 - 119)
    hub.client.push(BATCH)
    assert hub.asked[-1] == "/v1/push t2"
