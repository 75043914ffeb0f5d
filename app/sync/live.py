"""Following a hall as it happens.

The WebSocket says how far the hall's feed reaches, and brings the newest rows; whoever does not stand just
before them reads the feed by cursor. So nothing depends on a message arriving: after any break the reader
goes on where it was, and when it cannot (another hub database, a hole, too far behind) it takes a new
snapshot.
"""

from __future__ import annotations

import logging
import threading
import time
from contextlib import suppress
from http import HTTPStatus

import msgspec
from websockets.exceptions import InvalidStatus, WebSocketException
from websockets.sync.client import ClientConnection, connect

from app.core.errors import AppError
from app.core.events import EventBus
from app.sync import backoff
from app.sync.hub_client import HubClient
from app.sync.model import HallEvents, HallSnapshot, HubReachable
from app.sync.wire import HEARTBEAT_S, FeedPage, Poke
from devices.decoding import from_json

_log = logging.getLogger(__name__)

_FIRST_PAUSE_S = 0.25
_LONGEST_PAUSE_S = 5.0
_SILENCE_S = 2.5 * HEARTBEAT_S
_LISTEN_S = 0.5
_TOO_FAR_BEHIND = 1000
"""Beyond this many rows a snapshot is quicker than the rows."""


class LiveFeed:
    """Publishes HallSnapshot, HallEvents and HubReachable on the bus, from its own daemon thread.

    A HallSnapshot comes first; each HallEvents goes on exactly where the last publication ended.
    """

    def __init__(self, hub: HubClient, bus: EventBus) -> None:
        self._hub = hub
        self._bus = bus
        self._url = f"{hub.base_url.replace('http', 'ws', 1)}/v1/halls/{hub.hall_id}/live"
        self._cursor = 0
        self._epoch = ""
        self._reachable: bool | None = None
        self._failures = 0
        self._renew = False
        self._stopped = threading.Event()
        self._connection: ClientConnection | None = None
        self._thread = threading.Thread(target=self._run, name="sync-live", daemon=True)

    def start(self) -> None:
        """Begin to follow the hall."""
        self._thread.start()

    def renew(self) -> None:
        """Publish a snapshot within a second, for a follower that missed rows or came late."""
        self._renew = True

    def stop(self, timeout: float = 5.0) -> bool:
        """End the thread; false when it still runs after ``timeout`` seconds."""
        self._stopped.set()
        connection = self._connection
        if connection is not None:
            connection.close()
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._follow()
            except InvalidStatus as refusal:
                self._denied(refusal)
            except (OSError, WebSocketException, AppError, msgspec.DecodeError) as error:
                self._lost(type(error).__name__)
            except Exception:
                # The edge of the thread: if it ended, the screen would stand still for ever.
                _log.exception("following the hall failed")
                self._lost("bug")

    def _follow(self) -> None:
        tls = self._hub.tls if self._url.startswith("wss:") else None
        with connect(
            self._url,
            ssl=tls,
            additional_headers=self._hub.authorization(),
            open_timeout=2.0,
            close_timeout=0.5,
            proxy=None,
        ) as connection:
            self._connection = connection
            while not self._stopped.is_set():
                poke = self._next_poke(connection)
                if not self._take(poke):
                    self._catch_up(poke.seq)
                self._failures = 0
                self._reachable = True
                self._bus.publish(HubReachable(True))

    def _denied(self, refusal: InvalidStatus) -> None:
        if refusal.response.status_code == HTTPStatus.UNAUTHORIZED:
            self._hub.renew_token()
        self._lost(f"status {refusal.response.status_code}")

    def _next_poke(self, connection: ClientConnection) -> Poke:
        deadline = time.monotonic() + _SILENCE_S
        while time.monotonic() < deadline and not self._stopped.is_set():
            if self._renew:
                self._start_over()
            with suppress(TimeoutError):
                return from_json(connection.recv(timeout=_LISTEN_S), Poke)
        raise TimeoutError

    def _take(self, poke: Poke) -> bool:
        """Go on with the rows that came along; false when they do not go on from here."""
        if not poke.rows or poke.hub_epoch != self._epoch or self._renew or self._reachable is not True:
            return False
        fresh = poke.rows[max(0, self._cursor - poke.after) :]
        if [row["seq"] for row in fresh] != list(range(self._cursor + 1, poke.seq + 1)):
            return False
        if fresh:
            self._cursor = poke.seq
            self._bus.publish(HallEvents(self._hub.hall_id, tuple(fresh)))
        return True

    def _catch_up(self, seq: int) -> None:
        if not self._epoch or self._renew or seq < self._cursor or seq - self._cursor > _TOO_FAR_BEHIND:
            self._start_over()
        elif self._reachable is not True:
            # After a break the position may belong to another database: the first page tells.
            self._read_on()
        while self._cursor < seq:
            self._read_on()

    def _read_on(self) -> None:
        page = self._hub.feed(self._cursor)
        if page.hub_epoch != self._epoch or not self._continues(page):
            self._start_over()
        elif page.rows:
            self._cursor += len(page.rows)
            self._bus.publish(HallEvents(self._hub.hall_id, tuple(page.rows)))

    def _continues(self, page: FeedPage) -> bool:
        expected = range(self._cursor + 1, self._cursor + 1 + len(page.rows))
        dense = [row["seq"] for row in page.rows] == list(expected)
        return dense and page.last >= self._cursor and (bool(page.rows) or page.last == self._cursor)

    def _start_over(self) -> None:
        snapshot = self._hub.queue()
        self._renew = False
        self._epoch, self._cursor = snapshot["hub_epoch"], snapshot["seq"]
        self._bus.publish(HallSnapshot(self._hub.hall_id, snapshot))

    def _lost(self, reason: str) -> None:
        self._connection = None
        if self._stopped.is_set():
            return
        self._failures += 1
        if self._reachable is not False:
            _log.info("the live feed broke: %s", reason)
            self._reachable = False
            self._bus.publish(HubReachable(False))
        self._stopped.wait(backoff.pause(self._failures, first=_FIRST_PAUSE_S, longest=_LONGEST_PAUSE_S))
