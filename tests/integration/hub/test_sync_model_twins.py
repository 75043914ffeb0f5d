"""The model of sync has teeth: with one mistake planted, the run of it that meets the mistake fails, and the
same run passes without it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec
import pytest
from hypothesis.stateful import rule
from sqlalchemy import Connection

from app.core.ids import new_id
from app.db.dialect import upsert
from app.hub import feed
from app.hub.hub import Hub
from app.hub.model import hall_feed, hall_feed_counter
from app.journal.chain import GENESIS, row_hash
from app.journal.model import Node
from app.sync import push
from app.sync.rows import hashed
from app.sync.wire import PushAnswer, PushBatch, PushedEvent
from tests.support.sync_model import FragileStore, ModelHub, PowerCut
from tests.support.sync_model_hall import ANSWER_LOST, BEFORE_THE_COMMIT, SAFE, WHICH
from tests.support.sync_model_machine import SyncMachine

T = TypeVar("T")


def play(kind: type[SyncMachine], *steps: Callable[[SyncMachine], object]) -> None:
    """One run of the machine: rules in this order, what must hold after each, and all of it at the end."""
    machine = kind()
    try:
        machine.hub.give_number()
        for step in steps:
            step(machine)
            machine.all_is_well()
        machine.at_the_end()
    finally:
        machine.close()


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

    class Machine(SyncMachine):
        hub_kind = ModelForgetfulHub

    play(SyncMachine, *_ANSWER_LOST)
    with pytest.raises(AssertionError, match="doubled"):
        play(Machine, *_ANSWER_LOST)
    assert "cannot be applied" in caplog.text


def test_places_from_a_serial_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A serial gives its numbers before the commit: what is taken back leaves a hole."""
    serial = itertools.count(1)

    def publish(conn: Connection, hall_id: str, event_ids: Sequence[str]) -> int:
        places = [next(serial) for _ in event_ids]
        for place, event_id in zip(places, event_ids, strict=True):
            conn.execute(hall_feed.insert(), {"hall_id": hall_id, "seq": place, "event_id": event_id})
        upsert(conn, hall_feed_counter, [{"hall_id": hall_id, "seq": places[-1]}])
        return places[-1]

    play(SyncMachine, *_HUB_DIES)
    monkeypatch.setattr(feed, "publish", publish)
    with pytest.raises(AssertionError, match="the feed has holes"):
        play(SyncMachine, *_HUB_DIES)
    assert next(serial) > 1


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

    class Machine(SyncMachine):
        hub_kind = ModelHastyHub

    with pytest.raises(AssertionError, match=r"acknowledged \d+, stored"):
        play(Machine, *_HUB_DIES)
    assert issubclass(Machine.hub_kind.memory, FragileStore)


class LeasingMachine(SyncMachine):
    """What a window holds returns to the hub when the time is over, although nobody let it go."""

    @rule(which=WHICH)
    def reclaim(self, which: int) -> None:
        self.hub.reclaim(self.window(which).number)


def test_a_lease_of_tickets_that_runs_out_is_found() -> None:
    steps: tuple[Callable[[SyncMachine], object], ...] = (
        lambda machine: machine.call(0, [], None),
        lambda machine: machine.reclaim(0),
        lambda machine: machine.call(1, [], None),
        lambda machine: machine.serve(0, None, None),
    )
    play(SyncMachine, *steps)
    with pytest.raises(AssertionError, match="was called by"):
        play(LeasingMachine, *steps)
    assert LeasingMachine.reclaim is not SyncMachine.reclaim


def test_a_disk_that_goes_on_in_its_old_life_is_found(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    steps: tuple[Callable[[SyncMachine], object], ...] = (
        lambda machine: machine.copy_a_disk(0),
        lambda machine: machine.receive(0, None, SAFE, None),
        lambda machine: machine.restore_a_disk(False),
        lambda machine: machine.receive(0, None, None, None),
    )
    play(SyncMachine, *steps)
    assert "goes on in a new life" in caplog.text
    monkeypatch.setattr(push, "renew_life", lambda *_: None)
    with pytest.raises(AssertionError, match=r"stuck.*sync\.fork"):
        play(SyncMachine, *steps)


_ANSWER_LOST: tuple[Callable[[SyncMachine], object], ...] = (
    lambda machine: machine.receive(0, None, ANSWER_LOST, None),
    lambda machine: machine.sync(0, SAFE),
)
_HUB_DIES: tuple[Callable[[SyncMachine], object], ...] = (
    # The first turn of a program compares all chains, which would mend what is wrong.
    lambda machine: machine.sync(0, SAFE),
    lambda machine: machine.receive(0, None, BEFORE_THE_COMMIT, None),
    lambda machine: machine.receive(1, None, SAFE, None),
)
