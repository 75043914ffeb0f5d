"""Visits at a window whose devices are pulled, babble and hang all the while: nothing is lost or wrong."""

from __future__ import annotations

import os
import random
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, func, select

from app.attachments.queries import attachments_of
from app.cases.model import cases
from app.cases.queries import people_of
from app.documents.ticket_job import Paper, ticket_job
from app.documents.ticket_slip import SlipContent
from app.evaluations.model import evaluations
from app.main.bench.device_faults import FaultMaker
from app.main.bench.device_stage import PATIENCE_S, FaultyStage
from app.main.bench.figures import share
from app.main.bench.heartbeat import Heartbeat
from devices.idcard.sample_cards import SAMPLES
from devices.idcard.text_block import decode

LIMITS_MS = {"max_block_ms": 50.0, "scan_to_action_ms": 100.0, "raster_ms": 30.0, "preview_ms": 300.0}
"""What a clerk may not notice."""
_ITEM = "IT053"
_WARM_UP = 2
_MOST_SAMPLES = 100
_CITIZENS = tuple(sorted(name for name, block in SAMPLES.items() if decode(block).name == name))
_NOW = datetime(2026, 7, 6, 9, 0, tzinfo=UTC)
_SLIP = SlipContent("示例政务服务中心", "A000", "社会事务", _NOW.date(), _NOW, 7)


class _Served(Struct, frozen=True):
    """A visit as its clerk saw it: the case, the name on the card, how many pages were shown."""

    case_no: str
    name: str
    pages: int


def run(visits: int, faults: int, seed: int = 0) -> dict[str, Any]:
    """Serve citizens while every simulated device is in trouble again and again.

    - ``page_scanner``: the driver of the earlier half of the visits, ``sane`` where this machine has SANE;
    - ``visits_lost``: visits whose case, evaluation or pages are not all in the store at the end;
    - ``wrong_data``: cases whose applicant is not the holder of the card that was laid down;
    - ``max_block_ms``: the longest time that the GUI thread did not answer, after a first visit that loads
      what is loaded once; ``p99_block_ms`` beside it. ``max_held_ms``: the longest without the time in which
      it was ready and a busy machine (``machine_load``) gave it no processor, ``longest_in`` where that was;
      ``max_own_ms``: the most that it worked between two beats;
    - ``scan_to_action_ms``: from a code shown to the scanner until the clerk sees what came of it, in a
      visit without faults; ``raster_ms``: a slip drawn for the ticket printer; ``preview_ms``: from the
      camera driver's return until the page is shown. Each the 99th percentile.
    """
    from ui.qt_app import build_application, catch_crashes

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    seed = seed or random.randrange(1, 1 << 32)
    application = build_application()
    escaped: list[BaseException] = []
    catch_crashes(escaped.append)
    with tempfile.TemporaryDirectory(prefix="zongchuang-devices-") as folder:
        stage = FaultyStage(Path(folder))
        try:
            figures = _serve(stage, visits, faults, seed)
        finally:
            stage.close()
    assert application is not None
    figures["errors"] = [type(error).__name__ for error in escaped]
    whole = not (figures["visits_lost"] or figures["wrong_data"] or escaped)
    in_time = all(figures[name] is not None and figures[name] <= most for name, most in LIMITS_MS.items())
    return {**figures, "limits_ms": LIMITS_MS, "within_limits": whole and in_time}


