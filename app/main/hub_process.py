"""``zongchuang hub``: the hub as a process, and how the desktop starts one of its own."""

from __future__ import annotations

import gc
import logging
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
from argparse import Namespace
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from ipaddress import ip_address
from multiprocessing import parent_process
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

import msgspec
import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from app.catalogue.load import load_shipped
from app.core.clock import SystemClock
from app.core.errors import AppError, ConfigError, EnvironmentMissing, Refused
from app.core.paths import refused
from app.core.processes import wait_for_end
from app.db.engine import open_hub
from app.db.migrate import migrate
from app.hub.api.application import application
from app.hub.attachments import HubBlobs, blob_key
from app.hub.bundles import HubBundles
from app.hub.devices import Terms
from app.hub.gate import Gate
from app.hub.hub import Hub
from app.hub.metrics import FOLDER_VARIABLE
from app.hub.trust import load_certificate, open_trust, renew, server_context
from app.main.content import CHECKS
from app.main.features import PROJECTIONS
from app.main.logs import install_hub_log
from app.main.program import own_command
from app.main.upstream_link import upstream_errands
from app.sync.enrol import enrol, new_key
from app.sync.hub_client import HubClient
from app.sync.identity import DeviceIdentity, keep_identity, load_identity

HUB_FILE = "hub.db"
_log = logging.getLogger(__name__)
_DB_VARIABLE = "ZONGCHUANG_HUB_DB"
"""How the workers, which are processes of their own, learn which database is theirs."""
_DATA_VARIABLE = "ZONGCHUANG_HUB_DATA"
"""… and where its keys lie."""
_UPSTREAM_VARIABLE = "ZONGCHUANG_HUB_UPSTREAM"
"""… and which hub is above it, if there is one."""
_DAY_S = 86_400.0
_READY_TIMEOUT_S = 30.0
_BACKLOG = 512
_AT_ONCE = timedelta(minutes=1)
_TURN_S = 0.0005
"""Threads take turns this often: an answer must not wait for another request's Python."""


def run(args: Namespace) -> int:
    """The command ``hub``; see ``run_hub``."""
    return run_hub(args.data, args.db, args.host, args.port, args.workers, args.with_parent, args.upstream)


def run_hub(
    data: Path,
    db_url: str = "",
    host: str = "127.0.0.1",
    port: int = 0,
    workers: int = 1,
    parent: int = 0,
    upstream: str = "",
) -> int:
    """Serve until told to stop (SIGINT, SIGTERM); returns the exit code.

    Without ``db_url``: SQLite in ``data``. ``port`` 0 takes a free one. When the hub is ready, one JSON
    line ``{"hub": "http://127.0.0.1:PORT", "pid": …}`` goes to standard output. With ``parent`` it also
    ends when that process has ended. ``upstream``: the centre that everything is passed on to. After
    ``hub init`` it serves HTTPS; before, this machine only. Raises EnvironmentMissing ``hub.port_taken``
    (port), ``hub.needs_postgresql`` (more than one worker on SQLite), ``hub.needs_init`` (host), and as
    ``app.hub.trust.open_trust``; ConfigError ``auth.not_enrolled`` (at the centre); StoreUnavailable.
    """
    url = db_url or f"sqlite:///{data / HUB_FILE}"
    if workers > 1 and not url.startswith("postgresql"):
        raise EnvironmentMissing("hub.needs_postgresql", workers=workers)
    if upstream:
        load_identity(data)
    secure = _is_secured(data, host)
    with _listen(host, port) as listener:
        _prepare(url)
        blob_key(data)
        os.environ[_DB_VARIABLE], os.environ[_DATA_VARIABLE] = url, str(data)
        os.environ[_UPSTREAM_VARIABLE] = upstream
        config = uvicorn.Config(
            f"{__name__}:worker",
            factory=True,
            workers=workers,
            log_config=None,
            access_log=False,
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=5,
            ssl_context_factory=_serve_tls if secure else None,
        )
        if parent:
            ended = partial(wait_for_end, parent)
            threading.Thread(target=_end_after, args=(ended,), name="parent-watch", daemon=True).start()
        ready = msgspec.json.encode({"hub": _address(listener, secure), "pid": os.getpid()}).decode()
        install_hub_log()
        if workers == 1:
            _Server(config, lambda: _say(ready)).run(sockets=[listener])
        else:
            with TemporaryDirectory(prefix="zongchuang-metrics-", ignore_cleanup_errors=True) as counted:
                # The workers count in files there; it must be named before they start.
                os.environ[FOLDER_VARIABLE] = counted
                _Workers(config, [listener], lambda: _say(ready)).run()
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
    prefixes = {zone.key: zone.ticket_prefix for zone in load_shipped().zones.values()}
    blobs, bundles = HubBlobs(store, data, clock), HubBundles(store, CHECKS)
    upstream = os.environ.get(_UPSTREAM_VARIABLE, "")
    errands = upstream_errands(upstream, data, store, blobs, bundles, clock) if upstream else ()
    made = application(Hub(store, PROJECTIONS, prefixes, clock), gate, blobs, bundles, errands)
    # What stands now stands until the end: looking through it again and again costs tens of milliseconds.
    gc.freeze()
    return made


