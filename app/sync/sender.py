"""One batch of a chain on its way to the hub above, and how far that chain is acknowledged afterwards.

A window sends its own chains so, and the hub of a hall every chain that it holds. What has been acknowledged
is one number for each chain, kept durably after the hub's answer: losing that number, or an answer, costs a
repetition and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile

from msgspec.structs import replace
from sqlalchemy import Connection

from app.core.clock import Clock
from app.core.errors import Offline, Refused
from app.db.store import Store
from app.journal.model import Node
from app.sync.hub_side import HubSide
from app.sync.progress import Progress, remember
from app.sync.wire import PUSH_EVENTS, EventAnswer, PushAnswer, PushBatch

_TIMED_OUT = ("ReadTimeout", "WriteTimeout")

Keep = Callable[[Connection, PushBatch, list[EventAnswer]], None]
"""Keeps the answers to a batch, in the transaction that remembers them as given."""


class Sender:
    """Sends batches to one hub. Used by one thread. ``size``: how many events the next batch may have."""

    def __init__(self, store: Store, hub: HubSide, clock: Clock, keep: Keep) -> None:
        self.size = PUSH_EVENTS
        self._store = store
        self._hub = hub
        self._clock = clock
        self._keep = keep

    def send(self, chain: Node, done: Progress, batch: PushBatch) -> PushAnswer | None:
        """Send, and keep what was answered. None when something else is to be sent first: fewer events, or
        those from where the hub's chain ends.

        Raises Offline; Refused with whatever the hub refuses for good.
        """
        try:
            answer = self._hub.push(batch)
        except Refused as refusal:
            self._go_back(chain, done, len(batch.events), refusal)
            return None
        except Offline as offline:
            if offline.params.get("kind") in _TIMED_OUT:
                self.size = max(1, len(batch.events) // 2)
            raise
        self._acknowledge(chain, done, batch, answer)
        return answer

    def _go_back(self, chain: Node, done: Progress, size: int, refusal: Refused) -> None:
        """A batch that is too large is halved; when the hub knows less than it once acknowledged, sending
        goes back to where its chain ends."""
        if refusal.code == "sync.too_large" and size > 1:
            self.size = size // 2
            return
        expected = refusal.params.get("expected")
        if refusal.code != "sync.chain_gap" or not isinstance(expected, int) or expected > done.acked_seq:
            raise refusal
        back = replace(done, acked_seq=expected - 1)
        self._store.transact(lambda conn: remember(conn, chain, back))

    def _acknowledge(self, chain: Node, done: Progress, batch: PushBatch, answer: PushAnswer) -> None:
        final = {each.id: each for each in answer.results if each.status != "retry"}
        answered = [final[event.id] for event in takewhile(lambda event: event.id in final, batch.events)]
        if not answered:
            raise Offline("sync.busy", retry_after=answer.retry_after_ms / 1000)
        # The epoch of the first acknowledgement stands until the chains are compared with a new one.
        epoch = done.hub_epoch or answer.hub_epoch
        reached = Progress(batch.events[len(answered) - 1].seq, epoch, self._clock.now())

        def keep(conn: Connection) -> None:
            self._keep(conn, batch, answered)
            remember(conn, chain, reached)

        self._store.transact(keep)
        self.size = min(PUSH_EVENTS, self.size * 2)
