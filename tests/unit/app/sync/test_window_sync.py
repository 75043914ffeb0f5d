"""A window and its hub: what goes up when, what is kept of the answers, what is offered again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from msgspec.structs import replace

from app.core.errors import Offline, Refused
from app.journal.model import SCHEMA
from app.sync.model import SyncStatus
from app.sync.wire import DigestAnswer, DigestOffer, PushAnswer, PushBatch
from tests.support import sync_model_checks as checks
from tests.support.sync_model import ModelHub
from tests.support.sync_model_window import ModelWindow, Opener

EVENTS = 3
"""What receiving one case writes."""


@pytest.fixture
def window(opened: Opener) -> ModelWindow:
    return opened()


class Way:
    """A window's way to push: how many events each batch had, and what ``meanwhile`` makes of it."""

    def __init__(self, window: ModelWindow, patch: pytest.MonkeyPatch) -> None:
        self.sizes: list[int] = []
        self.meanwhile: Callable[[int], None] = lambda size: None
        self._push = window.wire.push
        patch.setattr(window.wire, "push", self.push)

    def push(self, batch: PushBatch) -> PushAnswer:
        self.sizes.append(len(batch.events))
        self.meanwhile(len(batch.events))
        return self._push(batch)


@pytest.fixture
def way(window: ModelWindow, monkeypatch: pytest.MonkeyPatch) -> Way:
    return Way(window, monkeypatch)


def test_that_all_is_sent_is_told_before_it_is_proved(
    window: ModelWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[bool, int, int]] = []
    answer = window.wire.digest

    def digest(offer: DigestOffer) -> DigestAnswer:
        status = window.pusher.status
        told.append((status.online, status.pending, status.uploading))
        return answer(offer)

    monkeypatch.setattr(window.wire, "digest", digest)
    window.receive()
    window.pusher.turn()
    assert told == [(True, 0, 0)]


def test_what_the_hub_cannot_apply_is_listed_with_its_reason_and_asked_about_once(
    window: ModelWindow, way: Way
) -> None:
    window.wire.schema = SCHEMA + 1
    case_id, *_ = [window.receive() for _ in range(40)]
    window.sync()
    assert window.pusher.status.failed == 40 * EVENTS
    (row,) = [row for row in window.overview().failed if row.subject == f"case:{case_id}"]
    assert (row.kind, row.status, row.code) == ("case.received", "quarantined", "sync.schema_unknown")
    assert window.case_no(case_id) in row.what
    way.sizes.clear()
    window.pusher.retry()
    window.pusher.turn()
    assert way.sizes == [40 * EVENTS]


def test_a_batch_that_is_too_large_is_halved_until_it_fits(
    window: ModelWindow, model_hub: ModelHub, way: Way
) -> None:
    def narrow(size: int) -> None:
        if size > 2:
            raise Refused("sync.too_large", limit=2)

    way.meanwhile = narrow
    for _ in range(4):
        window.receive()
    window.sync()
    assert way.sizes[:4] == [12, 6, 3, 1]
    checks.same_chains(window, model_hub)


def test_one_event_that_is_too_large_is_told(window: ModelWindow, way: Way) -> None:
    def refuse(_: int) -> None:
        raise Refused("sync.too_large", limit=1)

    way.meanwhile = refuse
    window.receive()
    with pytest.raises(Refused, match="too_large"):
        window.sync()


def test_after_a_time_out_less_is_sent(window: ModelWindow, way: Way) -> None:
    def slow(_: int) -> None:
        if len(way.sizes) == 1:
            raise Offline("sync.unreachable", hub="", kind="ReadTimeout")

    way.meanwhile = slow
    for _ in range(2):
        window.receive()
    with pytest.raises(Offline):
        window.pusher.turn()
    window.pusher.turn()
    assert way.sizes[:2] == [6, 3]


