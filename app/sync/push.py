"""Uploading the own journal to the hub.

The journal is the outbox: what has been acknowledged is one number, kept durably after the hub's answer.
Losing that number, or an answer, costs a repetition and nothing else.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import replace
from itertools import takewhile

from sqlalchemy import Connection

from app.core.clock import Clock
from app.core.errors import AppError, Offline, Refused
from app.core.events import EventBus
from app.db.store import Store
from app.journal.model import Node
from app.journal.read import head_of
from app.sync import backoff
from app.sync.hub_client import HubClient
from app.sync.model import HubReachable, SyncStatus
from app.sync.progress import Progress, keep_unsettled, next_batch, progress, remember, unsettled
from app.sync.wire import PUSH_EVENTS, PushAnswer, PushBatch

_log = logging.getLogger(__name__)

_IDLE_S = 30.0
"""Looks for unsent rows this often even when nobody poked, so that a forgotten poke delays, not loses."""


class Pusher:
    """Sends own journal rows on its own daemon thread, one request at a time.

    Call ``poke`` after every commit that appended to the journal. A SyncStatus is published on the bus,
    from that thread, whenever it changes. When the live feed reports that the hub is back, a back-off ends.
    """

    def __init__(self, store: Store, node: Node, hub: HubClient, bus: EventBus, clock: Clock) -> None:
        self._store = store
        self._node = node
        self._hub = hub
        self._bus = bus
        self._clock = clock
        self._status = SyncStatus()
        self._failures = 0
        self._not_before = 0.0
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sync-push", daemon=True)

    @property
    def status(self) -> SyncStatus:
        """The status that was published last."""
        return self._status

    def start(self) -> None:
        """Begin to send what waits."""
        self._unsubscribe = self._bus.subscribe(HubReachable, self._hub_seen)
        self._thread.start()

    def poke(self) -> None:
        """There is something new to send; returns at once."""
        self._wake.set()

    def stop(self, timeout: float = 5.0) -> bool:
        """End the thread; a request in flight may finish. False when it still runs after ``timeout`` s."""
        self._unsubscribe()
        self._stopped.set()
        self._wake.set()
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _hub_seen(self, event: HubReachable) -> None:
        if event.reachable and not self._status.online:
            self._not_before = 0.0
            self._wake.set()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._wake.clear()
            try:
                self._turn()
            except AppError as error:
                self._report(error)
            except Exception:
                # The edge of the thread: if it ended, nothing would ever be sent again.
                _log.exception("sending the journal failed")
                self._back_off(0.0)
            self._wake.wait(max(0.0, self._not_before - time.monotonic()) if self._failures else _IDLE_S)

    def _turn(self) -> None:
        if time.monotonic() < self._not_before:
            # New rows do not shorten a back-off, but they are counted.
            self._publish(self._counted())
            return
        sent = False
        while not self._stopped.is_set() and self._push_once():
            sent = True
        if not sent and self._meets_another(self._hub.health().hub_epoch):
            self._wake.set()
        self._failures = 0
        self._publish(replace(self._counted(), online=True, problem=""))

    def _push_once(self) -> bool:
        """Send one batch; false when there is nothing to send."""
        with self._store.read() as conn:
            done = progress(conn, self._node)
            batch = next_batch(conn, self._node, done.acked_seq, PUSH_EVENTS)
        if not batch.events:
            return False
        self._publish(replace(self._counted(), uploading=len(batch.events)))
        try:
            answer = self._hub.push(batch)
        except Refused as refusal:
            self._offer_again(refusal, done)
        else:
            self._acknowledge(batch, answer)
        return True

    def _meets_another(self, hub_epoch: str) -> bool:
        """Whether another database answers than the one that acknowledged: it is offered everything again,
        even when nothing new happens here. What it has already it knows by its place in the chain."""
        with self._store.read() as conn:
            done = progress(conn, self._node)
        if done.hub_epoch in ("", hub_epoch):
            return False
        _log.warning("another hub database answers: the journal is offered again from its first row")
        fresh = replace(done, acked_seq=0, hub_epoch=hub_epoch)
        self._store.transact(lambda conn: remember(conn, self._node, fresh))
        return True

    def _offer_again(self, refusal: Refused, done: Progress) -> None:
        """When the hub knows less than it once acknowledged, go back to where its chain ends."""
        expected = refusal.params.get("expected")
        if refusal.code != "sync.chain_gap" or not isinstance(expected, int) or expected > done.acked_seq:
            raise refusal
        back = replace(done, acked_seq=expected - 1)
        self._store.transact(lambda conn: remember(conn, self._node, back))

    def _acknowledge(self, batch: PushBatch, answer: PushAnswer) -> None:
        final = {each.id: each for each in answer.results if each.status != "retry"}
        settled = list(takewhile(lambda event: event.id in final, batch.events))
        if not settled:
            raise Offline("sync.busy")
        reached = Progress(settled[-1].seq, answer.hub_epoch, self._clock.now())

        def keep(conn: Connection) -> None:
            keep_unsettled(conn, self._node.hall_id, [final[event.id] for event in settled])
            remember(conn, self._node, reached)

        self._store.transact(keep)
        self._failures = 0

    def _counted(self) -> SyncStatus:
        with self._store.read() as conn:
            done = progress(conn, self._node)
            head, _ = head_of(conn, self._node)
            failed = unsettled(conn, self._node.hall_id)
        pending = head - done.acked_seq
        return replace(
            self._status, pending=pending, uploading=0, failed=failed, last_success=done.last_success
        )

    def _report(self, error: AppError) -> None:
        asked = error.params.get("retry_after", 0.0)
        self._back_off(float(asked) if isinstance(asked, int | float) else 0.0)
        offline = isinstance(error, Offline)
        if not offline and error.code != self._status.problem:
            _log.warning("the journal cannot be sent: %s", error.code)
        self._publish(
            replace(self._status, online=not offline, uploading=0, problem="" if offline else error.code)
        )

    def _back_off(self, asked: float) -> None:
        self._failures += 1
        self._not_before = time.monotonic() + backoff.pause(self._failures, asked)

    def _publish(self, status: SyncStatus) -> None:
        if status != self._status:
            self._status = status
            self._bus.publish(status)
