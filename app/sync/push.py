"""The thread that keeps a window and its hub in step: own rows up, others' rows down, once a day a proof.

One request is in flight at a time. Whatever fails is tried again after a jittered pause; the clerk's work
never waits for it.
"""

from __future__ import annotations

import logging
import random
import threading
import time
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from app.core.clock import Clock, business_day, from_text
from app.core.errors import AppError, Offline, Refused
from app.core.events import EventBus
from app.db.store import Store
from app.journal.model import SCHEMA, Node
from app.sync import backoff
from app.sync.history import History
from app.sync.hub_side import HubSide
from app.sync.model import CaughtUp, HubReachable, LifeRenewed, SyncStatus
from app.sync.progress import doubtful, last_reconciliation, own_chains, unsettled
from app.sync.pull import Puller
from app.sync.renewal import fetch_lost, renew_life
from app.sync.reoffer import reconcile
from app.sync.upload import Sent, Upload
from app.sync.wire import Health

_log = logging.getLogger(__name__)

_GATHER_S = 0.2
"""What a clerk does is shown before it is sent: both take processor time, and only the screen is looked at.
What comes within this time goes together."""
_IDLE_S = 30.0
"""Looks for unsent rows, and reads the feed, this often even when nobody poked, so that a forgotten poke
delays, not loses. Up to a quarter earlier, so that a hall full of windows does not ask in one moment."""
_MOST_PATIENCE_S = 300.0
"""A hub that asks for a longer pause does not get it."""
_OLDER_SCHEMAS = 2
"""A hub takes the event kinds of its own version and of so many before."""


