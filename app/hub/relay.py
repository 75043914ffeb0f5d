"""Pokes between the workers of one hub, through PostgreSQL's NOTIFY.

A NOTIFY inside the writing transaction takes a lock that all committers queue for. So it goes out after
the commit, in a transaction of its own, and what came up meanwhile goes together.

A worker that is alone on its database tells nobody: only itself would hear, at the price of a commit and of
several threads woken. Who comes says so and looks around; from then on it and those who were there tell.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, MutableMapping
from typing import Any

import psycopg
from sqlalchemy import Engine

_CHANNEL = "zongchuang_feed"
_PAUSE_S = 0.02
_TELL = "SELECT pg_notify(%s, %s)"
_COMING = "0 "
"""A poke that tells of nothing, from a worker that begins to listen."""
_OTHERS = (
    "SELECT FROM pg_stat_activity"
    " WHERE datname = current_database() AND application_name = %s AND pid <> pg_backend_pid()"
)
"""The connections that listen, by the name that they have taken."""
_log = logging.getLogger(__name__)

Poke = Callable[[str, int], None]


class Relay:
    """Carries pokes from this worker to the others and back. Both directions run on daemon threads."""

    def __init__(self, engine: Engine, deliver: Poke) -> None:
        """``deliver`` is called for every poke that any worker sent, this one included."""
        self._address: MutableMapping[str, Any] = engine.dialect.create_connect_args(engine.url)[1]
        self._deliver = deliver
        self._in_company = False
        self._pending: dict[str, int] = {}
        self._lock = threading.Lock()
        self._news = threading.Event()
        self._stopped = threading.Event()

    def start(self) -> None:
        """Begin to send and to listen."""
        for work in (self._send, self._listen):
            threading.Thread(target=self._keep, args=(work,), name="hub-relay", daemon=True).start()

    def stop(self) -> None:
        """End both threads; does not wait."""
        self._stopped.set()
        self._news.set()

    def poke(self, hall_id: str, seq: int) -> None:
        """Let the other workers know, if there are any; returns at once."""
        if not self._in_company:
            return
        with self._lock:
            self._pending[hall_id] = max(seq, self._pending.get(hall_id, 0))
        self._news.set()

    def _keep(self, work: Callable[[psycopg.Connection], None]) -> None:
        while not self._stopped.is_set():
            try:
                with psycopg.connect(**self._address, autocommit=True, connect_timeout=5) as conn:
                    work(conn)
            except psycopg.Error as error:
                _log.warning("the relay lost the database: %s", type(error).__name__)
                self._stopped.wait(1.0)

    def _send(self, conn: psycopg.Connection) -> None:
        while not self._stopped.is_set():
            self._news.wait()
            self._news.clear()
            with self._lock:
                pending, self._pending = self._pending, {}
            for hall_id, seq in pending.items():
                conn.execute(_TELL, (_CHANNEL, f"{seq} {hall_id}"))
            self._stopped.wait(_PAUSE_S)

    def _listen(self, conn: psycopg.Connection) -> None:
        conn.execute(f"SET application_name = {_CHANNEL}")
        conn.execute(f"LISTEN {_CHANNEL}")
        # First say it, then look: of two that come at once one is heard, or seen.
        conn.execute(_TELL, (_CHANNEL, _COMING))
        self._in_company |= conn.execute(_OTHERS, (_CHANNEL,)).rowcount > 0
        while not self._stopped.is_set():
            for notice in conn.notifies(timeout=1.0):
                self._in_company |= notice.pid != conn.info.backend_pid
                seq, _, hall_id = notice.payload.partition(" ")
                self._deliver(hall_id, int(seq))
