"""What lanes bring arrives in the GUI thread."""

from __future__ import annotations

import threading
from collections import deque

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.core.tasks import Job

_COURTESY_S = 0.1


class QtDelivery(QObject):
    """Carries callbacks from lanes to the thread this object lives in, by one queued signal.

    One in each turn of the event loop, however many have piled up: what the clerk does comes in between.

    Only one thread at a time runs Python: a lane that works while the window is drawn takes half of its time
    and is done no sooner. What goes to a lane ``politely`` begins when all that came is drawn.
    """

    _arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: deque[Job] = deque()
        self._calm = threading.Event()
        self._calm.set()
        self._drawn = False
        self._turn = QTimer(self)
        self._turn.timeout.connect(self._run)
        self._arrived.connect(self._turn.start, Qt.ConnectionType.QueuedConnection)

    def deliver(self, job: Job) -> None:
        """Run ``job`` in the GUI thread soon; callable from any thread."""
        self._jobs.append(job)
        self._stir()

    def politely(self, job: Job) -> Job:
        """``job`` for a lane, which begins when the turn of the event loop that asks for it, and all that was
        delivered, is drawn; a tenth of a second later it begins in any case."""
        self._stir()

        def begin() -> None:
            if not self._calm.wait(_COURTESY_S):
                self._calm.set()  # a thread that is busy for so long, or has ended, is not waited for again
            job()

        return begin

    def _stir(self) -> None:
        self._calm.clear()
        self._arrived.emit()

    @Slot()
    def _run(self) -> None:
        if self._jobs:
            self._drawn = False
            self._jobs.popleft()()
        elif not self._drawn:
            self._drawn = True  # by the end of this turn: a curtain rises in the one after a change
        else:
            self._drawn = False
            self._turn.stop()
            self._calm.set()
