"""One batch of the own journal on its way to the hub, and what its answer changes here.

The journal is the outbox: what has been acknowledged is one number for each life of this disk, kept durably
after the hub's answer. Losing that number, or an answer, costs a repetition and nothing else.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from itertools import takewhile

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection

from app.core.clock import Clock, to_text
from app.core.errors import Offline, Refused
from app.db.store import Store
from app.journal.model import Node
from app.sync.events import SETTLED
from app.sync.history import History
from app.sync.hub_side import HubSide
from app.sync.progress import Progress, keep_answers, next_batch, next_life, progress, remember
from app.sync.wire import PUSH_EVENTS, EventAnswer, PushAnswer, PushBatch

_log = logging.getLogger(__name__)

_TIMED_OUT = ("ReadTimeout", "WriteTimeout")


class Sent(Struct, frozen=True):
    """What came of sending: ``settled`` when a decision of a clerk was among it, so that the hub may apply
    what waited for it; ``hub_epoch`` and ``clock`` of the answer (empty when the hub refused the batch as a
    whole); how long it asks to wait."""

    settled: bool = False
    hub_epoch: str = ""
    clock: str = ""
    wait_s: float = 0.0


class Upload:
    """Sends own rows, the oldest first. Used by one thread."""

    def __init__(self, store: Store, node: Node, hub: HubSide, clock: Clock, history: History) -> None:
        self._store = store
        self._node = node
        self._hub = hub
        self._clock = clock
        self._history = history
        self._size = PUSH_EVENTS

    def step(self, on_way: Callable[[int], None]) -> Sent | None:
        """Send the next batch; None when there is nothing to send. ``on_way`` hears how many events go.

        Raises Offline; Refused ``sync.fork`` and whatever else the hub refuses for good.
        """
        with self._store.read() as conn:
            life = next_life(conn, self._node)
            done = progress(conn, life)
            batch = next_batch(conn, life, done.acked_seq, self._size)
        if not batch.events:
            return None
        on_way(len(batch.events))
        try:
            answer = self._hub.push(self._sent_now(batch))
        except Refused as refusal:
            self._refused(refusal, life, done, len(batch.events))
            return Sent()
        except Offline as offline:
            if offline.params.get("kind") in _TIMED_OUT:
                self._size = max(1, len(batch.events) // 2)
            raise
        return self._acknowledge(life, done, batch, answer)

    def ask_again(self, batch: PushBatch) -> None:
        """Offer rows that the hub has already: its answers now replace the ones that are kept."""
        answer = self._hub.push(self._sent_now(batch))
        self._store.transact(lambda conn: self._answered(conn, batch, answer.results))

    def _sent_now(self, batch: PushBatch) -> PushBatch:
        return msgspec.structs.replace(batch, sent_at=to_text(self._clock.now()))

    def _refused(self, refusal: Refused, life: Node, done: Progress, size: int) -> None:
        """A batch that is too large is halved; when the hub knows less than it once acknowledged, sending
        goes back to where its chain ends."""
        if refusal.code == "sync.too_large" and size > 1:
            self._size = size // 2
            return
        expected = refusal.params.get("expected")
        if refusal.code != "sync.chain_gap" or not isinstance(expected, int) or expected > done.acked_seq:
            raise refusal
        back = replace(done, acked_seq=expected - 1)
        self._store.transact(lambda conn: remember(conn, life, back))

    def _acknowledge(self, life: Node, done: Progress, batch: PushBatch, answer: PushAnswer) -> Sent:
        final = {each.id: each for each in answer.results if each.status != "retry"}
        answered = [final[event.id] for event in takewhile(lambda event: event.id in final, batch.events)]
        if not answered:
            raise Offline("sync.busy", retry_after=answer.retry_after_ms / 1000)
        # The epoch of the first acknowledgement stands until the chains are compared with a new one.
        epoch = done.hub_epoch or answer.hub_epoch
        reached = Progress(batch.events[len(answered) - 1].seq, epoch, self._clock.now())

        def keep(conn: Connection) -> None:
            self._answered(conn, batch, answered)
            remember(conn, life, reached)

        self._store.transact(keep)
        self._size = min(PUSH_EVENTS, self._size * 2)
        decided = any(event.kind == SETTLED for event in batch.events)
        return Sent(decided, answer.hub_epoch, answer.clock, answer.retry_after_ms / 1000)

    def _answered(self, conn: Connection, batch: PushBatch, answers: list[EventAnswer]) -> None:
        keep_answers(conn, batch.hall_id, answers, self._clock.now())
        overtaken = {each.id for each in answers if each.status == "conflict"}
        for subject in sorted({event.subject for event in batch.events if event.id in overtaken}):
            self._history.replay_subject(conn, batch.hall_id, subject)
