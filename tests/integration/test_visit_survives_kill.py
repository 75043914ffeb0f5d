"""The power goes: nothing that was answered is lost, nothing is doubled, and the clerk goes on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from app.cases.model import cases
from app.cases.visit import Visit, add_item
from app.cases.visit_text import from_json
from app.core.ids import new_id
from app.journal.read import all_events
from app.journal.verify import rebuild, verify
from tests.support.counter import CLERK, PROJECTED, PROJECTIONS, Counter, counter, filled, item
from tests.support.desk_process import ITEMS, receive

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = 7


class Clerk:
    """The process, one command at a time."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.desks: list[Visit] = []

    def read(self) -> bool:
        """Wait for the answer of a command; false when the process died."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if line:
            self.desks.append(from_json(line))
        return bool(line)

    def go_on(self) -> None:
        """Let the next command begin."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def kill(self) -> None:
        """Kill -9."""
        self._process.kill()
        self._process.wait()


@contextmanager
def clerk(folder: Path, kind: str = "") -> Iterator[Clerk]:
    counter(folder).store.close()
    command = [sys.executable, "-m", "tests.support.desk_process", str(folder), kind]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        at_work = Clerk(process)
        try:
            yield at_work
        finally:
            at_work.kill()


@contextmanager
def after_restart(folder: Path) -> Iterator[Counter]:
    """The window started again on the same disk, with its proofs checked before and after."""
    here = counter(folder)
    prove(here)
    yield here
    prove(here)
    here.store.close()


def prove(here: Counter) -> None:
    with here.store.read() as conn:
        assert verify(conn).problems == ()
        assert rebuild(conn, all_events(conn), PROJECTIONS, PROJECTED) == ()


def finish(here: Counter, visit: Visit) -> None:
    """Do what is left to do, as the clerk would, and count the cases."""
    for item_id in ITEMS:
        if all(draft.item_id != item_id for draft in visit.drafts):
            visit = filled(add_item(visit, item(item_id), new_id()))
            here.desk.save_draft(visit)
    for draft in visit.drafts:
        visit = receive(here, visit, draft.case_id)
    here.desk.finish_visit(CLERK, visit)
    assert here.desk.restore() is None
    with here.store.read() as conn:
        stored = conn.execute(select(cases.c.item_id, cases.c.case_no).order_by(cases.c.case_no)).all()
    assert [row.item_id for row in stored] == list(ITEMS)
    assert [row.case_no for row in stored] == [draft.case_no for draft in visit.drafts]


@pytest.mark.parametrize("answered", [1, 4])
def test_killed_between_two_commands(tmp_path: Path, answered: int) -> None:
    with clerk(tmp_path) as at_work:
        for _ in range(answered - 1):
            assert at_work.read()
            at_work.go_on()
        assert at_work.read()
        at_work.kill()
    with after_restart(tmp_path) as here:
        restored = here.desk.restore()
        assert restored == at_work.desks[-1]
        finish(here, restored)


@pytest.mark.parametrize(
    ("kind", "answered"), [("visit.person_verified", 1), ("case.received", 3), ("visit.finished", 6)]
)
def test_killed_inside_a_transaction(tmp_path: Path, kind: str, answered: int) -> None:
    with clerk(tmp_path, kind) as at_work:
        while at_work.read():
            at_work.go_on()
    assert len(at_work.desks) == answered
    with after_restart(tmp_path) as here:
        restored = here.desk.restore()
        assert restored == at_work.desks[-1]
        finish(here, restored)


def test_killed_at_any_moment_of_a_command(tmp_path: Path) -> None:
    with clerk(tmp_path) as at_work:
        for _ in range(5):
            assert at_work.read()
            at_work.go_on()
        at_work.kill()
    before = at_work.desks[-1]
    with after_restart(tmp_path) as here:
        restored = here.desk.restore()
        assert restored is not None
        assert [draft.case_id for draft in restored.drafts] == [draft.case_id for draft in before.drafts]
        assert restored.drafts[:-1] == before.drafts[:-1]
        finish(here, restored)


def test_a_finished_visit_does_not_come_back(tmp_path: Path) -> None:
    with clerk(tmp_path) as at_work:
        for _ in range(COMMANDS - 1):
            assert at_work.read()
            at_work.go_on()
        assert at_work.read()
        at_work.kill()
    with after_restart(tmp_path) as here:
        assert here.desk.restore() is None
