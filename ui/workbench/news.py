"""What arrives from outside: the hall, the hub, the devices."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from app.peripherals.events import UNBOUND, CardRead, CardTrouble, CodeScanned, DeviceHealth
from app.sync.model import HallEvents, HallSnapshot, HubReachable, SyncStatus
from app.tickets.board import FeedGap, board_from, follow
from app.tickets.escrow import Stock
from ui.devices.present import tone_of
from ui.sync.chip import sync_chip
from ui.workbench.cards import CardTable
from ui.workbench.scans import ScanTable
from ui.workbench.session import Session
from ui.workbench.tickets import TicketControl

_SHUT_OUT = frozenset({"auth.revoked", "auth.unknown_device", "auth.proof_wrong"})
"""What the hub says to a machine that it will not hear again before an administrator has acted."""


class News:
    """Handlers for the event bus; all are called in the GUI thread."""

    def __init__(self, session: Session, tickets: TicketControl, cards: CardTable, scans: ScanTable) -> None:
        self._session = session
        self._tickets = tickets
        self._renew: Callable[[], None] = lambda: None
        self._status: SyncStatus | None = None
        self._follow: Callable[[SyncStatus], None] = lambda status: None
        self.handlers: Mapping[type, Callable[..., None]] = {
            HallSnapshot: self._snapshot,
            HallEvents: self._rows,
            HubReachable: self._reachable,
            Stock: tickets.stocked,
            SyncStatus: self._synced,
            CardRead: cards.arrived,
            CardTrouble: cards.trouble,
            CodeScanned: scans.arrived,
            DeviceHealth: self._health,
        }

    def renew_with(self, renew: Callable[[], None]) -> None:
        """How to ask for a new snapshot when rows were missed."""
        self._renew = renew

    def follow_with(self, follow: Callable[[SyncStatus], None]) -> None:
        """Who else shows how the upload stands, and must say the same as the chip."""
        self._follow = follow
        if self._status is not None:
            follow(self._status)

    def _snapshot(self, event: HallSnapshot) -> None:
        self._tickets.follow(board_from(event.snapshot))

    def _rows(self, event: HallEvents) -> None:
        board = self._session.model.board
        if board is None:
            return
        try:
            self._tickets.follow(follow(board, event.rows))
        except FeedGap:
            self._renew()

    def _reachable(self, event: HubReachable) -> None:
        if event.reachable:
            self._session.unsay("queue.offline")
            self._session.update(
                live=self._session.model.board is not None, live_at=self._session.clock.now()
            )
            if self._status is not None and not self._status.online:
                self._session.sync_soon()
        else:
            self._tickets.cut()
            if self._status is not None:
                # The upload looks every half minute; queue and status chip must not differ so long.
                self._synced(replace(self._status, online=False, since=self._session.clock.now()))

    def _synced(self, status: SyncStatus) -> None:
        before, self._status = self._status, status
        if before is None or before.problem != status.problem:
            self._session.unsay(*_SHUT_OUT)
            if status.problem in _SHUT_OUT:
                self._session.say(status.problem, "bad")
        text, tone = sync_chip(status)
        self._session.update(sync=text, sync_tone=tone)
        self._follow(status)

    def _health(self, event: DeviceHealth) -> None:
        code = event.detail or f"device.{event.state.value}"
        devices = {**self._session.model.devices, event.device: (code, tone_of(event))}
        if event.detail == UNBOUND or event.device == "voice":
            del devices[event.device]  # the hall speaks, the window only tries
        self._session.update(devices=devices)
        if tone_of(event) == "ok":
            self._session.device_well(event.device)
