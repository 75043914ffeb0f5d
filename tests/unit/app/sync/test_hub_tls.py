"""The hub behind HTTPS: believed for its authority and its name, whatever the calendars say."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from app.core.errors import ConfigError, Offline, Refused
from app.hub.trust import init_trust, open_trust, server_context
from app.sync.enrol import enrol, new_key
from app.sync.enrolment_code import new_code
from app.sync.hub_connection import HubConnection, trusting
from app.sync.wire import Health

NOW = datetime.now(UTC)
YEAR = timedelta(days=366)
HEALTHY = b'{"ready":true,"db":true,"hub_epoch":"e1","version":"1"}'


class _Healthy(BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(HEALTHY)))
        self.end_headers()
        self.wfile.write(HEALTHY)

    def do_POST(self) -> None:
        self.asked.append(self.path)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


class Server:
    """Something that answers HTTPS with the certificate of a hub."""

    def __init__(self, folder: Path, host: str) -> None:
        self.asked: list[str] = []
        handler = type("Handler", (_Healthy,), {"asked": self.asked})
        self._server = ThreadingHTTPServer((host, 0), handler)
        self._server.socket = server_context(folder).wrap_socket(self._server.socket, server_side=True)
        self.url = f"https://{host}:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    servers: list[Server] = []

    def new(at: datetime = NOW, host: str = "127.0.0.1") -> Server:
        init_trust(tmp_path, ["hub.example"], at)
        servers.append(Server(tmp_path, host))
        return servers[-1]

    yield new
    for server in servers:
        server.close()


def healthy(url: str, ca: str) -> bool:
    with closing(HubConnection(url, trusting(ca))) as connection:
        return connection.ask("GET", "/v1/health", Health).ready


def refusal(url: str, ca: str) -> str:
    with pytest.raises(Refused) as error:
        healthy(url, ca)
    assert error.value.params["hub"] == url
    return error.value.code


@pytest.mark.parametrize("made", [NOW, NOW - 2 * YEAR, NOW + 2 * YEAR], ids=["now", "long ago", "in future"])
def test_the_clock_of_the_device_does_not_matter(
    serve: Callable[..., Server], tmp_path: Path, made: datetime
) -> None:
    server = serve(made)
    assert healthy(server.url, open_trust(tmp_path).authority)


def test_another_authority_is_not_believed(serve: Callable[..., Server], tmp_path: Path) -> None:
    server = serve()
    other = init_trust(tmp_path / "other", ["127.0.0.1"], NOW).authority
    assert refusal(server.url, other) == "auth.wrong_ca"
    assert refusal(server.url, "") == "auth.wrong_ca"


def test_a_certificate_for_another_name_is_not_believed(serve: Callable[..., Server], tmp_path: Path) -> None:
    server = serve(host="127.0.0.2")
    assert refusal(server.url, open_trust(tmp_path).authority) == "auth.wrong_name"


def test_a_code_is_not_sent_to_somebody_else(serve: Callable[..., Server], tmp_path: Path) -> None:
    server = serve()
    other = init_trust(tmp_path / "other", [], NOW).authority
    with pytest.raises((Refused, Offline)):
        enrol(server.url, new_code(other), new_key())
    assert server.asked == []


@pytest.mark.parametrize("url", ["http://10.0.0.5:8460", "http://hub.example"])
def test_no_token_goes_over_a_wire_in_the_clear(url: str) -> None:
    with pytest.raises(ConfigError) as error:
        HubConnection(url, trusting(""))
    assert error.value.code == "auth.plain_http"


@pytest.mark.parametrize("ca", ["nonsense", "é", "-----BEGIN CERTIFICATE-----\nAA\n"])
def test_a_spoilt_authority_is_none(ca: str) -> None:
    with pytest.raises(ConfigError, match=r"auth\.not_enrolled"):
        trusting(ca)
