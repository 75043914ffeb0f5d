"""A window and its hub: what is kept of the answers, what comes back, what two people changed at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.core.errors import Offline, Refused, RuleViolation, Superseded
from app.journal.model import SCHEMA
from app.sync.model import SyncStatus
from app.sync.wire import DigestAnswer, DigestOffer, EventAnswer, PushBatch, PushedEvent
from tests.support.memory_hub import MemoryHub
from tests.support.sync_window import Opener, SyncWindow


@pytest.fixture
def hub() -> MemoryHub:
    return MemoryHub()


@pytest.fixture
def window(opened: Opener) -> SyncWindow:
    return opened()


def of_kind(
    kind: str, status: str, code: str, version: int = 0
) -> Callable[[PushedEvent], EventAnswer | None]:
    return lambda event: EventAnswer(event.id, status, code, version) if event.kind == kind else None


def test_everything_arrives_once_and_in_order(window: SyncWindow, hub: MemoryHub) -> None:
    for _ in range(3):
        window.receive()
    status = window.sync().status
    assert hub.ids() == window.event_ids()
    assert (status.online, status.pending, status.failed, status.problem) == (True, 0, 0, "")


def test_that_all_is_sent_is_told_before_it_is_proved(
    window: SyncWindow, hub: MemoryHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[bool, int, int]] = []
    pusher, answer = window.pusher(), hub.digest

    def digest(offer: DigestOffer) -> DigestAnswer:
        told.append((pusher.status.online, pusher.status.pending, pusher.status.uploading))
        return answer(offer)

    monkeypatch.setattr(hub, "digest", digest)
    window.receive()
    pusher.turn()
    assert told == [(True, 0, 0)]


def test_what_the_hub_cannot_apply_is_listed_with_its_reason(window: SyncWindow, hub: MemoryHub) -> None:
    hub.judge = of_kind("case.received", "quarantined", "sync.not_applicable")
    window.receive()
    assert window.sync().status.failed == 1
    (row,) = window.overview().failed
    assert (row.kind, row.status, row.code) == ("case.received", "quarantined", "sync.not_applicable")
    assert window.case_no(row.subject.partition(":")[2]) in row.what


def test_what_an_administrator_released_leaves_the_list(window: SyncWindow, hub: MemoryHub) -> None:
    hub.judge = of_kind("case.received", "quarantined", "sync.not_applicable")
    window.receive()
    pusher = window.sync()
    (row,) = window.overview().failed
    hub.release(row.event_id)
    pusher.retry()
    pusher.turn()
    assert pusher.status.failed == 0
    assert window.overview().failed == ()


def test_the_hub_is_asked_once_about_all_that_it_has_not_applied(window: SyncWindow, hub: MemoryHub) -> None:
    hub.judge = of_kind("case.received", "quarantined", "sync.not_applicable")
    for _ in range(40):
        window.receive()
    pusher = window.sync()
    kept = [row.event_id for row in window.overview().failed]
    for event_id in kept[::2]:
        hub.release(event_id)
    hub.pushed.clear()
    pusher.retry()
    pusher.turn()
    (asked,) = hub.pushed
    assert {event.id for event in asked.events} == set(kept)
    assert {row.event_id for row in window.overview().failed} == set(kept[1::2])


def test_a_batch_that_is_too_large_is_halved_until_it_fits(window: SyncWindow, hub: MemoryHub) -> None:
    sizes: list[int] = []

    def narrow(batch: PushBatch) -> None:
        sizes.append(len(batch.events))
        if len(batch.events) > 2:
            raise Refused("sync.too_large", limit=2)

    hub.before = narrow
    for _ in range(4):
        window.receive()
    window.sync()
    assert hub.ids() == window.event_ids()
    assert sizes[:3] == [8, 4, 2]


def test_one_event_that_is_too_large_is_told(window: SyncWindow, hub: MemoryHub) -> None:
    def refuse(_: PushBatch) -> None:
        raise Refused("sync.too_large", limit=1)

    hub.before = refuse
    window.receive()
    with pytest.raises(Refused, match="too_large"):
        window.sync()


def test_after_a_time_out_less_is_sent(window: SyncWindow, hub: MemoryHub) -> None:
    sizes: list[int] = []

    def slow(batch: PushBatch) -> None:
        sizes.append(len(batch.events))
        if len(sizes) == 1:
            raise Offline("sync.unreachable", hub="", kind="ReadTimeout")

    hub.before = slow
    for _ in range(2):
        window.receive()
    pusher = window.pusher()
    with pytest.raises(Offline):
        pusher.turn()
    pusher.turn()
    assert sizes[:2] == [4, 2]


def test_the_hub_may_ask_for_a_pause(window: SyncWindow, hub: MemoryHub) -> None:
    hub.retry_after_ms = 60_000
    window.receive()
    window.sync()
    window.receive()
    pusher = window.sync()
    assert len(hub.pushed) == 2, "one for each thread that was started; then they waited"
    assert pusher.status.pending == 0


def test_a_wrong_clock_is_marked_and_refuses_nothing(window: SyncWindow, hub: MemoryHub) -> None:
    hub.clock = "2026-07-06T01:33:00.000000Z"
    window.receive()
    status = window.sync().status
    assert (status.clock_offset_s, status.clock_wrong, status.pending) == (180.0, True, 0)
    assert not SyncStatus(clock_offset_s=-100.0).clock_wrong


@pytest.mark.parametrize(
    ("schema", "problem"),
    [(SCHEMA, ""), (SCHEMA + 2, ""), (SCHEMA - 1, "sync.hub_too_old"), (SCHEMA + 3, "sync.hub_too_new")],
)
def test_a_hub_of_another_time_is_told_and_gets_everything(
    window: SyncWindow, hub: MemoryHub, schema: int, problem: str
) -> None:
    hub.schema = schema
    window.receive()
    status = window.sync().status
    assert (status.problem, status.pending) == (problem, 0)


def test_a_hub_that_lost_its_newest_rows_gets_exactly_those_again(
    window: SyncWindow, hub: MemoryHub, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(5):
        window.receive()
    window.sync()
    hub.lose(3)
    hub.pushed.clear()
    status = window.sync().status
    assert hub.ids() == window.event_ids()
    assert sum(len(batch.events) for batch in hub.pushed) == 3
    assert (status.pending, status.differences) == (0, 1)
    assert "another hub database" in caplog.text


def test_another_database_gets_everything_again(
    window: SyncWindow, hub: MemoryHub, caplog: pytest.LogCaptureFixture
) -> None:
    window.receive()
    window.sync()
    hub.lose(1000)
    window.sync()
    assert hub.ids() == window.event_ids()
    assert "another hub database" in caplog.text


def test_what_was_acknowledged_35_days_ago_is_offered_again(
    window: SyncWindow, hub: MemoryHub, caplog: pytest.LogCaptureFixture
) -> None:
    window.receive()
    assert window.sync().status.pending == 0
    for _ in range(35):
        window.next_day()
    window.receive()
    window.sync()
    hub.lose(1000)
    status = window.sync().status
    assert hub.ids() == window.event_ids()
    assert (status.pending, status.differences) == (0, 2), "the day of long ago and today"
    assert "another hub database" in caplog.text


def test_the_daily_reconciliation_finds_what_nobody_announced(window: SyncWindow, hub: MemoryHub) -> None:
    window.receive()
    pusher = window.sync()
    hub.chains[window.node.node, window.node.incarnation].pop()
    pusher.turn()
    assert pusher.status.differences == 0, "compared already today"
    window.next_day()
    pusher.turn()
    pusher.turn()
    assert (pusher.status.differences, pusher.status.reconciled_at) == (1, window.clock.now())
    assert hub.ids() == window.event_ids()


def test_others_changes_come_down_with_their_personal_data(opened: Opener, hub: MemoryHub) -> None:
    ours, other = opened(), opened(window_no=5)
    case_id = ours.receive()
    ours.sync()
    hub.share(other.node)
    other.sync()
    other.amend(case_id, applicant_phone="13900000000")
    other.sync()
    ours.sync()
    assert ours.values(case_id)["applicant.phone"] == "13900000000"
    assert ours.version(case_id) == 2
    ours.prove()
    other.prove()


def test_a_hole_in_the_feed_stops_the_reader(window: SyncWindow, hub: MemoryHub) -> None:
    for _ in range(3):
        window.receive()
    window.sync()
    del hub.feed[-2:]
    with pytest.raises(Refused, match=r"sync\.feed_gap"):
        window.sync()


def conflicting(opened: Opener, hub: MemoryHub) -> tuple[SyncWindow, SyncWindow, str]:
    """Two windows corrected the same case on the same state; the first one to arrive won."""
    ours, other = opened(), opened(window_no=5)
    case_id = ours.receive()
    ours.sync()
    hub.share(other.node)
    other.sync()
    other.amend(case_id, applicant_phone="13900000001")
    other.sync()
    hub.judge = of_kind("case.amended", "conflict", "cases.superseded", 2)
    ours.amend(case_id, applicant_phone="13900000002")
    ours.sync()
    hub.judge = lambda event: None
    return ours, other, case_id


def test_a_change_that_came_too_late_is_shown_beside_the_other(opened: Opener, hub: MemoryHub) -> None:
    ours, _, case_id = conflicting(opened, hub)
    (conflict,) = ours.overview().conflicts
    (field,) = conflict.fields
    assert field.name == "applicant.phone"
    assert (field.mine.value, field.mine.actor) == ("13900000002", "clerk-3")
    assert (field.theirs.value, field.theirs.actor) == ("13900000001", "clerk-5")
    assert ours.values(case_id)["applicant.phone"] == "13900000001", "what counts is what the hub has"
    ours.prove()


@pytest.mark.parametrize(
    ("choice", "value"),
    [("mine", "13900000002"), ("theirs", "13900000001"), ("both", "13900000001；13900000002")],
)
def test_the_clerk_decides_a_conflict(opened: Opener, hub: MemoryHub, choice: str, value: str) -> None:
    ours, other, case_id = conflicting(opened, hub)
    (conflict,) = ours.overview().conflicts
    ours.settlements.settle(ours.author, conflict.event_id, {"applicant.phone": choice})  # type: ignore[dict-item]
    assert ours.overview().conflicts == ()
    ours.sync()
    other.sync()
    assert ours.values(case_id)["applicant.phone"] == value
    assert other.values(case_id)["applicant.phone"] == value
    ours.prove()
    other.prove()


def test_nothing_is_decided_for_the_clerk(opened: Opener, hub: MemoryHub) -> None:
    ours, _, _ = conflicting(opened, hub)
    (conflict,) = ours.overview().conflicts
    with pytest.raises(RuleViolation, match=r"sync\.choice_missing"):
        ours.settlements.settle(ours.author, conflict.event_id, {})
    ours.settlements.settle(ours.author, conflict.event_id, {"applicant.phone": "theirs"})
    with pytest.raises(RuleViolation, match=r"sync\.not_in_conflict"):
        ours.settlements.settle(ours.author, conflict.event_id, {"applicant.phone": "mine"})


def test_a_correction_on_a_state_that_is_over_is_refused_at_the_desk(window: SyncWindow) -> None:
    case_id = window.receive()
    window.amend(case_id, applicant_phone="13900000001")
    with pytest.raises(Superseded) as late:
        window.amend(case_id, applicant_phone="13900000002")
    assert late.value.version == 2


def test_notes_never_conflict(opened: Opener, hub: MemoryHub) -> None:
    ours, other = opened(), opened(window_no=5)
    case_id = ours.receive()
    ours.sync()
    hub.share(other.node)
    other.sync()
    for each in (ours, other):
        each.corrections.note(each.author, case_id, "材料在二楼")
        each.sync()
    ours.sync()
    assert (ours.notes(case_id), other.notes(case_id)) == (2, 2)
    assert ours.version(case_id) == 1
    ours.prove()
