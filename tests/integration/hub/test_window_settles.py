"""A window's side of sync against the real hub: conflicts, decisions, numbers given twice, a new epoch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import select

from app.core.clock import ManualClock
from app.core.ids import new_id
from app.db.store import Store
from app.hub.epoch import renew_epoch
from app.hub.hub import Hub
from app.hub.pull import Reader
from app.journal.model import Node, journal
from app.journal.verify import verify
from app.main.features import HISTORY, PROJECTIONS
from app.sync.wire import ChainPage, DigestAnswer, DigestOffer, Health, PullPage, PushAnswer, PushBatch
from tests.support.counter import MONDAY
from tests.support.sync_window import HALL_ID, SyncWindow

PHONE = "applicant.phone"
Opener = Callable[..., SyncWindow]


@dataclass(frozen=True)
class Direct:
    """A real hub, asked without a network."""

    hub: Hub
    pushes: list[PushBatch] = field(default_factory=list)

    def health(self) -> Health:
        return self.hub.health()

    def push(self, batch: PushBatch) -> PushAnswer:
        self.pushes.append(batch)
        return self.hub.push(batch)

    def chain(self, node: Node, after: int) -> ChainPage:
        return self.hub.chain(node, after)

    def digest(self, offer: DigestOffer) -> DigestAnswer:
        return self.hub.digest(offer)

    def pull(self, node: Node, through: int, epoch: str, after: int) -> PullPage:
        return self.hub.pull(HALL_ID, Reader(node.node, node.incarnation, through), epoch, after)

    def values(self, case_id: str) -> dict[str, str]:
        with self.hub.store.read() as conn:
            assert verify(conn).intact
            return HISTORY.values(conn, HALL_ID, f"case:{case_id}")


@pytest.fixture
def hub(store: Store) -> Direct:
    return Direct(Hub(store, PROJECTIONS, {}, ManualClock(MONDAY)))


@pytest.fixture
def opened(tmp_path: Path, hub: Direct) -> Iterator[Opener]:
    made: list[SyncWindow] = []

    def new(folder: Path | None = None, window_no: int = 3) -> SyncWindow:
        place = folder or tmp_path / new_id()
        place.mkdir(exist_ok=True)
        made.append(SyncWindow.open(place, hub, window_no))
        return made[-1]

    yield new
    for window in made:
        window.store.close()


def shared_case(opened: Opener) -> tuple[SyncWindow, SyncWindow, str]:
    """A case that two windows have a part in."""
    ours, other = opened(), opened(window_no=5)
    case_id = ours.receive()
    ours.sync()
    other.corrections.note(other.author, case_id, "转到本窗口")
    other.sync()
    return ours, other, case_id


def overtaken(opened: Opener) -> tuple[SyncWindow, SyncWindow, str]:
    """Both corrected the telephone on the same state; ours came second."""
    ours, other, case_id = shared_case(opened)
    for window in (other, ours):
        window.sync()
    other.amend(case_id, applicant_phone="13900000001")
    ours.amend(case_id, applicant_phone="13900000002")
    other.sync()
    ours.sync()
    return ours, other, case_id


def test_the_hub_calls_the_second_change_a_conflict(opened: Opener, hub: Direct) -> None:
    ours, _, case_id = overtaken(opened)
    (conflict,) = ours.overview().conflicts
    (both,) = conflict.fields
    assert (both.mine.value, both.theirs.value) == ("13900000002", "13900000001")
    assert ours.values(case_id) == hub.values(case_id)
    ours.prove()


@pytest.mark.parametrize(("choice", "value"), [("mine", "13900000002"), ("theirs", "13900000001")])
def test_a_decision_reaches_the_hub_and_the_other_window(
    opened: Opener, hub: Direct, choice: str, value: str
) -> None:
    ours, other, case_id = overtaken(opened)
    (conflict,) = ours.overview().conflicts
    ours.settlements.settle(ours.author, conflict.event_id, {PHONE: choice})  # type: ignore[dict-item]
    status = ours.sync().status
    other.sync()
    assert (status.failed, status.pending) == (0, 0)
    assert hub.values(case_id)[PHONE] == ours.values(case_id)[PHONE] == other.values(case_id)[PHONE] == value
    ours.prove()
    other.prove()


def test_what_waited_behind_a_conflict_is_applied_after_the_decision(opened: Opener, hub: Direct) -> None:
    ours, _, case_id = overtaken(opened)
    ours.corrections.note(ours.author, case_id, "又来电话")
    ours.sync()
    assert [row.status for row in ours.overview().failed] == ["blocked"]
    (conflict,) = ours.overview().conflicts
    ours.settlements.settle(ours.author, conflict.event_id, {PHONE: "theirs"})
    ours.sync()
    assert ours.overview().failed == ()
    ours.prove()


def test_a_rolled_back_window_goes_on_with_a_new_number(
    opened: Opener, hub: Direct, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lost = opened()
    lost.receive()
    lost.sync()
    copy = lost.copied_to(tmp_path / "copy")
    gone = lost.receive()
    lost.sync()
    window = opened(copy)
    new = window.receive()
    taken = window.case_no(new)
    window.sync()
    (row,) = window.overview().failed
    assert (row.status, row.code) == ("rejected", "cases.number_taken")
    number = window.corrections.renumber(window.author, new)
    window.sync()
    assert (window.case_no(gone), window.case_no(new)) == (taken, number)
    assert window.overview().failed == ()
    assert hub.values(new) == window.values(new)
    assert "new life" in caplog.text
    window.prove()


def test_a_correction_of_a_receipt_that_is_refused_waits_for_the_clerk(
    opened: Opener, hub: Direct, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lost = opened()
    copy = lost.copied_to(tmp_path / "copy")
    lost.receive()
    lost.sync()
    window = opened(copy)
    new = window.receive()
    window.amend(new, applicant_phone="13900000002")
    window.sync()
    window.corrections.renumber(window.author, new)
    window.sync()
    (conflict,) = window.overview().conflicts
    window.settlements.settle(window.author, conflict.event_id, {PHONE: "mine"})
    window.sync()
    assert (window.overview().conflicts, window.overview().failed) == ((), ())
    assert hub.values(new)[PHONE] == window.values(new)[PHONE] == "13900000002"
    assert "cases.number_taken" in caplog.text
    window.prove()


@pytest.mark.parametrize("copied", ["before it was made", "before it was sent"])
def test_a_restored_window_lists_again_what_waits_for_its_clerk(
    opened: Opener, tmp_path: Path, caplog: pytest.LogCaptureFixture, copied: str
) -> None:
    ours, other, case_id = shared_case(opened)
    for window in (other, ours):
        window.sync()
    other.amend(case_id, applicant_phone="13900000001")
    other.sync()
    if copied == "before it was made":
        copy = ours.copied_to(tmp_path / "copy")
        ours.amend(case_id, applicant_phone="13900000002")
    else:
        ours.amend(case_id, applicant_phone="13900000002")
        copy = ours.copied_to(tmp_path / "copy")
    ours.receive()
    ours.sync()
    restored = opened(copy)
    restored.receive()
    restored.sync()
    assert restored.overview().conflicts == ours.overview().conflicts
    assert len(ours.overview().conflicts) == 1
    assert "new life" in caplog.text
    restored.prove()


def test_a_new_epoch_alone_makes_nobody_send_again(
    opened: Opener, hub: Direct, caplog: pytest.LogCaptureFixture
) -> None:
    window = opened()
    for _ in range(3):
        window.receive()
    window.sync()
    renew_epoch(hub.hub.store)
    hub.pushes.clear()
    status = window.sync().status
    assert (status.pending, status.differences, hub.pushes) == (0, 0, [])
    assert "another hub database" in caplog.text
    with hub.hub.store.read() as conn:
        stored = list(conn.execute(select(journal.c.id).where(journal.c.node == window.node.node)).scalars())
    assert sorted(stored) == sorted(window.event_ids())
