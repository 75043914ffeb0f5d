"""``zongchuang bench chaos``: four windows, a hub on PostgreSQL, and all that can go wrong between them.

The line between them is a proxy that delays, tears, swallows and falls silent; windows and hub are killed
without warning and started again; a window's disk takes no more bytes for a while. At the end the line is
repaired after a last long outage, everybody catches up, and every row is compared.
"""

from __future__ import annotations

import multiprocessing
import resource
import threading
import time
from collections import Counter
from contextlib import ExitStack, suppress
from pathlib import Path
from random import Random, SystemRandom
from tempfile import TemporaryDirectory
from typing import Any

from msgspec.structs import asdict

from app.config.load import load_settings
from app.db.engine import open_hub
from app.main.bench.chaos_check import judge
from app.main.bench.chaos_window import DRAINED, TOLD, serve
from app.main.bench.fault_proxy import FaultProxy, Weather
from app.main.bench.postgres import running_server
from app.main.devices.equipment import window_terms
from app.main.hub.process import HubProcess

WINDOWS = 4
_LAST_OUTAGE = 0.1
"""The share of the run at its end in which no byte gets through."""
_CATCH_UP_S = 120.0
_NO_ROOM_BYTES = 8192
_BAD_WEATHER = 0.5
_spawn = multiprocessing.get_context("spawn")


def run(minutes: float, seed: int = 0) -> dict[str, Any]:
    """Faults for so long, then peace, then the count. ``seed`` repeats a run; 0: another one each time.

    ``faults`` injected by kind; ``events`` written by the windows, and how many of them are ``lost``,
    ``doubled``, ``altered``; ``longest_catch_up_s``: from the repaired line to the last window's last row.
    ``within_limits`` when nothing is, and all caught up.
    """
    seed = seed or SystemRandom().randrange(1 << 32)
    with TemporaryDirectory(ignore_cleanup_errors=True) as name, running_server() as server:
        url = server.new_database()
        storm = _Storm(Path(name), url, seed)
        with storm:
            storm.rage(minutes * 60)
            caught_up = storm.calm()
        hub = open_hub(url)
        verdict = judge(storm.folders, hub)
        hub.close()
    clean = caught_up is not None and not (verdict.lost or verdict.doubled or verdict.altered)
    return {
        "seed": seed,
        "faults": {str(kind): times for kind, times in sorted(storm.faults.items())},
        **asdict(verdict),
        "longest_catch_up_s": None if caught_up is None else round(caught_up, 1),
        "within_limits": clean,
    }


class _Storm:
    """The processes of a run and what is done to them."""

    def __init__(self, folder: Path, db_url: str, seed: int) -> None:
        self.faults: Counter[str] = Counter()
        self.folders = [folder / f"window-{number}" for number in range(1, WINDOWS + 1)]
        self._folder = folder
        self._db_url = db_url
        self._random = Random(seed)
        self._ending = _spawn.Event()
        self._windows: dict[Path, Any] = {}
        self._endings = ExitStack()
        self._pause = threading.Event()

    def __enter__(self) -> _Storm:
        self._hub = HubProcess(self._folder / "hub", self._db_url)
        self._endings.callback(lambda: self._hub.stop())
        hub_port = int(self._hub.start().rpartition(":")[2])
        self._hub_port = hub_port
        self._proxy = FaultProxy(hub_port, self._random.randrange(1 << 32))
        self._url = self._proxy.start()
        self._endings.callback(self._proxy.stop)
        for folder in self.folders:
            folder.mkdir()
            (folder / TOLD).touch()
            number = self.folders.index(folder) + 1
            terms = window_terms(load_settings(folder, {"window": {"number": number}}))
            self._hub.enrol(terms, folder)
            self._start_window(folder)
        return self

    def __exit__(self, *_: object) -> None:
        for window in self._windows.values():
            window.kill()
            window.join()
        self._endings.close()

    def rage(self, seconds: float) -> None:
        """One fault after another, each kind at least once, the last of them a long silence."""
        ending = time.monotonic() + seconds
        acts = (self._change_weather, self._cut, self._kill_window, self._kill_hub, self._fill_disk)
        first = [*acts]
        self._random.shuffle(first)
        while first or time.monotonic() < ending - seconds * _LAST_OUTAGE:
            self._revive()
            act = first.pop() if first else self._random.choices(acts, weights=(6, 3, 2, 1, 1))[0]
            act()
            self._rest(0.2, 1.5)
        self._proxy.weather = Weather.BLACK_HOLE
        self._pause.wait(max(0.0, ending - time.monotonic()))

    def calm(self) -> float | None:
        """Repair the line and wait for everybody; seconds until the last was done, None for not in time."""
        self._proxy.weather = Weather.CLEAR
        self._proxy.cut()
        began = time.monotonic()
        self._ending.set()
        while not all((folder / DRAINED).exists() for folder in self.folders):
            self._revive()
            if time.monotonic() - began > _CATCH_UP_S:
                return None
            self._pause.wait(0.05)
        self.faults.update(self._proxy.faults)
        return time.monotonic() - began

    def _rest(self, least: float, most: float) -> None:
        self._pause.wait(self._random.uniform(least, most))

    def _revive(self) -> None:
        """Start again what gave up by itself, as a clerk does: a program that found no room on its disk."""
        for folder, window in tuple(self._windows.items()):
            if not window.is_alive() and not (folder / DRAINED).exists():
                self.faults["window_gave_up"] += 1
                self._start_window(folder)

    def _start_window(self, folder: Path) -> None:
        number = self.folders.index(folder) + 1
        facts = (folder, self._url, number, self._random.randrange(1 << 32), self._ending)
        self._windows[folder] = _spawn.Process(target=serve, args=facts, daemon=True)
        self._windows[folder].start()

    def _change_weather(self) -> None:
        bad = self._random.choice([each for each in Weather if each is not Weather.CLEAR])
        self._proxy.weather = bad if self._random.random() < _BAD_WEATHER else Weather.CLEAR

    def _cut(self) -> None:
        self.faults["cut"] += 1
        self._proxy.cut()

    def _kill_window(self) -> None:
        self.faults["window_killed"] += 1
        folder = self._random.choice(self.folders)
        self._windows[folder].kill()
        self._windows[folder].join()
        self._start_window(folder)

    def _kill_hub(self) -> None:
        self.faults["hub_killed"] += 1
        self._hub.kill()
        self._rest(0.1, 1.0)
        self._hub = HubProcess(self._folder / "hub", self._db_url, port=self._hub_port)
        self._hub.start()

    def _fill_disk(self) -> None:
        """A window's files may not grow for a while: the quota of its process is used up."""
        window = self._windows[self._random.choice(self.folders)]
        self.faults["disk_full"] += 1
        with suppress(ProcessLookupError):
            before = resource.prlimit(window.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(window.pid, resource.RLIMIT_FSIZE, (_NO_ROOM_BYTES, before[1]))
            self._rest(0.5, 2.0)
            resource.prlimit(window.pid, resource.RLIMIT_FSIZE, before)
