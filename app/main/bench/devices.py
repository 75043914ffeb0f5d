"""Visits at a window whose devices are pulled, babble and hang all the while: nothing is lost or wrong."""

from __future__ import annotations

import os
import random
import tempfile
import threading
import time
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from sqlalchemy import Connection, func, select

from app.cases.model import cases
from app.cases.queries import people_of
from app.config.load import remember
from app.evaluations.model import evaluations
from app.main.bench.device_faults import FAULTS, FaultMaker
from app.main.device_places import SIMULATED
from app.main.stage import DemoStage
from devices.idcard.sample_cards import SAMPLES
from devices.idcard.text_block import decode
from ui.workbench.state import ItemState

LIMIT_MS = 50.0
"""What a clerk may not notice: the GUI thread answers again after so long."""
_BEAT_MS = 5
_ITEM = "IT053"
_PATIENCE_S = 20.0
_READ_S = 2.0
_HAND_S = 0.02
"""A clerk's hand is slower still: between two of its acts the program draws and listens."""
_WARM_UP = 2
_CITIZENS = tuple(sorted(name for name, block in SAMPLES.items() if decode(block).name == name))


class Heartbeat(QObject):
    """Looks every five milliseconds whether the GUI thread still answers.

    ``gaps``: how late it was, and how long it worked itself meanwhile, in ms.
    """

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[tuple[float, float]] = []
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(_BEAT_MS)

    def begin(self) -> None:
        """Count from now on."""
        self.gaps.clear()
        self._last, self._worked = time.perf_counter(), time.thread_time()

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.gaps.append(((now - self._last) * 1000 - _BEAT_MS, (worked - self._worked) * 1000))
        self._last, self._worked = now, worked


