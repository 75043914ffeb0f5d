"""A disk that was rolled back or cloned: nothing is lost, nothing is doubled, both go on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.core.errors import RuleViolation
from app.journal.node import begin_lives
from tests.support import sync_model_checks as checks
from tests.support.sync_model import ModelHub
from tests.support.sync_model_window import ModelWindow, Opener


@pytest.fixture(autouse=True)
def _told(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    said = "".join(record.message for record in caplog.get_records("call"))
    assert "goes on in a new life" in said or "came back" in said


def rolled_back(opened: Opener) -> tuple[ModelWindow, str, str]:
    """A window restored from an old copy: the hub has a case that it lacks, it has one that the hub lacks."""
    lost = opened()
    lost.receive()
    lost.sync()
    copy = lost.disk.copied(lost.store)
    gone = lost.receive()
    lost.sync()
    window = opened(copy)
    return window, gone, window.receive()


def prove(hub: ModelHub, *windows: ModelWindow) -> None:
    """Everybody has everything."""
    checks.hub_is_whole(hub)
    for window in windows:
        checks.node_is_whole(window)
        checks.same_chains(window, hub)
        checks.everything_came_down(window, hub)


def test_a_restored_copy_gets_back_what_it_lost_and_its_own_case_another_number(
    opened: Opener, model_hub: ModelHub
) -> None:
    window, gone, new = rolled_back(opened)
    before, taken = window.life(), window.case_no(new)
    window.sync()
    assert window.life() > before
    (row,) = window.overview().failed
    assert (row.subject, row.status, row.code) == (f"case:{new}", "rejected", "cases.number_taken")
    assert taken in row.what
    number = window.corrections.renumber(window.author, new)
    window.sync()
    assert (window.case_no(gone), window.case_no(new)) == (taken, number)
    assert window.overview().failed == ()
    prove(model_hub, window)
    with pytest.raises(RuleViolation, match=r"case\.number_stands"):
        window.corrections.renumber(window.author, new)


def test_the_power_may_fail_at_any_place_of_it(opened: Opener, model_hub: ModelHub) -> None:
    window, gone, _ = rolled_back(opened)
    assert window.despite_power_cuts(window.sync) > 5
    assert window.case_no(gone) is not None
    prove(model_hub, window)


def test_after_a_failover_every_life_is_offered_again(opened: Opener, model_hub: ModelHub) -> None:
    nothing = model_hub.disk.copied(model_hub.store)
    window, _, _ = rolled_back(opened)
    window.sync()
    model_hub.restore(nothing)
    window.sync()
    assert {*window.own_ids()} <= checks.ids(model_hub)
    prove(model_hub, window)


def test_a_disk_that_was_cloned_before_anything_was_written(opened: Opener, model_hub: ModelHub) -> None:
    original = opened()
    clone = opened(original.disk.copied(original.store))
    for each in (clone, original):
        each.receive()
        each.sync()
    assert {*original.own_ids(), *clone.own_ids()} <= checks.ids(model_hub)
    prove(model_hub, original, clone)


def test_a_copy_that_wrote_on_before_it_was_restored_by_the_tool(opened: Opener, model_hub: ModelHub) -> None:
    window, _, new = rolled_back(opened)
    known = checks.ids(model_hub)
    window.store.transact(begin_lives)
    window.restart()
    window.corrections.note(window.author, new, "恢复后补记")
    written = [event_id for event_id in window.own_ids() if event_id not in known]
    window.sync()
    prove(model_hub, window)
    assert len(written) == 4
    assert checks.ids(model_hub) == known | {*written}
    assert window.notes() == ["恢复后补记"]


def test_what_an_earlier_life_had_at_a_hub_that_lost_it_is_offered_again(
    opened: Opener, model_hub: ModelHub
) -> None:
    nothing = model_hub.disk.copied(model_hub.store)
    window = opened()
    clone = opened(window.disk.copied(window.store))
    window.receive()
    window.sync()
    window.store.transact(begin_lives)
    window.restart()
    window.receive()
    window.sync()
    model_hub.restore(nothing)
    clone.receive()
    for each in (clone, window, clone):
        each.sync()
    assert {*window.own_ids(), *clone.own_ids()} <= checks.ids(model_hub)
    prove(model_hub, window, clone)
