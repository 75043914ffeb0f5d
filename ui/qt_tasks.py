"""Lanes whose results arrive in the GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.core.tasks import Job, LaneTaskRunner


class QtDelivery(QObject):
    """Carries callbacks from lanes to the thread this object lives in, by one queued signal."""

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arrived.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def deliver(self, job: Job) -> None:
        """Run ``job`` in the GUI thread soon; callable from any thread."""
        self._arrived.emit(job)

    @Slot(object)
    def _run(self, job: Job) -> None:
        job()


class QtTaskRunner(LaneTaskRunner):
    """The desktop's task runner."""

    def __init__(self, parent: QObject | None = None) -> None:
        self._delivery = QtDelivery(parent)
        super().__init__(self._delivery.deliver)
