"""A clerk at work in a process of its own: ``python -m tests.support.desk_process FOLDER [KIND]``.

After every command it writes the visit as it then lies on the desk, and waits for a line before the next.
With KIND it kills itself inside the transaction of the first event of that kind, its rows already written.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection

from app.cases.visit import Visit, add_item, with_person
from app.cases.visit_text import to_json
from app.core.ids import new_id
from app.journal.model import Event, Projection, Projections
from app.people.model import Role
from tests.support.counter import (
    CLERK,
    HOLDER,
    PROJECTIONS,
    Counter,
    after,
    counter,
    empty_visit,
    filled,
    item,
)

ITEMS = ("IT028", "IT029")


def work(here: Counter) -> Iterator[Visit]:
    """A visit with two items, one command at a time."""
    visit = empty_visit()
    here.desk.open_visit(CLERK, visit)
    yield visit
    visit = with_person(visit, Role.APPLICANT, HOLDER)
    here.desk.verify_person(CLERK, visit, Role.APPLICANT)
    yield visit
    for item_id in ITEMS:
        visit = filled(add_item(visit, item(item_id), new_id()))
        here.desk.save_draft(visit)
        yield visit
        visit = receive(here, visit, visit.drafts[-1].case_id)
        yield visit
    here.desk.finish_visit(CLERK, visit)
    yield visit


def receive(here: Counter, visit: Visit, case_id: str) -> Visit:
    """Receive one item and put the answer on the desk."""
    return after(visit, here.desk.receive(CLERK, visit, case_id))


def deadly(kind: str) -> Projections:
    """The projections, of which the one for ``kind`` does its work and then takes the process down."""

    def project(conn: Connection, event: Event) -> None:
        PROJECTIONS[event.kind](conn, event)
        os.kill(os.getpid(), signal.SIGKILL)

    fatal: dict[str, Projection] = {kind: project}
    return {**PROJECTIONS, **fatal}


def main(folder: Path, kind: str) -> None:
    """See the module."""
    here = counter(folder, projections=deadly(kind) if kind else PROJECTIONS)
    for visit in work(here):
        sys.stdout.write(to_json(visit) + "\n")
        sys.stdout.flush()
        sys.stdin.readline()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
