"""A hall's live feed folded into its board, for the faces that show it: big screen and ticket machine."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.core.events import EventBus
from app.sync.hub_client import HubClient
from app.sync.live import LiveFeed
from app.sync.model import HallEvents, HallSnapshot, HubReachable
from app.tickets.board import FeedGap, HallBoard, board_from, follow
from ui.qt_events import QtEvents
from ui.qt_tasks import QtDelivery


class BoardFeed(QObject):
    """Follows one hub, however often it goes and comes.

    In the GUI thread ``changed`` carries every new HallBoard and ``heard`` whether the hub can be reached.
    ``events`` brings other news of the same bus there.
    """

    changed = Signal(object)
    heard = Signal(bool)

    def __init__(self, hub: HubClient, bus: EventBus, parent: QObject) -> None:
        super().__init__(parent)
        self.board: HallBoard | None = None
        self.events = QtEvents(bus, QtDelivery(self), self)
        self._feed = LiveFeed(hub, bus)
        self.events.subscribe(HallSnapshot, self._on_snapshot)
        self.events.subscribe(HallEvents, self._on_rows)
        self.events.subscribe(HubReachable, self._on_reachable)

    def start(self) -> None:
        """Begin to follow."""
        self._feed.start()

    def stop(self) -> None:
        """End the thread that follows the hub."""
        self.events.close()
        self._feed.stop()

    def _on_snapshot(self, event: HallSnapshot) -> None:
        self._take(board_from(event.snapshot))

    def _on_rows(self, event: HallEvents) -> None:
        if self.board is None:
            return
        try:
            self._take(follow(self.board, event.rows))
        except FeedGap:
            self._feed.renew()

    def _on_reachable(self, event: HubReachable) -> None:
        self.heard.emit(event.reachable)

    def _take(self, board: HallBoard) -> None:
        self.board = board
        self.changed.emit(board)
