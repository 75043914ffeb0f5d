"""Two minutes of everything going wrong between four windows and their hub: not one row is lost."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest

from app.main.bench import chaos
from app.main.bench.fault_proxy import FaultProxy, Weather

SEED = 20260706
SECONDS = 120.0


@pytest.mark.timeout(420)
def test_two_minutes_of_faults_lose_double_and_alter_nothing() -> None:
    figures = chaos.run(SECONDS / 60, SEED)
    assert (figures["lost"], figures["doubled"], figures["altered"]) == (0, 0, 0), figures
    assert figures["longest_catch_up_s"] is not None, figures
    assert figures["events"] > 0
    assert figures["faults"].keys() >= {"cut", "window_killed", "hub_killed", "disk_full"}, figures


@pytest.fixture
def echo() -> Iterator[int]:
    """A server on loopback that says back what it hears; its port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=_repeat, args=(connection,), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    yield listener.getsockname()[1]
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()


def _repeat(connection: socket.socket) -> None:
    # A line that was reset has no more to say.
    with connection, suppress(ConnectionError):
        while heard := connection.recv(1024):
            connection.sendall(heard)


@pytest.mark.parametrize(
    ("weather", "heard"),
    [
        (Weather.CLEAR, b"hello"),
        (Weather.LATENCY, b"hello"),
        (Weather.BLACK_HOLE, None),
        (Weather.HALF_OPEN, None),
    ],
)
def test_the_line_does_what_its_weather_says(echo: int, weather: Weather, heard: bytes | None) -> None:
    proxy = FaultProxy(echo, SEED)
    proxy.start()
    proxy.weather = weather
    try:
        with socket.create_connection(("127.0.0.1", proxy.port), timeout=1.5) as line:
            line.sendall(b"hello")
            try:
                assert line.recv(1024) == heard
            except TimeoutError:
                assert heard is None
    finally:
        proxy.stop()


def test_a_torn_line_ends_the_connection(echo: int) -> None:
    proxy = FaultProxy(echo, SEED)
    proxy.start()
    proxy.weather = Weather.RESET
    try:
        with socket.create_connection(("127.0.0.1", proxy.port), timeout=5) as line:
            line.sendall(b"hello" * 100)
            assert _until_the_end(line) < 500
    finally:
        proxy.stop()
    assert proxy.faults[Weather.RESET] > 0


def _until_the_end(line: socket.socket) -> int:
    """How many bytes came before the connection ended, one way or the other."""
    heard = 0
    with suppress(ConnectionError):
        while chunk := line.recv(1024):
            heard += len(chunk)
    return heard
