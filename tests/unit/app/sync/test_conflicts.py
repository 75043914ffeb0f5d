"""A case that was corrected at two windows at once: both values side by side, and the clerk decides."""

from __future__ import annotations

import pytest

from app.core.errors import RuleViolation, Superseded
from app.journal.model import SCHEMA
from app.sync.events import DROPPED
from app.sync.settling import Choice
from tests.support import sync_model_checks as checks
from tests.support.sync_model import ADMINISTRATOR, HALL_ID, ModelHub
from tests.support.sync_model_window import ModelWindow, Opener

THEIRS, FIRST, SECOND = "13900000001", "13900000002", "13900000003"
PHONE = "applicant.phone"
Windows = tuple[ModelWindow, ModelWindow]


@pytest.fixture
def windows(opened: Opener) -> Windows:
    return opened(), opened(number="5")


@pytest.fixture
def case_id(windows: Windows) -> str:
    """A case that theirs corrected at the hub, and ours once since, without having heard of it."""
    ours, theirs = windows
    received = ours.receive()
    ours.sync()
    theirs.corrections.note(theirs.author, received, "转到本窗口")
    theirs.sync()
    theirs.amend(received, THEIRS)
    theirs.sync()
    ours.amend(received, FIRST)
    return received


def open_conflicts(window: ModelWindow) -> list[tuple[str, str]]:
    """The own value and theirs of each."""
    fields = [field for conflict in window.overview().conflicts for field in conflict.fields]
    return sorted((field.mine.value, field.theirs.value) for field in fields)


def agree(hub: ModelHub, windows: Windows, case_id: str, value: str) -> None:
    """Nothing is left to decide, and everybody shows the value."""
    ours, theirs = windows
    for window in (ours, theirs, ours):
        window.sync()
    assert (ours.overview().conflicts, hub.hub.waiting()) == ((), [])
    for window in windows:
        assert checks.phone(window, case_id) == value
        checks.node_is_whole(window)
        checks.same_cases(window, hub)
    checks.hub_is_whole(hub)


def test_a_change_that_came_too_late_is_shown_beside_the_other(windows: Windows, case_id: str) -> None:
    ours, _ = windows
    ours.sync()
    assert (ours.pusher.status.failed, ours.pusher.status.conflicts) == (1, 1)
    (conflict,) = ours.overview().conflicts
    (field,) = conflict.fields
    assert field.name == PHONE
    assert (field.mine.value, field.mine.actor) == (FIRST, "clerk-3")
    assert (field.theirs.value, field.theirs.actor) == (THEIRS, "clerk-5")
    assert checks.phone(ours, case_id) == THEIRS, "what counts is what the hub has"
    checks.node_is_whole(ours)


def test_nothing_is_decided_for_the_clerk(model_hub: ModelHub, windows: Windows, case_id: str) -> None:
    ours, _ = windows
    ours.sync()
    (conflict,) = ours.overview().conflicts
    with pytest.raises(RuleViolation, match=r"sync\.choice_missing"):
        ours.settlements.settle(ours.author, conflict.event_id, {})
    ours.settlements.settle(ours.author, conflict.event_id, {PHONE: "both"})
    with pytest.raises(RuleViolation, match=r"sync\.not_in_conflict"):
        ours.settlements.settle(ours.author, conflict.event_id, {PHONE: "mine"})
    agree(model_hub, windows, case_id, f"{THEIRS}；{FIRST}")


@pytest.mark.parametrize(("choice", "value"), [("theirs", THEIRS), ("mine", SECOND)])
def test_each_of_two_corrections_that_came_too_late_is_decided(
    model_hub: ModelHub, windows: Windows, case_id: str, choice: Choice, value: str
) -> None:
    ours, _ = windows
    ours.amend(case_id, SECOND)
    ours.sync()
    assert open_conflicts(ours) == [(FIRST, THEIRS), (SECOND, THEIRS)]
    for _ in range(2):
        ours.settle_first(choice)
        ours.sync()
    agree(model_hub, windows, case_id, value)


def test_the_same_where_both_waited_for_something_else_first(
    model_hub: ModelHub, windows: Windows, case_id: str
) -> None:
    ours, theirs = windows
    ours.amend(case_id, SECOND)
    theirs.wire.schema = SCHEMA + 1
    theirs.amend(case_id, "13900000009")
    theirs.sync()
    ours.sync()
    assert open_conflicts(ours) == []
    model_hub.hub.decide(HALL_ID, theirs.own_ids()[-1], DROPPED, ADMINISTRATOR)
    ours.sync()
    assert open_conflicts(ours) == [(FIRST, THEIRS), (SECOND, THEIRS)]


def test_a_correction_on_a_state_that_is_over_is_refused_at_the_desk(windows: Windows, case_id: str) -> None:
    ours, _ = windows
    with pytest.raises(Superseded) as late:
        ours.corrections.amend(ours.author, case_id, {PHONE: SECOND}, 1)
    assert late.value.version == 2


def test_notes_never_conflict(model_hub: ModelHub, windows: Windows, case_id: str) -> None:
    ours, _ = windows
    for window in windows:
        window.corrections.note(window.author, case_id, "材料在二楼")
    ours.sync()
    ours.settle_first("theirs")
    agree(model_hub, windows, case_id, THEIRS)
    assert [window.notes().count("材料在二楼") for window in windows] == [2, 2]
