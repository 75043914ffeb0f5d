"""The hub as a child process: how a desktop, a measurement or a test starts one of its own."""

from __future__ import annotations

import os
import subprocess
import threading
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, BinaryIO, Self

import msgspec

from app.core.clock import SystemClock
from app.core.errors import ConfigError, EnvironmentMissing, Refused
from app.core.paths import own_folder, refused
from app.db.engine import open_hub
from app.hub.devices import Terms
from app.hub.gate import Gate
from app.hub.trust import open_trust
from app.main.program import own_command
from app.sync.enrol import enrol, new_key
from app.sync.hub_client import HubClient
from app.sync.identity import DeviceIdentity, keep_identity, load_identity
from devices.decoding import from_json

HUB_FILE = "hub.db"
_READY_TIMEOUT_S = 60.0
_AT_ONCE = timedelta(minutes=1)
_LONGEST_LOG = 1_000_000
"""Bytes; a longer one is put aside at the next start, in the place of the one before."""


class HubProcess:
    """The hub inside the desktop: a process of its own on loopback, which ends with the desktop. Entered, it
    is started and stopped."""

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

        Raises EnvironmentMissing with what the hub said, ``hub.not_ready`` when it said nothing for long,
        ``hub.ended`` when it ended without a word, or ``environment.file`` when the folder takes no log.
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
        raise EnvironmentMissing(said["error"]["code"], **said["error"]["params"])

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def enrol(self, terms: Terms, folder: Path | None = None, key: bytes | None = None) -> DeviceIdentity:
        """A device of this hub, which must be running: whoever may write its database may let devices in.

        With ``folder`` the device that is kept there, if these are its terms and the hub knows it; else a new
        one, which is kept there. ``key`` makes it the device that had this key at another hub. Raises
        SyncError, ConfigError, StoreUnavailable.
        """
        known = _kept(folder) if folder else None
        if known and _is_known(self.url, known, terms):
            return known
        with closing(open_hub(self._db_url)) as store:
            code = Gate(store, open_trust(self._data), SystemClock()).offer(terms, _AT_ONCE)
        made = enrol(self.url, code, key or (known.key if known else new_key()))
        if folder:
            keep_identity(folder, made)
        return made

    def _open_log(self) -> BinaryIO:
        path = self._data / "hub.log"
        try:
            own_folder(self._data)
            if path.exists() and path.stat().st_size > _LONGEST_LOG:
                path.replace(path.with_suffix(".log.1"))
            return path.open("ab")
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


def _kept(folder: Path) -> DeviceIdentity | None:
    try:
        return load_identity(folder)
    except ConfigError:
        return None


def _is_known(url: str, identity: DeviceIdentity, terms: Terms) -> bool:
    if (identity.kind, identity.halls, identity.window) != (terms.kind, terms.halls, terms.window):
        return False
    with closing(HubClient(url, identity)) as client, suppress(Refused):
        return bool(client.authorization())
    return False


def _first_line(process: subprocess.Popen[bytes]) -> dict[str, Any]:
    """The first JSON line that a process says in the time it is given; where none comes, that as an error."""
    lines: list[bytes] = []
    assert process.stdout is not None
    reader = threading.Thread(target=lambda out: lines.append(out.readline()), args=(process.stdout,))
    reader.daemon = True
    reader.start()
    reader.join(_READY_TIMEOUT_S)
    if not lines:
        return {"error": {"code": "hub.not_ready", "params": {"log": "hub.log"}}}
    try:
        return from_json(lines[0], dict[str, Any])
    except msgspec.DecodeError:
        return {"error": {"code": "hub.ended", "params": {"log": "hub.log"}}}
