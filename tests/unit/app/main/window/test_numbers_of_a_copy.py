"""A copy of a window's disk gives no case number that the other one gave, once it has met the hub."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import cast

from app.cases.queries import last_sequence
from app.main.window.backstage import learner
from app.sync.hub_client import HubClient
from tests.support.counter import CLERK, Counter, counter, filled, visit_with

WINDOW = 3


class Numbers:
    """The hub's answer, from the store of the first machine."""

    def __init__(self, first: Counter) -> None:
        self._first = first

    def last_number(self, window: int, day: date) -> int:
        with self._first.store.read() as conn:
            return last_sequence(conn, "hall", window, day.isoformat())


def sequence(machine: Counter) -> str:
    """Receive a case; what its number says of the order."""
    visit = filled(visit_with("IT028"))
    machine.desk.open_visit(CLERK, visit)
    return machine.desk.receive(CLERK, visit, visit.drafts[0].case_id).case_no[-5:-1]


def test_the_copy_goes_on_after_the_numbers_of_the_other_disk(tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    first, second = (counter(tmp_path / name, WINDOW) for name in ("first", "second"))
    with closing(first.store), closing(second.store):
        theirs = [sequence(first) for _ in range(3)]
        meet = learner(second.desk, WINDOW, second.clock)
        for _ in range(2):
            meet(cast(HubClient, Numbers(first)))
        ours = [sequence(second) for _ in range(2)]
        assert theirs + ours == ["0601", "0602", "0603", "0604", "0605"]
        second.clock.advance(timedelta(days=1))
        assert sequence(second) == "0601", "the next day begins anew"
