"""The plug is pulled at any moment: everything that was acknowledged is there, and the store opens.

A clerk's process is recorded while it works on the real encrypted store; each cut rebuilds the disk with some
unsynced writes missing or torn, and the program opens what is left.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.db.engine import open_store
from app.journal.model import journal
from app.journal.read import all_events
from app.journal.verify import rebuild, verify
from tests.support.counter import PROJECTED, PROJECTIONS, counter
from tests.support.databases import KEY
from tests.support.power_cut.disk import Record, cuts, read_records

ROOT = Path(__file__).resolve().parents[2]
RECORDER = ROOT / "tests" / "support" / "power_cut" / "recorder.c"
CUTS = 1000
SEED = 20260706
VISITS = 30
FULLY_PROVEN = 40
"""Every so many cuts the whole journal is verified and replayed as well."""


@pytest.fixture(scope="module")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The compiled recorder."""
    made = tmp_path_factory.mktemp("recorder") / "recorder.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", str(made), str(RECORDER), "-ldl"], check=True)
    return made


def record(folder: Path, recorder: Path, synchronous: str) -> tuple[dict[str, bytearray], list[Record]]:
    """A clerk at work: the files before, and everything that the process did to them."""
    desk = folder / "desk"
    desk.mkdir()
    counter(desk).store.close()
    before = {path.name: bytearray(path.read_bytes()) for path in desk.iterdir()}
    telling = {"LD_PRELOAD": str(recorder), "RECORD": str(folder / "record"), "RECORDED_FOLDER": str(desk)}
    command = [
        sys.executable,
        "-m",
        "tests.support.power_cut.recorded_desk",
        str(desk),
        str(VISITS),
        synchronous,
    ]
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, **telling}, timeout=60)
    return before, read_records(folder / "record")


def survivors(folder: Path, recorder: Path, synchronous: str, times: int) -> Iterator[tuple[int, int, Path]]:
    """After each cut: the moment, what had been acknowledged, and the folder as the next start finds it."""
    before, records = record(folder, recorder, synchronous)
    for moment, acknowledged, files in cuts(before, records, times, SEED):
        left = folder / "left"
        shutil.rmtree(left, ignore_errors=True)
        left.mkdir()
        for name, content in files.items():
            (left / name).write_bytes(content)
        yield moment, acknowledged, left


def rows_left(folder: Path) -> int:
    """How many journal rows the store has, which must be dense from the first."""
    with closing(open_store(folder / "window.db", KEY)) as store, store.read() as conn:
        rows, last = conn.execute(select(func.count(), func.max(journal.c.seq)).select_from(journal)).one()
    assert rows == (last or 0)
    return int(rows)


def test_no_power_cut_loses_an_acknowledged_row(tmp_path: Path, recorder: Path) -> None:
    seen = set()
    for number, (moment, acknowledged, left) in enumerate(survivors(tmp_path, recorder, "FULL", CUTS)):
        assert rows_left(left) >= acknowledged, f"seed {SEED}, cut {number} at {moment}"
        seen.add(acknowledged)
        if number % FULLY_PROVEN == 0:
            here = counter(left)
            with here.store.read() as conn:
                assert verify(conn).intact
                assert rebuild(conn, all_events(conn), PROJECTIONS, PROJECTED) == ()
            here.store.close()
    assert len(seen) > VISITS


def test_a_store_that_syncs_less_is_caught(tmp_path: Path, recorder: Path) -> None:
    lost = [
        moment
        for moment, acknowledged, left in survivors(tmp_path, recorder, "NORMAL", CUTS // 5)
        if rows_left(left) < acknowledged
    ]
    assert lost != []
