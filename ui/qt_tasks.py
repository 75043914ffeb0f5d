"""What lanes bring arrives in the GUI thread."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.core.tasks import Job


class QtDelivery(QObject):
    """Carries callbacks from lanes to the thread this object lives in, by one queued signal.

    One in each turn of the event loop, however many have piled up: what the clerk does comes in between.
    """

    _arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: deque[Job] = deque()
        self._turn = QTimer(self)
        self._turn.timeout.connect(self._run)
        self._arrived.connect(self._turn.start, Qt.ConnectionType.QueuedConnection)

    def deliver(self, job: Job) -> None:
        """Run ``job`` in the GUI thread soon; callable from any thread."""
        self._jobs.append(job)
        self._arrived.emit()

    @Slot()
    def _run(self) -> None:
        if self._jobs:
            self._jobs.popleft()()
        else:
            self._turn.stop()
