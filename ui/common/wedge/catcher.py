"""What both ways of catching keys share: the wedge, and the timer that ends a wait."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from app.peripherals.wedge import Key, Verdict, Wedge

_LATE_MS = 15
_GRACE_MS = 5


class Catcher(QObject):
    """Holds key events back and gives them to ``give_back`` in order when they were typed.

    ``scanned`` carries a code. Events carry the time at which they happened; when the GUI thread was held up,
    the keys that wait in its queue are heard before a wait is ended.
    """

    scanned = Signal(str)

    def __init__(
        self, prefix: str, give_back: Callable[[Iterable[object]], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._wedge = Wedge(prefix)
        self._give_back = give_back
        self._due = 0.0
        self._patient = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._time_is_up)

    @property
    def holds(self) -> bool:
        """Whether keys are held back that may belong to a code."""
        return self._wedge.deadline is not None

    def take(self, key: Key) -> bool:
        """Whether the event goes on to where it was meant for, now; else it is held or was given back."""
        verdict = self._wedge.take(key)
        if verdict.typed == (key.event,) and not verdict.scan and not self.holds:
            return True
        self._follow(verdict, key.at)
        return False

    def _follow(self, verdict: Verdict, now: float) -> None:
        if verdict.typed:
            self._give_back(verdict.typed)
        if verdict.scan:
            self.scanned.emit(verdict.scan)
        deadline = self._wedge.deadline
        if deadline is None:
            self._timer.stop()
            return
        wait = max(0.0, deadline - now)
        self._due, self._patient = time.monotonic() + wait, True
        self._timer.start(round(wait * 1000) + 1)

    def _time_is_up(self) -> None:
        late_ms = (time.monotonic() - self._due) * 1000
        if late_ms > _LATE_MS and self._patient:
            self._patient = False
            self._timer.start(_GRACE_MS)
            return
        deadline = self._wedge.deadline
        if deadline is not None:
            self._follow(self._wedge.expire(deadline), deadline)
