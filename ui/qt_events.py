"""The one bridge from the event bus to the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from app.core.events import EventBus, Unsubscribe
from ui.qt_tasks import QtDelivery

E = TypeVar("E")


class QtEvents(QObject):
    """Lets objects of the GUI thread listen to events published in any thread.

    Subscriptions end with ``close``; an event that is on its way by then is dropped.
    """

    def __init__(self, bus: EventBus, delivery: QtDelivery, parent: QObject | None = None) -> None:
        """``delivery``: the way into the GUI thread, one for all that a face listens to and waits for."""
        super().__init__(parent)
        self._bus = bus
        self._delivery = delivery
        self._subscriptions: list[Unsubscribe] = []
        self._open = True

    def subscribe(self, kind: type[E], handler: Callable[[E], None]) -> None:
        """Call ``handler`` in the GUI thread for every event of this type."""

        def carry(event: E) -> None:
            self._delivery.deliver(lambda: self._hand_over(handler, event))

        self._subscriptions.append(self._bus.subscribe(kind, carry))

    def close(self) -> None:
        """Stop listening."""
        self._open = False
        for unsubscribe in self._subscriptions:
            unsubscribe()
        self._subscriptions.clear()

    def _hand_over(self, handler: Callable[[E], None], event: E) -> None:
        if self._open:
            handler(event)