class HubProcess:
    """The hub inside the desktop: a process of its own on loopback, which ends with the desktop."""

    def __init__(
        self, data: Path, db_url: str = "", workers: int = 1, port: int = 0, upstream: str = ""
    ) -> None:
        self._data = data
        self._db_url = db_url or f"sqlite:///{data / HUB_FILE}"
        self.url = ""
        self._arguments = ["--data", str(data), "--port", str(port), "--workers", str(workers), "--json"]
        self._arguments += ["--db", db_url] if db_url else []
        self._arguments += ["--upstream", upstream] if upstream else []
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> str:
        """Start it and wait until it is ready; returns its address.

        Raises EnvironmentMissing with what the hub said, ``hub.not_ready`` when it said nothing, or
        ``environment.file`` when the folder takes no log.
        """
        with self._open_log() as log:
            self._process = subprocess.Popen(
                [*own_command(), "hub", "--with-parent", str(os.getpid()), *self._arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        said = _first_line(self._process)
        if "hub" in said:
            self.url = str(said["hub"])
            return self.url
        self.stop()
        problem = said.get("error", {"code": "hub.not_ready", "params": {"log": "hub.log"}})
        raise EnvironmentMissing(problem["code"], **problem["params"])

    def enrol(self, terms: Terms, folder: Path | None = None, key: bytes | None = None) -> DeviceIdentity:
        """A device of this hub, which must be running: whoever may write its database may let devices in.

        With ``folder`` the device that is kept there, if these are its terms and the hub knows it; else a new
        one, which is kept there. ``key`` makes it the device that had this key at another hub. Raises
        SyncError, ConfigError, StoreUnavailable.
        """
        known = _kept(folder) if folder else None
        if known and _is_known(self.url, known, terms):
            return known
        store = open_hub(self._db_url)
        try:
            code = Gate(store, open_trust(self._data), SystemClock()).offer(terms, _AT_ONCE)
        finally:
            store.close()
        made = enrol(self.url, code, key or (known.key if known else new_key()))
        if folder:
            keep_identity(folder, made)
        return made

    def _open_log(self) -> BinaryIO:
        try:
            self._data.mkdir(parents=True, exist_ok=True)
            return (self._data / "hub.log").open("ab")
        except OSError as error:
            raise refused(error) from error

    @property
    def pid(self) -> int:
        """Its process id; 0 when it was not started."""
        return self._process.pid if self._process else 0

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """End it as a power cut would, without a word."""
        if self._process is not None:
            self._process.kill()
        self.stop()

    def stop(self, timeout: float = 10.0) -> None:
        """End it gracefully, or by force after ``timeout`` seconds."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()


class _Server(uvicorn.Server):
    """A server that says when it is ready."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_ready()


class _Workers(Multiprocess):
    """Several workers behind one port, replaced when they die; says when all are ready."""

    def __init__(
        self, config: uvicorn.Config, sockets: list[socket.socket], on_ready: Callable[[], None]
    ) -> None:
        super().__init__(config, sockets)
        self._on_ready = on_ready

    def init_processes(self) -> None:
        super().init_processes()
        if all(process.wait_until_ready(_READY_TIMEOUT_S) for process in self.processes):
            self._on_ready()


def _prepare(url: str) -> None:
    """Bring the database to this program's schema before any worker opens it."""
    store = open_hub(url)
    try:
        migrate(store)
    finally:
        store.close()


def _is_secured(data: Path, host: str) -> bool:
    """Whether it serves HTTPS. Tokens never cross a wire in the clear, so nobody outside may ask before."""
    secure = bool(open_trust(data).authority)
    if not secure and not _is_loopback(host):
        raise EnvironmentMissing("hub.needs_init", host=host)
    return secure


def _serve_tls(_: uvicorn.Config, __: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    """The TLS of one server process, with a certificate that is made anew in time."""
    data = Path(os.environ[_DATA_VARIABLE])
    renew(data, SystemClock().now())
    context = server_context(data)
    threading.Thread(target=_keep_valid, args=(context, data), name="certificate", daemon=True).start()
    return context


def _keep_valid(context: ssl.SSLContext, data: Path) -> None:
    pause = threading.Event()
    while not pause.wait(_DAY_S):
        try:
            renew(data, SystemClock().now())
            load_certificate(context, data)
        except (AppError, OSError):
            # The certificate in use is good for weeks yet: tomorrow is another try.
            _log.exception("the certificate could not be renewed")


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


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _address(listener: socket.socket, secure: bool) -> str:
    host, port = listener.getsockname()[:2]
    scheme = "https" if secure else "http"
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _end_after(ended: Callable[[], None]) -> None:
    ended()
    os.kill(os.getpid(), signal.SIGTERM)


def _kept(folder: Path) -> DeviceIdentity | None:
    try:
        return load_identity(folder)
    except ConfigError:
        return None


def _is_known(url: str, identity: DeviceIdentity, terms: Terms) -> bool:
    if (identity.kind, identity.halls, identity.window) != (terms.kind, terms.halls, terms.window):
        return False
    client = HubClient(url, identity)
    try:
        return bool(client.authorization())
    except Refused:
        return False
    finally:
        client.close()


def _first_line(process: subprocess.Popen[bytes]) -> dict[str, Any]:
    """The first JSON line that a process says within the time it is given; {} for none."""
    lines: list[bytes] = []
    assert process.stdout is not None
    reader = threading.Thread(target=lambda out: lines.append(out.readline()), args=(process.stdout,))
    reader.daemon = True
    reader.start()
    reader.join(_READY_TIMEOUT_S)
    try:
        return msgspec.json.decode(lines[0], type=dict[str, Any]) if lines else {}
    except msgspec.DecodeError:
        return {}
