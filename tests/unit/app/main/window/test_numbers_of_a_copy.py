"""A copy of a window's disk gives no case number that the other one gave, once it has met the hub."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import cast

from app.cases.queries import last_sequence
from app.main.window.backstage import learner
from app.sync.hub_client import HubClient
from tests.support.memory_hub import MemoryHub
from tests.support.sync_window import HALL_ID, SyncWindow

WINDOW = 3


class Numbers:
    """The hub's answer, from the store of the first machine."""

    def __init__(self, first: SyncWindow) -> None:
        self._first = first

    def last_number(self, window: int, day: date) -> int:
        with self._first.store.read() as conn:
            return last_sequence(conn, HALL_ID, window, day.isoformat())


def test_the_copy_goes_on_after_the_numbers_of_the_other_disk(tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    first, second = (SyncWindow(tmp_path / name, MemoryHub(), WINDOW) for name in ("first", "second"))
    theirs = [first.case_no(first.receive()) for _ in range(3)]
    meet = learner(second.desk, WINDOW, second.clock)
    hub = cast(HubClient, Numbers(first))
    meet(hub)
    meet(hub)
    ours = [second.case_no(second.receive()) for _ in range(2)]
    assert [number[-5:-1] for number in theirs + ours if number] == ["0601", "0602", "0603", "0604", "0605"]
    second.next_day()
    tomorrow = second.case_no(second.receive())
    assert tomorrow is not None
    assert tomorrow[-5:-1] == "0601", "the next day begins anew"
    for window in (first, second):
        window.store.close()
