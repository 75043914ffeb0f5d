"""What the window makes of a hub's answers, and of a hub that does not answer."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from app.core.errors import AppError, Offline, Refused
from app.sync.hub_client import HubClient

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
def hub() -> Iterator[Callable[..., HubClient]]:
    servers: list[ThreadingHTTPServer] = []
    clients: list[HubClient] = []

    def answering(*answers: Answer | None) -> HubClient:
        handler = type("Handler", (_Scripted,), {"answers": list(answers)})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        clients.append(HubClient(f"http://127.0.0.1:{server.server_port}", "hall-1"))
        return clients[-1]

    yield answering
    for client in clients:
        client.close()
    for server in servers:
        server.shutdown()
        server.server_close()


def failure(client: HubClient) -> AppError:
    with pytest.raises(AppError) as caught:
        client.health()
    return caught.value


def test_a_healthy_answer(hub: Callable[..., HubClient]) -> None:
    assert hub((200, HEALTHY, {})).health().hub_epoch == "e1"


def test_a_refusal_keeps_its_code_and_facts(hub: Callable[..., HubClient]) -> None:
    error = failure(hub((409, b'{"error":{"code":"sync.chain_gap","params":{"expected":7}}}', {})))
    assert isinstance(error, Refused)
    assert (error.code, error.params) == ("sync.chain_gap", {"expected": 7})


def test_a_busy_hub_is_given_the_time_it_asks_for(hub: Callable[..., HubClient]) -> None:
    error = failure(hub((503, b'{"error":{"code":"store.unreachable","params":{}}}', {"Retry-After": "7"})))
    assert isinstance(error, Offline)
    assert (error.code, error.params["retry_after"]) == ("sync.busy", 7.0)


@pytest.mark.parametrize("answer", [(200, b"<html>Log in to the network</html>", {}), (502, b"bad", {})])
def test_something_else_behind_the_address_counts_as_no_hub(
    hub: Callable[..., HubClient], answer: Answer
) -> None:
    error = failure(hub(answer))
    assert isinstance(error, Offline)
    assert error.code == "sync.bad_answer"


def test_a_connection_cut_once_is_tried_again(hub: Callable[..., HubClient]) -> None:
    assert hub(None, (200, HEALTHY, {})).health().ready


def test_no_hub_at_all() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        client = HubClient(f"http://127.0.0.1:{unused.getsockname()[1]}", "hall-1")
        assert failure(client).code == "sync.unreachable"
        client.close()
