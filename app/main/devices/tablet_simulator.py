"""A simulated network evaluator (演示设备): a tablet that connects to a window and does what a script says.

Started by ``zongchuang simulate network-evaluator --url ws://HOST:PORT``; tells every message of the window
as ``{"heard": ...}``. Obeys, besides those of ``devices.simulation``:

| line | does |
|---|---|
| ``{"do": "connect", "token": "..."}`` | connects and says hello |
| ``{"do": "rate", "stars": 5}`` | presses a level for the last question asked, also when it is over |
| ``{"do": "drop"}`` | loses the network |
| ``{"do": "say", "text": "..."}`` | any text |
"""

from __future__ import annotations

import threading
from contextlib import suppress

import msgspec
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from app.peripherals.tablet_wire import SIMULATED, Ask, Hello, Rated, encode, from_window
from devices.simulation.stage import Stage


class SimulatedTablet:
    """One tablet."""

    def __init__(self, url: str, lines: list[str]) -> None:
        self._url = url
        self.stage = Stage(
            "network-evaluator",
            {"connect": self._connect, "rate": self._rate, "drop": self._drop, "say": self._say},
            lines,
        )
        self._connection: ClientConnection | None = None
        self._question = ""

    def run(self) -> int:
        """Serve in the foreground until told to end; the exit code."""
        try:
            return self.stage.run(url=self._url)
        finally:
            self._drop()

    def _connect(self, token: str) -> None:
        self._drop()
        try:
            connection = connect(self._url, open_timeout=5, proxy=None)
            connection.send(encode(Hello(token, SIMULATED)))
        except OSError as error:
            raise ValueError(str(error)) from error
        self._connection = connection
        threading.Thread(target=self._listen, args=(connection,), daemon=True).start()

    def _listen(self, connection: ClientConnection) -> None:
        with suppress(ConnectionClosed):
            for text in connection:
                message = from_window(text)
                if isinstance(message, Ask):
                    self._question = message.question
                self.stage.tell(heard=msgspec.to_builtins(message))
        self.stage.tell(closed=connection.close_code)

    def _rate(self, stars: int) -> None:
        self._say(encode(Rated(self._question, stars)))

    def _say(self, text: str) -> None:
        if self._connection is None:
            raise ValueError("not connected")
        with suppress(ConnectionClosed):
            self._connection.send(text)

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close_socket()
