"""The own journal on its way to the hub, and what an answer changes here. The journal is the outbox."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from msgspec import Struct
from sqlalchemy import Connection

from app.core.clock import Clock, to_text
from app.db.store import Store
from app.journal.model import Node
from app.sync.events import SETTLED
from app.sync.history import History
from app.sync.hub_side import HubSide
from app.sync.progress import keep_answers, next_batch, own_chains
from app.sync.sender import Sender
from app.sync.wire import EventAnswer, PushBatch


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
        self._sender = Sender(store, hub, clock, self._answered)

    def step(self, on_way: Callable[[int], None]) -> Sent | None:
        """Send the next batch; None when there is nothing to send. ``on_way`` hears how many events go.

        Raises Offline; Refused ``sync.fork`` and whatever else the hub refuses for good.
        """
        with self._store.read() as conn:
            chain = next((each for each in own_chains(conn, self._node) if each.waiting > 0), None)
            if chain is None:
                return None
            batch = next_batch(conn, chain.node, chain.done.acked_seq, self._sender.size)
        on_way(len(batch.events))
        answer = self._sender.send(chain.node, chain.done, self._sent_now(batch))
        if answer is None:
            return Sent()
        decided = any(event.kind == SETTLED for event in batch.events)
        return Sent(decided, answer.hub_epoch, answer.clock, answer.retry_after_ms / 1000)

    def ask_again(self, batch: PushBatch) -> None:
        """Offer rows that the hub has already: its answers now replace the ones that are kept."""
        answer = self._hub.push(self._sent_now(batch))
        self._store.transact(lambda conn: self._answered(conn, batch, answer.results))

    def _sent_now(self, batch: PushBatch) -> PushBatch:
        return msgspec.structs.replace(batch, sent_at=to_text(self._clock.now()))

    def _answered(self, conn: Connection, batch: PushBatch, answers: list[EventAnswer]) -> None:
        changed = keep_answers(conn, batch.hall_id, answers, self._clock.now())
        changed |= {each.id for each in answers if each.status == "conflict"}
        for subject in sorted({event.subject for event in batch.events if event.id in changed}):
            self._history.recount(conn, batch.hall_id, subject)
