"""What the window makes of a hub's answers, and of a hub that does not answer."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from app.core.errors import AppError, ConfigError, Offline, Refused
from app.sync.hub_connection import HubConnection, trusting
from app.sync.wire import Health

Answer = tuple[int, bytes, dict[str, str]]
HEALTHY = b'{"ready":true,"db":true,"hub_epoch":"e1","version":"1"}'


class _Scripted(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    answers: list[Answer | None]

    def do_GET(self) -> None:
        answer = self.answers.pop(0)
        if answer is None:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        status, body, headers = answer
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def hub() -> Iterator[Callable[..., HubConnection]]:
    servers: list[ThreadingHTTPServer] = []
    clients: list[HubConnection] = []

    def answering(*answers: Answer | None) -> HubConnection:
        handler = type("Handler", (_Scripted,), {"answers": list(answers)})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        clients.append(HubConnection(f"http://127.0.0.1:{server.server_port}", trusting("")))
        return clients[-1]

    yield answering
    for client in clients:
        client.close()
    for server in servers:
        server.shutdown()
        server.server_close()


def failure(client: HubConnection) -> AppError:
    with pytest.raises(AppError) as caught:
        client.ask("GET", "/v1/health", Health)
    return caught.value


def test_a_healthy_answer(hub: Callable[..., HubConnection]) -> None:
    assert hub((200, HEALTHY, {})).ask("GET", "/v1/health", Health).hub_epoch == "e1"


def test_a_refusal_keeps_its_code_and_facts(hub: Callable[..., HubConnection]) -> None:
    error = failure(hub((409, b'{"error":{"code":"sync.chain_gap","params":{"expected":7}}}', {})))
    assert isinstance(error, Refused)
    assert (error.code, error.params) == ("sync.chain_gap", {"expected": 7})


@pytest.mark.parametrize(
    ("status", "said", "told"),
    [(429, "sync.busy", "sync.busy"), (503, "store.disk_full", "sync.hub_ailing")],
)
def test_a_hub_that_cannot_now_is_given_the_time_it_asks_for(
    hub: Callable[..., HubConnection], status: int, said: str, told: str
) -> None:
    body = b'{"error":{"code":"%s","params":{}}}' % said.encode()
    error = failure(hub((status, body, {"Retry-After": "7"})))
    assert isinstance(error, Offline)
    assert (error.code, error.params["retry_after"]) == (told, 7.0)


def test_wrong_codes_are_no_sign_of_a_busy_hub(hub: Callable[..., HubConnection]) -> None:
    error = failure(hub((429, b'{"error":{"code":"auth.too_many_tries","params":{}}}', {})))
    assert isinstance(error, Refused)
    assert error.code == "auth.too_many_tries"


@pytest.mark.parametrize("answer", [(200, b"<html>Log in to the network</html>", {}), (502, b"bad", {})])
def test_something_else_behind_the_address_counts_as_no_hub(
    hub: Callable[..., HubConnection], answer: Answer
) -> None:
    error = failure(hub(answer))
    assert isinstance(error, Offline)
    assert error.code == "sync.bad_answer"


def test_a_connection_cut_once_is_tried_again(hub: Callable[..., HubConnection]) -> None:
    assert hub(None, (200, HEALTHY, {})).ask("GET", "/v1/health", Health).ready


def test_no_hub_at_all() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        client = HubConnection(f"http://127.0.0.1:{unused.getsockname()[1]}", trusting(""))
        assert failure(client).code == "sync.unreachable"
        client.close()


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [
        (200, b"not packed", {"Content-Encoding": "gzip"}),
        (200, b'{"ready":' * 100_000, {}),
        (302, b"", {"Location": "http://127.0.0.1:1/"}),
        (200, b"<html></html>", {}),
        (409, b'{"error": {"code": "x", "params": []}}', {}),
    ],
    ids=["unpacks to nothing", "without end", "moved", "a web page", "half of the shape"],
)
def test_whatever_else_answers_there_counts_as_no_hub(
    hub: Callable[..., HubConnection], status: int, body: bytes, headers: dict[str, str]
) -> None:
    with pytest.raises(Offline):
        hub((status, body, headers)).ask("GET", "/v1/health", Health)


def test_facts_of_a_refusal_may_have_any_name(hub: Callable[..., HubConnection]) -> None:
    body = b'{"error": {"code": "tickets.any", "params": {"code": "a", "self": "b", "field": "c"}}}'
    with pytest.raises(Refused) as refusal:
        hub((409, body, {})).ask("GET", "/v1/health", Health)
    assert refusal.value.code == "tickets.any"
    assert refusal.value.params["code"] == "a"


@pytest.mark.parametrize("asked", ["99999999999", "soon", "\u00b2", "-3"])
def test_no_hub_makes_the_window_wait_for_ever(hub: Callable[..., HubConnection], asked: str) -> None:
    body = b'{"error": {"code": "any", "params": {}}}'
    with pytest.raises(Offline) as refusal:
        hub((503, body, {"Retry-After": asked})).ask("GET", "/v1/health", Health)
    patience = refusal.value.params["retry_after"]
    assert isinstance(patience, float)
    assert 0 <= patience <= 300


def test_an_answer_that_drips_has_an_end(
    hub: Callable[..., HubConnection], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.sync.hub_connection._LONGEST_S", -1.0)
    with pytest.raises(Offline, match="ReadTimeout"):
        hub((200, HEALTHY, {})).ask("GET", "/v1/health", Health)


@pytest.mark.parametrize(
    "url",
    ["", "hub", "http://", "http://\0hub", "http://[hub", "ftp://hub", "http://hub:99999", "http://xn--"],
)
def test_an_address_that_is_none_is_a_wrong_setting(url: str) -> None:
    with pytest.raises(ConfigError):
        HubConnection(url, trusting(""))
