"""A typed bus for what happens inside this process: devices, sync status, changed rows.

Not the journal: nothing here is kept. Handlers run in the publisher's thread; the desktop bridges to its
own thread in ui/qt_events.py.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

E = TypeVar("E")
Unsubscribe = Callable[[], None]


class EventBus:
    """Delivers a frozen struct to everybody who subscribed to its exact type."""

    def __init__(self) -> None:
        self._handlers: dict[type, list[Callable[[object], None]]] = defaultdict(list)
        self._lock = threading.Lock()

    def subscribe(self, kind: type[E], handler: Callable[[E], None]) -> Unsubscribe:
        """Call ``handler`` for every event of this type until the returned function is called."""

        def call(event: object) -> None:
            assert isinstance(event, kind)
            handler(event)

        with self._lock:
            self._handlers[kind].append(call)

        def unsubscribe() -> None:
            with self._lock:
                if call in self._handlers[kind]:
                    self._handlers[kind].remove(call)

        return unsubscribe

    def publish(self, event: object) -> None:
        """Tell everybody, in order of subscription."""
        with self._lock:
            handlers = list(self._handlers[type(event)])
        for handler in handlers:
            handler(event)
