"""What a window tells of its upload while the hub is gone, and what a person's wish to try again does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.core.errors import Offline
from app.sync.model import SyncStatus
from app.sync.push import Pusher
from app.sync.wire import EventAnswer, Health, PushBatch
from tests.support.memory_hub import MemoryHub
from tests.support.sync_window import SyncWindow


class CutHub(MemoryHub):
    """A hub that can be cut off."""

    cut = False

    def health(self) -> Health:
        self._require()
        return super().health()

    def _require(self) -> None:
        if self.cut:
            raise Offline("sync.unreachable", hub="", kind="ConnectError")


@pytest.fixture
def hub() -> CutHub:
    made = CutHub()

    def before(_: PushBatch) -> None:
        made._require()

    made.before = before
    return made


@pytest.fixture
def window(tmp_path: Path, hub: CutHub) -> Iterator[SyncWindow]:
    opened = SyncWindow(tmp_path, hub)
    yield opened
    opened.store.close()


def _turn(pusher: Pusher) -> SyncStatus:
    """One turn as the thread takes it."""
    try:
        pusher.turn()
    except Offline as error:
        pusher._report(error)
    return pusher.status


def test_it_says_since_when_the_hub_is_gone_and_when_it_asks_again(window: SyncWindow, hub: CutHub) -> None:
    pusher = window.pusher()
    assert _turn(pusher).online
    hub.cut = True
    window.receive()
    went = window.clock.now() + timedelta(minutes=1)
    window.clock.advance(timedelta(minutes=1))
    gone = _turn(pusher)
    assert (gone.online, gone.since) == (False, went)
    assert gone.retry_at is not None
    assert went <= gone.retry_at <= went + timedelta(minutes=1)
    window.clock.advance(timedelta(minutes=5))
    pusher.retry()
    assert _turn(pusher).since == went
    hub.cut = False
    pusher.retry()
    back = _turn(pusher)
    assert (back.online, back.since, back.retry_at, back.pending) == (True, window.clock.now(), None, 0)


def test_decisions_are_counted_apart_from_failures(window: SyncWindow, hub: CutHub) -> None:
    answers = {"case.received": "conflict", "visit.opened": "rejected"}

    def judge(event: object) -> EventAnswer | None:
        kind, event_id = event.kind, event.id  # type: ignore[attr-defined]
        return EventAnswer(event_id, answers[kind], "sync.unknown_kind") if kind in answers else None

    hub.judge = judge
    window.receive()
    status = window.sync().status
    assert (status.failed, status.conflicts) == (2, 1)