def test_the_hub_may_ask_for_a_pause(window: ModelWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    push = window.wire.push
    monkeypatch.setattr(window.wire, "push", lambda batch: replace(push(batch), retry_after_ms=60_000))
    window.receive()
    window.sync()
    assert window.pusher.status.pending == 0
    window.receive()
    window.sync()
    assert window.pusher.status.pending == EVENTS
    window.pusher.retry()
    window.sync()
    assert window.pusher.status.pending == 0, "a person may end it"


def test_it_says_since_when_the_hub_is_gone_and_when_it_asks_again(
    window: ModelWindow, model_hub: ModelHub
) -> None:
    def turn() -> SyncStatus:
        """As the thread takes it."""
        try:
            window.pusher.turn()
        except Offline as error:
            window.pusher._report(error)
        return window.pusher.status

    assert turn().online
    model_hub.up = False
    window.receive()
    window.clock.advance(timedelta(minutes=1))
    went, gone = window.clock.now(), turn()
    assert (gone.online, gone.since) == (False, went)
    assert gone.retry_at is not None
    assert went <= gone.retry_at <= went + timedelta(minutes=1)
    window.clock.advance(timedelta(minutes=5))
    window.receive()
    window.pusher.retry()
    still = turn()
    assert (still.since, still.pending) == (went, 2 * EVENTS), "what is written meanwhile is counted"
    model_hub.up = True
    window.pusher.retry()
    back = turn()
    assert (back.online, back.since, back.retry_at, back.pending) == (True, window.clock.now(), None, 0)


def test_a_wrong_clock_is_marked_and_refuses_nothing(window: ModelWindow, model_hub: ModelHub) -> None:
    model_hub.clock.advance(timedelta(minutes=3))
    window.receive()
    window.sync()
    status = window.pusher.status
    assert (status.clock_offset_s, status.clock_wrong, status.pending) == (180.0, True, 0)
    assert not SyncStatus(clock_offset_s=-100.0).clock_wrong


@pytest.mark.parametrize(
    ("schema", "problem"),
    [(SCHEMA, ""), (SCHEMA + 2, ""), (SCHEMA - 1, "sync.hub_too_old"), (SCHEMA + 3, "sync.hub_too_new")],
)
def test_a_hub_of_another_time_is_told_and_gets_everything(
    window: ModelWindow, monkeypatch: pytest.MonkeyPatch, schema: int, problem: str
) -> None:
    health = window.wire.health
    monkeypatch.setattr(window.wire, "health", lambda: replace(health(), schema=schema))
    window.receive()
    window.sync()
    assert (window.pusher.status.problem, window.pusher.status.pending) == (problem, 0)


def test_a_hub_that_lost_its_newest_rows_gets_exactly_those_again(
    window: ModelWindow, model_hub: ModelHub, way: Way, caplog: pytest.LogCaptureFixture
) -> None:
    window.receive()
    window.sync()
    copy = model_hub.disk.copied(model_hub.store)
    window.receive()
    window.sync()
    model_hub.restore(copy)
    way.sizes.clear()
    window.sync()
    checks.same_chains(window, model_hub)
    assert way.sizes == [EVENTS]
    assert (window.pusher.status.pending, window.pusher.status.differences) == (0, 1)
    assert "another hub database" in caplog.text


def test_what_was_acknowledged_35_days_ago_is_offered_again(
    window: ModelWindow, model_hub: ModelHub, caplog: pytest.LogCaptureFixture
) -> None:
    nothing = model_hub.disk.copied(model_hub.store)
    window.receive()
    window.sync()
    window.clock.advance(timedelta(days=35))
    window.receive()
    window.sync()
    model_hub.restore(nothing)
    window.sync()
    checks.same_chains(window, model_hub)
    assert window.pusher.status.differences == 2, "the day of long ago and today"
    assert "another hub database" in caplog.text


def test_once_a_day_the_hub_is_asked_whether_it_has_everything(
    window: ModelWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.receive()
    window.sync()
    answer = window.wire.digest
    days: list[str] = []

    def differs(offer: DigestOffer) -> DigestAnswer:
        days.extend(each.day for each in offer.days)
        return replace(answer(offer), differs=days)

    monkeypatch.setattr(window.wire, "digest", differs)
    window.sync()
    assert days == [], "compared already today"
    window.clock.advance(timedelta(days=1))
    window.sync()
    assert days == ["2026-07-06"]
    status = window.pusher.status
    assert (status.differences, status.reconciled_at) == (1, window.clock.now())


def test_a_feed_that_goes_back_stops_the_reader(window: ModelWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window.receive()
    window.sync()
    pull = window.wire.pull
    monkeypatch.setattr(window.wire, "pull", lambda *asked: replace(pull(*asked), reached=1))
    with pytest.raises(Refused, match=r"sync\.feed_gap"):
        window.sync()