class Pusher:
    """Sends own journal rows on its own daemon thread, and reads what others did.

    Call ``poke`` after every commit that appended to the journal. A SyncStatus is published on the bus,
    from that thread, whenever it changes. When the live feed reports that the hub is back, a back-off ends.
    """

    def __init__(
        self,
        store: Store,
        node: Node,
        hub: HubSide,
        bus: EventBus,
        clock: Clock,
        history: History | None = None,
    ) -> None:
        """``history``: how this store follows from its journal; without one nothing is read from others."""
        self._store = store
        self._node = node
        self._hub = hub
        self._bus = bus
        self._clock = clock
        self._history = history or History()
        self._upload = Upload(store, node, hub, clock, self._history)
        self._puller = Puller(store, node, hub, self._history) if history else None
        self._status = SyncStatus()
        self._epoch = ""
        self._warning = ""
        self._offset_s = 0.0
        self._caught_up = False
        self._ask_doubtful = False
        self._look_back = False
        self._proven_on: date | None = None
        self._failures = 0
        self._not_before = 0.0
        self._retry_at: datetime | None = None
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

    def retry(self) -> None:
        """A person asks (立即重试): end a pause, send, and ask the hub once more about what it kept without
        applying it; returns at once."""
        self._ask_doubtful = True
        self._not_before = 0.0
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
                self.turn()
            except AppError as error:
                self._report(error)
            except Exception:
                # The edge of the thread: if it ended, nothing would ever be sent again. What a request says
                # whose connection is closed at the end of the program is no fault.
                if not self._stopped.is_set():
                    _log.exception("sending the journal failed")
                self._back_off(0.0)
            rest = self._not_before - time.monotonic()
            if self._wake.wait(max(0.0, rest) if rest > 0 or self._failures else _idle()):
                self._stopped.wait(_GATHER_S)

    def turn(self) -> None:
        """Say and ask everything that there is now; the thread does this again and again. Raises AppError."""
        if not self._caught_up:
            self._catch_up()
        if time.monotonic() < self._not_before:
            # New rows do not shorten a pause, but they are counted.
            self._publish(self._counted())
            return
        try:
            self._exchange()
        except (Offline, Refused) as error:
            if isinstance(error, Refused) and error.code == "sync.fork":
                self._go_on_anew(error)
                return
            # Whoever poked does so once: what was written is counted although nothing could be sent.
            self._publish(self._counted())
            raise
        self._failures = 0
        self._tell()

    def _catch_up(self) -> None:
        """Once, at the start: a newer program can apply what an older one could only keep."""
        applied = self._store.transact(lambda conn: self._history.catch_up(conn, self._node.hall_id))
        self._caught_up = True
        if applied:
            self._bus.publish(CaughtUp(applied))

    def _exchange(self) -> None:
        """Everything that there is to say to the hub now, in order."""
        if not self._epoch:
            self._meet(self._hub.health())
        if not self._send_all():
            self._meet(self._hub.health())
        # At once: what comes now may take a while.
        self._tell()
        # Once a day, and after every start: the disk may be an older copy.
        if self._proven_on != business_day(self._clock.now()):
            self._prove()
        if self._ask_doubtful:
            self._ask_doubtful = False
            self._ask_again()
        if self._puller:
            self._read_all(self._puller)
        if self._look_back:
            fetch_lost(self._store, self._node, self._hub, self._history, self._clock.now())
            self._look_back = False

    def _read_all(self, puller: Puller) -> None:
        """Read page after page of what others did."""
        more = True
        while more and not self._stopped.is_set():
            page = puller.turn(self._epoch)
            more = page.more
            # It may be an administrator's decision on something that waits.
            self._ask_doubtful |= bool(page.rows)

    def _send_all(self) -> bool:
        """Send batch after batch; whether there was anything."""
        any_sent = False
        while not self._stopped.is_set():
            sent = self._upload.step(self._on_way)
            if sent is None:
                break
            any_sent = True
            self._heard(sent)
            if sent.wait_s:
                self._not_before = time.monotonic() + min(sent.wait_s, _MOST_PATIENCE_S)
                break
        return any_sent

    def _heard(self, sent: Sent) -> None:
        self._failures = 0
        self._ask_doubtful |= sent.settled
        self._set_clock(sent.clock)
        if sent.hub_epoch and sent.hub_epoch != self._epoch:
            self._meet(self._hub.health())

    def _meet(self, health: Health) -> None:
        """Who answers: the hub's clock, its version, and whether it is still the database that it was."""
        self._set_clock(health.clock)
        self._warning = _misfit(health)
        with self._store.read() as conn:
            known = {chain.done.hub_epoch for chain in own_chains(conn, self._node)} - {""}
        if known - {health.hub_epoch}:
            _log.warning("another hub database answers: what it lacks is offered again")
            self._prove()
        self._epoch = health.hub_epoch

    def _prove(self) -> None:
        reconcile(self._store, self._node, self._hub, self._history, self._clock.now())
        self._look_back = True
        self._proven_on, self._ask_doubtful = business_day(self._clock.now()), True
        self._wake.set()

    def _ask_again(self) -> None:
        """What an administrator may have released meanwhile."""
        with self._store.read() as conn:
            batches = doubtful(conn, self._node)
        for batch in batches:
            self._upload.ask_again(batch)

    def _go_on_anew(self, fork: Refused) -> None:
        fresh = renew_life(self._store, self._node, self._hub, self._history, self._clock.now())
        if fresh is None:
            raise fork
        self._proven_on = None
        self._bus.publish(LifeRenewed(fresh.incarnation))
        self._wake.set()

    def _set_clock(self, text: str) -> None:
        """``text``: the hub's time when it answered; half the way back is below what matters here."""
        if text:
            offset = (from_text(text) - self._clock.now()).total_seconds()
            self._offset_s = float(round(offset))

    def _tell(self) -> None:
        """How it stands with a hub that answers."""
        self._publish(replace(self._counted(), online=True, problem=self._warning, problem_facts=()))

    def _on_way(self, events: int) -> None:
        self._publish(replace(self._counted(), online=True, uploading=events))

    def _counted(self) -> SyncStatus:
        with self._store.read() as conn:
            chains, kept = own_chains(conn, self._node), unsettled(conn, self._node.hall_id)
            proof = last_reconciliation(conn, self._node.hall_id)
        successes = [chain.done.last_success for chain in chains if chain.done.last_success]
        return replace(
            self._status,
            pending=sum(chain.waiting for chain in chains),
            uploading=0,
            failed=kept.total(),
            conflicts=kept["conflict"],
            last_success=max(successes, default=None),
            reconciled_at=proof.at if proof else None,
            differences=proof.differences if proof else 0,
        )

    def _report(self, error: AppError) -> None:
        self._epoch = ""
        asked = error.params.get("retry_after", 0.0)
        self._back_off(float(asked) if isinstance(asked, int | float) else 0.0)
        offline = isinstance(error, Offline)
        if not offline and error.code != self._status.problem:
            _log.warning("the journal cannot be sent: %s", error.code)
        self._publish(
            replace(
                self._status,
                online=not offline,
                uploading=0,
                problem="" if offline else error.code,
                problem_facts=() if offline else tuple(error.params.items()),
            )
        )

    def _back_off(self, asked: float) -> None:
        self._failures += 1
        rest = backoff.pause(self._failures, asked)
        self._not_before = time.monotonic() + rest
        self._retry_at = self._clock.now() + timedelta(seconds=rest)

    def _publish(self, status: SyncStatus) -> None:
        now = self._clock.now()
        fresh = status.online != self._status.online or status.since is None
        status = replace(
            status,
            clock_offset_s=self._offset_s,
            since=now if fresh else status.since,
            retry_at=self._retry_at if self._failures else None,
        )
        if status != self._status:
            self._status = status
            self._bus.publish(status)


def _idle() -> float:
    return _IDLE_S * random.uniform(0.75, 1.0)


def _misfit(health: Health) -> str:
    """Why hub and window do not understand all of each other, or empty. What the hub does not know it keeps
    for later, so work and upload go on."""
    if health.schema < SCHEMA:
        return "sync.hub_too_old"
    return "sync.hub_too_new" if health.schema > SCHEMA + _OLDER_SCHEMAS else ""
