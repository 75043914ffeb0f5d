"""The model of sync has teeth: with one mistake planted, it runs into it by itself within a few days.

Each search goes through short days of the few things that matter to its mistake, the same ones every time.
"""

from __future__ import annotations

import inspect
import itertools
import traceback
from collections.abc import Callable, Sequence
from functools import partialmethod
from typing import TypeVar

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import FlakyFailure
from hypothesis.stateful import (
    RULE_MARKER,
    initialize,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Connection

from app.core.ids import new_id
from app.db.dialect import upsert
from app.hub import feed
from app.hub.hub import Hub
from app.hub.model import hall_feed, hall_feed_counter
from app.journal.chain import GENESIS, row_hash
from app.journal.model import Node
from app.sync import push, renewal
from app.sync.rows import hashed
from app.sync.wire import PushAnswer, PushBatch, PushedEvent
from tests.support.sync_model import FragileStore, ModelHub, PowerCut
from tests.support.sync_model_hall import CLASSICAL, SAFE, WHICH, Trip
from tests.support.sync_model_machine import SyncMachine

T = TypeVar("T")
SEARCH = settings(
    max_examples=60,
    stateful_step_count=6,
    phases=[Phase.generate],
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


class ShortDay(SyncMachine):
    """Windows that have met their hub, and then the classical troubles only."""

    @initialize()
    def morning(self) -> None:
        for which, _ in enumerate(self.windows):
            self.hub.give_number()
            self.sync(which, SAFE)

    @rule(which=WHICH, trip=st.sampled_from(CLASSICAL))
    def receive_and_sync(self, which: int, trip: Trip) -> None:
        self.receive(which, None, trip, None)

    def at_the_end(self) -> None:
        self.drain()
        self.check()


def search(kind: type[ShortDay], *rules: str) -> str:
    """What the machine says when it has played days of these rules until it complained."""
    not_rules = {
        name: partialmethod(each)
        for name, each in inspect.getmembers(kind)
        if hasattr(each, RULE_MARKER) and name not in rules
    }
    narrow = seed(3)(type(kind.__name__, (kind,), not_rules))
    with pytest.raises((AssertionError, FlakyFailure)) as found:
        run_state_machine_as_test(narrow, settings=SEARCH)
    return "".join(traceback.format_exception(found.value))


class ForgetfulHub(Hub):
    """Takes whatever comes for new: it does not know its rows by their place."""

    def push(self, batch: PushBatch, *, passed_on: bool = False) -> PushAnswer:
        known = self.chain(Node(batch.hall_id, batch.node, batch.incarnation), 0).last
        old = [each for each in batch.events if each.seq <= known]
        if old:
            super().push(_as_new(batch, old))
        return super().push(batch, passed_on=passed_on)


def _as_new(batch: PushBatch, old: Sequence[PushedEvent]) -> PushBatch:
    life, prev_hash, rows = Node(batch.hall_id, batch.node, new_id()), GENESIS, []
    for seq, each in enumerate(old, 1):
        moved = msgspec.structs.replace(each, seq=seq, id=new_id(), prev_hash=prev_hash)
        prev_hash = row_hash(prev_hash, hashed(life, moved), moved.payload.encode())
        rows.append(msgspec.structs.replace(moved, hash=prev_hash))
    return msgspec.structs.replace(batch, incarnation=life.incarnation, events=rows)


def test_a_hub_that_does_not_know_its_rows_is_found(caplog: pytest.LogCaptureFixture) -> None:
    class ModelForgetfulHub(ModelHub):
        brain = ForgetfulHub

    class Machine(ShortDay):
        hub_kind = ModelForgetfulHub

    assert "doubled" in search(Machine, "receive_and_sync")
    assert "cannot be applied" in caplog.text


def test_places_from_a_serial_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A serial gives its numbers before the commit: what is taken back leaves a hole."""

    class Machine(ShortDay):
        def __init__(self) -> None:
            self.serial = itertools.count(1)
            monkeypatch.setattr(feed, "publish", self.publish)
            super().__init__()

        def publish(self, conn: Connection, hall_id: str, event_ids: Sequence[str]) -> int:
            places = [next(self.serial) for _ in event_ids]
            for place, event_id in zip(places, event_ids, strict=True):
                conn.execute(hall_feed.insert(), {"hall_id": hall_id, "seq": place, "event_id": event_id})
            upsert(conn, hall_feed_counter, [{"hall_id": hall_id, "seq": places[-1]}])
            return places[-1]

    assert "the feed has holes" in search(Machine, "receive_and_sync")


class HastyStore(FragileStore):
    """Answers before the commit: when the power fails in it, who asked has the answer."""

    def transact(self, work: Callable[[Connection], T]) -> T:
        answers: list[T] = []

        def noted(conn: Connection) -> T:
            answers.append(work(conn))
            return answers[-1]

        try:
            return super().transact(noted)
        except PowerCut:
            if not answers:
                raise
            return answers[-1]


def test_an_answer_before_the_commit_is_found() -> None:
    class ModelHastyHub(ModelHub):
        memory = HastyStore

    class Machine(ShortDay):
        hub_kind = ModelHastyHub

    assert ", stored " in search(Machine, "receive_and_sync")


class LeasingMachine(ShortDay):
    """What a window holds returns to the hub when the time is over, although nobody let it go."""

    @rule(which=WHICH)
    def time_is_over(self, which: int) -> None:
        self.call(which, [], None)
        self.hub.reclaim(self.window(which).number)
        self.call(which + 1, [], None)

    @rule(which=WHICH)
    def serve_who_came(self, which: int) -> None:
        self.serve(which, None, None)


def test_a_lease_of_tickets_that_runs_out_is_found() -> None:
    assert "was called by" in search(LeasingMachine, "time_is_over", "serve_who_came")


class FailingDisk(ShortDay):
    """A disk fails after it was copied, and the window goes on with the copy."""

    @rule(which=WHICH, trip=st.sampled_from(CLASSICAL))
    def disk_fails(self, which: int, trip: Trip) -> None:
        self.copy_a_disk(which)
        self.receive(which, None, trip, None)
        self.restore_a_disk(False)


def test_a_disk_that_goes_on_in_its_old_life_is_found(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(push, "renew_life", lambda *_: None)
    assert "stuck: ['sync.fork'" in search(FailingDisk, "disk_fails", "receive_and_sync")
    assert "cannot be applied" not in caplog.text


class PartedDisk(ShortDay):
    """A disk fails after it was copied; the window receives a case before it hears that the copy is old."""

    @rule(which=WHICH)
    def disk_fails(self, which: int) -> None:
        self.copy_a_disk(which)
        self.receive(which, None, SAFE, None)
        self.restore_a_disk(False)
        self.receive(which, None, SAFE, None)


def test_a_disk_that_forgets_what_only_it_has_is_found(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(renewal, "_chain_anew", lambda *_: None)
    assert "nothing_is_lost" in search(PartedDisk, "disk_fails")
    assert "new life" in caplog.text