def _serve(stage: FaultyStage, visits: int, faults: int, seed: int) -> dict[str, Any]:
    stage.open_desk()
    chance, heartbeat, samples = random.Random(seed), Heartbeat(), min(_MOST_SAMPLES, 10 * visits)
    served = [_visit(stage, chance) for _ in range(_WARM_UP)]
    scans = [stage.scan(f"BENCH-{number:04}") for number in range(samples)]
    page_scanner = stage.scan_over_sane()
    maker = FaultMaker(stage.simulators, seed)
    heartbeat.begin()
    maker.start(faults)
    began, processor = time.perf_counter(), time.thread_time()
    served += [_visit(stage, chance) for _ in range(visits // 2)]
    stage.scan_over_side_car()
    served += [_visit(stage, chance) for _ in range(visits - visits // 2)]
    seconds, busy = time.perf_counter() - began, time.thread_time() - processor
    heartbeat.end()
    maker.finish(faults * PATIENCE_S)
    lost, wrong = _compared(stage, served)
    gaps = heartbeat.gaps
    return {
        "visits": visits,
        "faults": maker.made.total(),
        "kinds_of_faults": len(maker.made),
        "not_made": maker.refused[:5],
        "page_scanner": page_scanner,
        "visits_lost": lost,
        "wrong_data": wrong,
        "max_block_ms": _highest([gap.late for gap in gaps], 1.0),
        "p99_block_ms": _highest([gap.late for gap in gaps], 0.99),
        "max_held_ms": _highest([gap.held for gap in gaps], 1.0),
        "longest_in": heartbeat.longest_in,
        "max_own_ms": _highest([gap.own for gap in gaps], 1.0),
        "scan_to_action_ms": _highest([each * 1000 for each in scans], 0.99),
        "raster_ms": _highest(_raster_ms(samples), 0.99),
        "preview_ms": _highest([each * 1000 for each in stage.preview_s], 0.99),
        "gui_busy_share": round(busy / seconds, 2),
        "machine_load": round(os.getloadavg()[0], 1),
        "seconds": round(seconds, 1),
        "seed": seed,
    }


def _highest(values: list[float], part: float) -> float | None:
    return share(values, part) if values else None


def _raster_ms(count: int) -> list[float]:
    """How long each of so many slips took; before them one, with which the fonts are loaded."""
    taken = []
    for number in range(count + 1):
        began = time.perf_counter()
        ticket_job(replace(_SLIP, number=f"A{number:03}"), Paper())
        taken.append((time.perf_counter() - began) * 1000)
    return taken[1:]


def _visit(stage: FaultyStage, chance: random.Random) -> _Served:
    """Serve one citizen."""
    name = chance.choice(_CITIZENS)
    stage.begin_without_ticket()
    stage.lay_down_card(name)
    stage.add_item(_ITEM)
    pages = stage.put_pages()
    stage.fill_in()
    case_no = stage.receive()
    stage.open_receipt()
    stage.close_receipt()
    stage.lift_card()
    stage.finish()
    stage.evaluate(chance.randrange(1, 6))
    return _Served(case_no, name, pages)


def _compared(stage: FaultyStage, served: list[_Served]) -> tuple[int, int]:
    """How many of the visits served are not whole in the store, and how many are somebody else's; what was
    given last may still be written, and is waited for."""
    backstage, hall_id = stage.desktop.backstage, stage.desktop.settings.hall.id
    assert backstage is not None

    def compare() -> tuple[int, int]:
        with backstage.store.read() as conn:
            return _compare(conn, hall_id, served)

    stage.look_for(lambda: compare() == (0, 0), PATIENCE_S)
    return compare()


def _compare(conn: Connection, hall_id: str, served: list[_Served]) -> tuple[int, int]:
    missing = wrong = 0
    for visit in served:
        case_id = conn.execute(
            select(cases.c.case_id).where(cases.c.hall_id == hall_id, cases.c.case_no == visit.case_no)
        ).scalar_one_or_none()
        if case_id is None or len(attachments_of(conn, hall_id, case_id)) < visit.pages:
            missing += 1
            continue
        applicant = people_of(conn, hall_id, case_id)["applicant"]
        wrong += applicant["number"] != decode(SAMPLES[visit.name]).number
    rated = conn.execute(
        select(func.count())
        .select_from(evaluations)
        .where(evaluations.c.hall_id == hall_id, evaluations.c.level.is_not(None))
    ).scalar_one()
    return max(missing, len(served) - rated), wrong
