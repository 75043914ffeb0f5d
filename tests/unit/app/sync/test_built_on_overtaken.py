"""Two corrections of a case at a window without a network, one elsewhere meanwhile: each is decided."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.clock import ManualClock
from app.main.features import HISTORY
from app.sync.settling import Choice
from tests.support import sync_model_checks as checks
from tests.support.counter import MONDAY
from tests.support.sync_model import HALL_ID, ModelHub
from tests.support.sync_model_window import ModelWindow

PHONE = "applicant.phone"
THEIRS, FIRST, SECOND = "13900000001", "13900000002", "13900000003"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[ModelHub]:
    made = ModelHub(tmp_path, ManualClock(MONDAY))
    yield made
    made.hub.close()


@pytest.fixture
def windows(tmp_path: Path, hub: ModelHub) -> Iterator[tuple[ModelWindow, ModelWindow]]:
    made = ModelWindow(tmp_path / "ours.db", "3", hub), ModelWindow(tmp_path / "theirs.db", "5", hub)
    yield made
    for window in made:
        window.store.close()


def phone(window: ModelWindow, case_id: str) -> str:
    with window.store.read() as conn:
        return HISTORY.values(conn, HALL_ID, f"case:{case_id}")[PHONE]


def open_conflict(window: ModelWindow) -> tuple[str, str]:
    """The own value and theirs of the only conflict."""
    (conflict,) = window.overview().conflicts
    (field,) = conflict.fields
    return field.mine.value, field.theirs.value


@pytest.mark.parametrize(
    ("choice", "after_one", "after_both"), [("theirs", THEIRS, THEIRS), ("mine", FIRST, SECOND)]
)
def test_each_of_two_corrections_that_came_too_late_is_decided(
    hub: ModelHub, windows: tuple[ModelWindow, ModelWindow], choice: Choice, after_one: str, after_both: str
) -> None:
    ours, theirs = windows
    case_id = ours.receive()
    ours.pusher.turn()
    theirs.corrections.note(theirs.author, case_id, "转到本窗口")
    theirs.pusher.turn()
    theirs.amend(case_id, THEIRS)
    theirs.pusher.turn()
    ours.amend(case_id, FIRST)
    ours.amend(case_id, SECOND)
    ours.pusher.turn()
    assert open_conflict(ours) == (FIRST, THEIRS)
    ours.settle_first(choice)
    for _ in range(2):
        ours.pusher.turn()
    assert open_conflict(ours) == (SECOND, after_one)
    ours.settle_first(choice)
    for window in (ours, theirs, ours):
        window.pusher.turn()
    assert (ours.overview().conflicts, hub.hub.waiting()) == ((), [])
    assert [phone(window, case_id) for window in windows] == [after_both, after_both]
    for window in windows:
        checks.node_is_whole(window)
        checks.same_cases(window, hub)
    checks.hub_is_whole(hub)
