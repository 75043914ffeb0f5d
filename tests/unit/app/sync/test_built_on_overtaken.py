"""Two corrections of a case at a window without a network, one elsewhere meanwhile: each is decided."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.journal.model import SCHEMA
from app.sync.events import DROPPED
from app.sync.settling import Choice
from tests.support import sync_model_checks as checks
from tests.support.sync_model import ADMINISTRATOR, HALL_ID, ModelHub
from tests.support.sync_model_window import ModelWindow

THEIRS, FIRST, SECOND = "13900000001", "13900000002", "13900000003"


@pytest.fixture
def windows(tmp_path: Path, model_hub: ModelHub) -> Iterator[tuple[ModelWindow, ModelWindow]]:
    made = (
        ModelWindow(tmp_path / "ours.db", "3", model_hub),
        ModelWindow(tmp_path / "theirs.db", "5", model_hub),
    )
    yield made
    for window in made:
        window.store.close()


def open_conflicts(window: ModelWindow) -> list[tuple[str, str]]:
    """The own value and theirs of each."""
    fields = [field for conflict in window.overview().conflicts for field in conflict.fields]
    return [(field.mine.value, field.theirs.value) for field in fields]


def corrected_here_and_there(ours: ModelWindow, theirs: ModelWindow) -> str:
    """A case that theirs corrected at the model_hub, and ours twice since, without having heard of it."""
    case_id = ours.receive()
    ours.pusher.turn()
    theirs.corrections.note(theirs.author, case_id, "转到本窗口")
    theirs.pusher.turn()
    theirs.amend(case_id, THEIRS)
    theirs.pusher.turn()
    ours.amend(case_id, FIRST)
    ours.amend(case_id, SECOND)
    return case_id


@pytest.mark.parametrize(("choice", "value"), [("theirs", THEIRS), ("mine", SECOND)])
def test_each_correction_that_came_too_late_is_decided(
    model_hub: ModelHub, windows: tuple[ModelWindow, ModelWindow], choice: Choice, value: str
) -> None:
    ours, theirs = windows
    case_id = corrected_here_and_there(ours, theirs)
    ours.pusher.turn()
    assert sorted(open_conflicts(ours)) == [(FIRST, THEIRS), (SECOND, THEIRS)]
    for _ in range(2):
        ours.settle_first(choice)
        ours.pusher.turn()
    for window in (theirs, ours):
        window.pusher.turn()
    assert (ours.overview().conflicts, model_hub.hub.waiting()) == ((), [])
    assert [checks.phone(window, case_id) for window in windows] == [value, value]
    for window in windows:
        checks.node_is_whole(window)
        checks.same_cases(window, model_hub)
    checks.hub_is_whole(model_hub)


def test_the_same_where_both_waited_for_something_else_first(
    model_hub: ModelHub, windows: tuple[ModelWindow, ModelWindow]
) -> None:
    ours, theirs = windows
    case_id = corrected_here_and_there(ours, theirs)
    theirs.wire.schema = SCHEMA + 1
    theirs.amend(case_id, "13900000009")
    theirs.pusher.turn()
    ours.pusher.turn()
    assert open_conflicts(ours) == []
    model_hub.hub.decide(HALL_ID, theirs.own_ids()[-1], DROPPED, ADMINISTRATOR)
    ours.pusher.turn()
    ours.pusher.turn()
    assert sorted(open_conflicts(ours)) == [(FIRST, THEIRS), (SECOND, THEIRS)]
