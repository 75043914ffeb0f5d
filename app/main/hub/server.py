"""``zongchuang hub``: the hub as a server, of one process or several workers."""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
import threading
from argparse import Namespace
from collections.abc import Callable
from contextlib import closing
from functools import partial
from multiprocessing import parent_process
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from app.core.clock import SystemClock
from app.core.errors import EnvironmentMissing
from app.core.processes import wait_for_end
from app.db.engine import open_hub
from app.db.migrate import migrate
from app.hub.api.application import application
from app.hub.attachments import HubBlobs
from app.hub.bundles import EVERY_HALL, HallShelf, HubBundles
from app.hub.gate import Gate
from app.hub.hub import Hub
from app.hub.metrics import FOLDER_VARIABLE
from app.hub.own_keys import own_keys
from app.hub.trust import open_trust
from app.main.content import CHECKS
from app.main.features import PROJECTIONS
from app.main.hub.database import database_url
from app.main.hub.prefixes import TicketPrefixes
from app.main.hub.protocol import LimitedProtocol
from app.main.hub.tls import is_secured, serve_tls
from app.main.hub.upstream import upstream_errands
from app.main.logs import install_hub_log
from app.main.output import say
from app.sync.identity import load_identity

_DB_VARIABLE = "ZONGCHUANG_HUB_DB"
"""How the workers, which are processes of their own, learn which database is theirs."""
_DATA_VARIABLE = "ZONGCHUANG_HUB_DATA"
"""… and where its keys lie."""
_UPSTREAM_VARIABLE = "ZONGCHUANG_HUB_UPSTREAM"
"""… and which hub is above it, if there is one."""
_READY_TIMEOUT_S = 30.0
_BACKLOG = 512
_LOOKED_THROUGH = 20_000
"""Objects that are made before the young ones are looked through for cycles."""
_TURN_S = 0.0001
"""Threads take turns this often: neither an answer nor a push that writes must wait for another's Python, and
the latter would at each of its statements."""


def run(args: Namespace) -> int:
    """Serve until told to stop (SIGINT, SIGTERM); returns the exit code.

    Without ``args.db``: SQLite in ``args.data``. ``port`` 0 takes a free one. When the hub is ready, one JSON
    line ``{"hub": "http://127.0.0.1:PORT", "pid": …}`` goes to standard output. ``with_parent``: it also
    ends when that process has ended. ``upstream``: the centre that everything is passed on to. After
    ``hub init`` it serves HTTPS; before, this machine only. Raises EnvironmentMissing ``hub.port_taken``
    (port), ``hub.needs_postgresql`` (more than one worker on SQLite), ``hub.needs_init`` (host), and as
    ``app.hub.own_keys.own_keys``; ConfigError ``auth.not_enrolled`` (at the centre); StoreUnavailable.
    """
    data, workers, url = args.data, args.workers, database_url(args)
    if workers > 1 and not url.startswith("postgresql"):
        raise EnvironmentMissing("hub.needs_postgresql", workers=workers)
    if args.upstream:
        load_identity(data)
    secure = is_secured(data, args.host)
    with _listen(args.host, args.port) as listener:
        _prepare(url, data)
        os.environ[_DB_VARIABLE], os.environ[_DATA_VARIABLE] = url, str(data)
        os.environ[_UPSTREAM_VARIABLE] = args.upstream
        config = uvicorn.Config(
            f"{__name__}:worker",
            factory=True,
            workers=workers,
            log_config=None,
            access_log=False,
            http=LimitedProtocol,
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=5,
            ssl_context_factory=partial(serve_tls, data) if secure else None,
        )
        if args.with_parent:
            ended = partial(wait_for_end, args.with_parent)
            threading.Thread(target=_end_after, args=(ended,), name="parent-watch", daemon=True).start()
        ready = msgspec.json.encode({"hub": _address(listener, secure), "pid": os.getpid()}).decode()
        install_hub_log()
        if workers == 1:
            _Server(config, lambda: say(ready)).run(sockets=[listener])
        else:
            with TemporaryDirectory(prefix="zongchuang-metrics-", ignore_cleanup_errors=True) as counted:
                # The workers count in files there; it must be named before they start.
                os.environ[FOLDER_VARIABLE] = counted
                _Workers(config, [listener], lambda: say(ready)).run()
    return 0


def worker() -> FastAPI:
    """The application of one worker process."""
    supervisor = parent_process()
    if supervisor is not None:
        # A supervisor that was killed cannot end its workers; they would keep the port.
        threading.Thread(target=_end_after, args=(supervisor.join,), name="parent-watch", daemon=True).start()
        install_hub_log()
    sys.setswitchinterval(_TURN_S)
    store, clock = open_hub(os.environ[_DB_VARIABLE]), SystemClock()
    data = Path(os.environ[_DATA_VARIABLE])
    gate = Gate(store, open_trust(data), clock)
    blobs, bundles = HubBlobs(store, data, clock), HubBundles(store, CHECKS)
    upstream = os.environ.get(_UPSTREAM_VARIABLE, "")
    hall_id = load_identity(data).hall_id if upstream else EVERY_HALL
    prefixes = TicketPrefixes(HallShelf(bundles, hall_id), clock)
    above = upstream_errands(upstream, data, store, blobs, bundles, clock) if upstream else ()
    hub = Hub(store, PROJECTIONS, prefixes, clock)
    made = application(hub, gate, blobs, bundles, (prefixes.errand(), *above))
    # What stands now stands until the end: looking through it again and again costs tens of milliseconds.
    gc.freeze()
    # A batch of events makes thousands of objects and no cycles: looking for these at every 700th costs 5 %.
    gc.set_threshold(_LOOKED_THROUGH)
    return made


class _Server(uvicorn.Server):
    """A server that says when it is ready."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], object]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_ready()


class _Workers(Multiprocess):
    """Several workers behind one port, replaced when they die; says when all are ready."""

    def __init__(
        self, config: uvicorn.Config, sockets: list[socket.socket], on_ready: Callable[[], object]
    ) -> None:
        super().__init__(config, sockets)
        self._on_ready = on_ready

    def init_processes(self) -> None:
        super().init_processes()
        if all(process.wait_until_ready(_READY_TIMEOUT_S) for process in self.processes):
            self._on_ready()


def _prepare(url: str, data: Path) -> None:
    """Bring the database to this program's schema, see which keys and blobs there are, before a worker opens
    it."""
    with closing(open_hub(url)) as store:
        migrate(store)
        own_keys(store, data)
        HubBlobs(store, data, SystemClock()).forget_lost()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, else asyncio leaves Nagle's algorithm on and every answer waits 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":
        # On Windows the same option would let two programs share the port.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise EnvironmentMissing("hub.port_taken", port=port) from error
    return listener


def _address(listener: socket.socket, secure: bool) -> str:
    host, port = listener.getsockname()[:2]
    scheme = "https" if secure else "http"
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"


def _end_after(ended: Callable[[], None]) -> None:
    ended()
    os.kill(os.getpid(), signal.SIGTERM)