class FaultyStage(DemoStage):
    """The stage of the demo whose cards are laid down from another thread, as a citizen's hand is one."""

    def lay_down_card(self, name: str) -> None:
        """See Stage; asked for by F5 until it is read: the same card again says nothing by itself."""
        self._on_a_thread(lambda: self._reader().lay_down(name))
        self.look_for(lambda: self._state.person.name == name, _READ_S)
        while self._state.person.name != name:
            if "read_card" in self._state.enabled:
                self.desktop.window.actions_of_window["read_card"].trigger()
            self.look_for(lambda: self._state.person.name == name, _READ_S)

    def lift_card(self) -> None:
        """See Stage."""
        self._on_a_thread(lambda: self._reader().lift())

    def _close_gap(self, item: ItemState) -> None:
        super()._close_gap(item)
        self.look_for(lambda: False, _HAND_S)

    def _reader(self) -> Any:
        assert self.desktop.equipment is not None
        return self.desktop.equipment.simulated_reader

    def _on_a_thread(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        self._until("simulator", lambda: not thread.is_alive())

    def look_for(self, seen: Callable[[], bool], seconds: float) -> None:
        """Let the program run until something is seen, for so many seconds at most."""
        end = time.monotonic() + seconds
        self._until("card", lambda: seen() or time.monotonic() > end)


def bench(args: Namespace) -> dict[str, Any]:
    """``zongchuang bench devices --visits N --faults N --seed S``: the figures of ``run``."""
    figures = run(args.visits, args.faults, args.seed)
    return {**figures, "exit": int(not figures["within_limits"])}


def run(visits: int, faults: int, seed: int = 0) -> dict[str, Any]:
    """Serve citizens while every simulated device is in trouble again and again.

    - ``visits_lost``: visits whose case or evaluation is not in the store at the end;
    - ``wrong_data``: cases whose applicant is not the holder of the card that was laid down;
    - ``max_block_ms``: the longest time that the GUI thread did not answer, after a first visit that loads
      what is loaded once; ``p99_block_ms`` beside it; ``limit_ms`` for the longest. ``max_own_ms`` is the
      most that the thread worked between two beats: the rest it waited, be it for a busy machine
      (``machine_load``).
    """
    from ui.qt_app import build_application, catch_crashes

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    seed = seed or random.randrange(1, 1 << 32)
    application = build_application()
    escaped: list[BaseException] = []
    catch_crashes(escaped.append)
    with tempfile.TemporaryDirectory(prefix="zongchuang-devices-") as folder:
        data = Path(folder)
        remember(data, {"devices": {kind: {"driver": SIMULATED} for kind in FAULTS}})
        stage = FaultyStage(data, data, "")
        try:
            figures = _serve(stage, visits, faults, seed)
        finally:
            stage.close()
    assert application is not None
    figures["errors"] = [type(error).__name__ for error in escaped]
    kept = not (figures["visits_lost"] or figures["wrong_data"] or escaped)
    return {**figures, "within_limits": kept and figures["max_block_ms"] <= LIMIT_MS}


def _serve(stage: FaultyStage, visits: int, faults: int, seed: int) -> dict[str, Any]:
    stage.open_desk()
    assert stage.desktop.equipment is not None
    simulators = stage.desktop.equipment.bindings.simulators
    stage.look_for(lambda: simulators.keys() >= FAULTS.keys(), _PATIENCE_S)
    chance, heartbeat = random.Random(seed), Heartbeat()
    served = [_visit(stage, chance) for _ in range(_WARM_UP)]
    maker = FaultMaker(simulators, seed)
    heartbeat.begin()
    maker.start(faults)
    began, processor = time.perf_counter(), time.thread_time()
    served += [_visit(stage, chance) for _ in range(visits)]
    seconds, busy = time.perf_counter() - began, time.thread_time() - processor
    late, worked = (sorted(each) for each in zip(*heartbeat.gaps, strict=True))
    maker.finish(faults * _PATIENCE_S)
    assert stage.desktop.backstage is not None
    store, hall_id = stage.desktop.backstage.store, stage.desktop.settings.hall.id

    def compare() -> tuple[int, int]:
        with store.read() as conn:
            return _compare(conn, hall_id, served)

    stage.look_for(lambda: compare() == (0, 0), _PATIENCE_S)  # what was given last may still be written
    lost, wrong = compare()
    return {
        "visits": visits,
        "faults": maker.made.total(),
        "kinds_of_faults": len(maker.made),
        "not_made": maker.refused[:5],
        "visits_lost": lost,
        "wrong_data": wrong,
        "max_block_ms": round(late[-1], 1),
        "p99_block_ms": round(late[int(len(late) * 0.99)], 1),
        "max_own_ms": round(worked[-1], 1),
        "limit_ms": LIMIT_MS,
        "gui_busy_share": round(busy / seconds, 2),
        "machine_load": round(os.getloadavg()[0], 1),
        "seconds": round(seconds, 1),
        "seed": seed,
    }


def _visit(stage: FaultyStage, chance: random.Random) -> tuple[str, str]:
    """Serve one citizen; the case's number and the name on the card."""
    name = chance.choice(_CITIZENS)
    stage.begin_without_ticket()
    stage.lay_down_card(name)
    stage.add_item(_ITEM)
    stage.fill_in()
    number = stage.receive()
    stage.lift_card()
    stage.finish()
    stage.evaluate(chance.randrange(1, 6))
    return number, name


def _compare(conn: Connection, hall_id: str, served: list[tuple[str, str]]) -> tuple[int, int]:
    """How many of the visits served are not whole in the store, and how many are somebody else's."""
    missing = wrong = 0
    for number, name in served:
        case_id = conn.execute(
            select(cases.c.case_id).where(cases.c.hall_id == hall_id, cases.c.case_no == number)
        ).scalar_one_or_none()
        if case_id is None:
            missing += 1
            continue
        applicant = people_of(conn, hall_id, case_id)["applicant"]
        wrong += applicant["number"] != decode(SAMPLES[name]).number
    rated = conn.execute(
        select(func.count())
        .select_from(evaluations)
        .where(evaluations.c.hall_id == hall_id, evaluations.c.level.is_not(None))
    ).scalar_one()
    return max(missing, len(served) - rated), wrong
