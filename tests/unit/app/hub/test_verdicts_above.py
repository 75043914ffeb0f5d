"""The centre follows the hall: what the hall's hub did not apply, or applied, it does not judge anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.clock import ManualClock
from app.hub.upstream import Upstream
from app.sync.events import DROPPED
from tests.support import sync_model_checks as checks
from tests.support.counter import MONDAY
from tests.support.sync_model import ADMINISTRATOR, HALL_ID, ModelHub
from tests.support.sync_model_centre import WayUp, same_above
from tests.support.sync_model_window import ModelWindow

FIRST, SECOND = "13900000001", "13900000002"


class Above:
    """A case that two windows correct, the hub of their hall, and the centre."""

    def __init__(self, folder: Path) -> None:
        for name in ("hall", "centre"):
            (folder / name).mkdir()
        self.hub, self.centre = (ModelHub(folder / n, ManualClock(MONDAY)) for n in ("hall", "centre"))
        self.upstream = Upstream(self.hub.store, HALL_ID, WayUp(self.centre), self.hub.clock)
        self.windows = [ModelWindow(folder / f"{number}.db", number, self.hub) for number in ("3", "5")]
        early, late = self.windows
        self.case_id = early.receive()
        early.pusher.turn()
        late.corrections.note(late.author, self.case_id, "转到本窗口")
        late.pusher.turn()

    def correct_too_late(self) -> str:
        """Both windows correct the case; the one that comes too late goes up first. Its event."""
        early, late = self.windows
        early.corrections.note(early.author, self.case_id, "转回本窗口")
        another = early.receive()
        early.pusher.turn()
        late.corrections.note(late.author, another, "转到本窗口")
        late.pusher.turn()
        early.amend(self.case_id, FIRST)
        late.amend(self.case_id, SECOND)
        early.pusher.turn()
        late.receive()
        late.pusher.turn()
        (waiting,) = self.hub.hub.waiting()
        assert waiting.status == "conflict"
        return waiting.event_id

    def go_up(self) -> None:
        self.upstream.run()
        same_above(self.hub, self.centre)
        checks.hub_is_whole(self.centre)

    def close(self) -> None:
        for hub in (self.hub, self.centre):
            hub.hub.close()
        for window in self.windows:
            window.store.close()


@pytest.fixture
def above(tmp_path: Path) -> Iterator[Above]:
    made = Above(tmp_path)
    yield made
    made.close()


def test_who_came_too_late_in_the_hall_comes_too_late_in_the_centre(above: Above) -> None:
    above.correct_too_late()
    above.go_up()
    assert checks.phone(above.centre, above.case_id) == FIRST
    above.windows[1].pusher.turn()
    above.windows[1].settle_first("mine")
    above.windows[1].pusher.turn()
    above.go_up()
    assert checks.phone(above.centre, above.case_id) == SECOND


def test_what_the_hall_dropped_before_it_went_up_never_counts(above: Above) -> None:
    above.hub.hub.decide(HALL_ID, above.correct_too_late(), DROPPED, ADMINISTRATOR)
    above.go_up()
    assert checks.phone(above.centre, above.case_id) == FIRST
    assert above.centre.hub.waiting() == []
