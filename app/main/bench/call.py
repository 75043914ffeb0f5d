"""``zongchuang bench call``: from the press of 叫号 to the row on the hall screen, eight windows at once.

Eight windows press at the same moment, again and again: each time the measured span is from the press to the
moment when a follower of the live feed has the call on its board. Then they finish, and press again. Measured
on SQLite and on PostgreSQL with two workers; windows, hub and screen share this one machine, so the figures
are of the program, not of a network.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec import Struct, field

from app.core.errors import EnvironmentMissing
from app.core.events import EventBus
from app.core.ids import new_id
from app.db.engine import open_hub
from app.hub.devices import Terms
from app.journal.model import Author
from app.main.bench.figures import share
from app.main.bench.postgres import running_server
from app.main.hub.process import HubProcess
from app.sync.hub_client import HubClient
from app.sync.live import LiveFeed
from app.sync.model import HallEvents, HallSnapshot
from app.sync.trust import DeviceKind
from app.tickets.board import HallBoard, board_from, follow
from app.tickets.events import CALLED
from app.tickets.remote import RemoteDesk

ZONE = "SSDJ"
CALLERS = 8
WINDOWS = tuple(str(number) for number in range(1, CALLERS + 1))
PRESSES = 200
"""Presses in turn, each watched until it is on the screen."""
EACH = 200
"""Calls of each window when all call at once."""
LIMIT_MS = 100.0
"""p99 from the press to the row on the screen."""
_PATIENCE_S = 60.0

OnBoard = Callable[[HallBoard], None]


def run(db: str = "", hub_workers: int = 2, on_board: OnBoard = lambda board: None) -> dict[str, Any]:
    """Measure on SQLite and on PostgreSQL; the figures at the top are the worse of the two.

    ``db``: a PostgreSQL to use, else one is started for the run; without binaries the answer says so.
    ``on_board`` is called with each board as the screen would get it, on the follower's thread; the time it
    takes counts. ``within_limits`` when p99 is and nobody was called twice. Raises
    StoreUnavailable, EnvironmentMissing when the one that was named cannot be used.
    """
    if db:
        _look_at(db)
    databases: dict[str, dict[str, Any]] = {"sqlite": _measured("", 1, on_board)}
    try:
        with _postgres(db) as url:
            databases["postgresql"] = _measured(url, hub_workers, on_board)
    except EnvironmentMissing as missing:
        if db:
            raise
        databases["postgresql"] = {"missing": missing.code}
    figures = [each for each in databases.values() if "missing" not in each]
    worst = {name: max(each[name] for each in figures) for name in figures[0]}
    faults = worst["double_calls"] + worst["duplicate_numbers"] + worst["not_shown"]
    ratio = round(worst["p99_ms"] / LIMIT_MS, 3)
    return {
        **worst,
        "limit_ms": LIMIT_MS,
        "p99_to_limit": ratio,
        "databases": databases,
        "within_limits": worst["p99_ms"] <= LIMIT_MS and not faults,
    }


class _Times(Struct):
    """When a ticket was asked for, and when the screen showed its call: ids and seconds of one clock."""

    on_board: OnBoard
    watched: dict[str, float] = field(default_factory=dict)
    shown: dict[str, float] = field(default_factory=dict)
    issued: list[str] = field(default_factory=list)
    called: list[str] = field(default_factory=list)
    board: HallBoard | None = None

    def start(self, event: HallSnapshot) -> None:
        self._show(board_from(event.snapshot))

    def go_on(self, event: HallEvents) -> None:
        assert self.board is not None
        self._show(follow(self.board, event.rows))
        # A board remembers the last calls only; in a rush several pass between two pictures.
        for row in event.rows:
            if row["kind"] == CALLED:
                self.shown.setdefault(row["subject"].partition(":")[2], time.perf_counter())

    def _show(self, board: HallBoard) -> None:
        self.board = board
        self.on_board(board)
        now = time.perf_counter()
        for call in board.calls:
            self.shown.setdefault(call.ticket_id, now)


def _measured(db_url: str, workers: int, on_board: OnBoard) -> dict[str, Any]:
    with (
        TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        HubProcess(Path(folder), db_url, workers) as hub,
    ):
        return _figures(_rush(hub, on_board))


def _rush(hub: HubProcess, on_board: OnBoard) -> _Times:
    hall = f"bench-{new_id()}"
    times = _Times(on_board)
    bus = EventBus()
    bus.subscribe(HallSnapshot, times.start)
    bus.subscribe(HallEvents, times.go_on)
    terms = [Terms(DeviceKind.WINDOW, (hall,), window) for window in WINDOWS]
    terms.append(Terms(DeviceKind.HALL, (hall,)))
    clients = [HubClient(hub.url, hub.enrol(each)) for each in terms]
    screen, desks = LiveFeed(clients[-1], bus), [RemoteDesk(client) for client in clients[:-1]]
    with ThreadPoolExecutor(CALLERS) as pool:
        list(pool.map(partial(_issue, times), desks))
        screen.start()
        _wait(lambda: times.board is not None)
        for press in range(PRESSES):
            desk, window = desks[press % CALLERS], WINDOWS[press % CALLERS]
            ticket_id = _call(times, desk, window, watch=True)
            _wait(partial(times.shown.__contains__, ticket_id))
            _finish(desk, window, ticket_id)
        list(pool.map(partial(_serve, times), desks, WINDOWS))
        _wait(lambda: len(times.shown) >= len(times.called))
    screen.stop()
    for client in clients:
        client.close()
    return times


def _issue(times: _Times, desk: RemoteDesk) -> None:
    for _ in range(EACH + PRESSES // CALLERS):
        times.issued.append(desk.issue(new_id(), Author("", ""), ZONE).number)


def _serve(times: _Times, desk: RemoteDesk, window: str) -> None:
    for _ in range(EACH):
        _finish(desk, window, _call(times, desk, window, watch=False))


def _call(times: _Times, desk: RemoteDesk, window: str, *, watch: bool) -> str:
    pressed = time.perf_counter()
    ticket = desk.call_next(new_id(), Author("clerk", window))
    assert ticket is not None, "there is a ticket for every press"
    if watch:
        times.watched[ticket.id] = pressed
    times.called.append(ticket.id)
    return ticket.id


def _finish(desk: RemoteDesk, window: str, ticket_id: str) -> None:
    desk.finish(new_id(), Author("clerk", window), ticket_id)


def _figures(times: _Times) -> dict[str, Any]:
    taken = [
        (times.shown[ticket_id] - pressed) * 1000
        for ticket_id, pressed in times.watched.items()
        if ticket_id in times.shown
    ]
    return {
        "p50_ms": share(taken, 0.5),
        "p99_ms": share(taken, 0.99),
        "calls": len(times.called),
        "double_calls": _repeated(times.called),
        "duplicate_numbers": _repeated(times.issued),
        "not_shown": len(set(times.called) - times.shown.keys()),
    }


def _repeated(numbers: list[str]) -> int:
    return sum(times - 1 for times in Counter(numbers).values())


def _look_at(db: str) -> None:
    """Connect once, so that a wrong address is told before anything is measured."""
    with closing(open_hub(db)) as store, store.read():
        pass


@contextmanager
def _postgres(db: str) -> Iterator[str]:
    if db:
        yield db
        return
    with running_server() as server:
        yield server.new_database()


def _wait(condition: Callable[[], bool]) -> None:
    pause, deadline = threading.Event(), time.monotonic() + _PATIENCE_S
    while not condition() and time.monotonic() < deadline:
        pause.wait(0.001)
