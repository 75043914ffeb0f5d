"""Lanes: one daemon thread with a queue for every resource that may be slow or hang.

The GUI thread never waits. It submits work to a lane and goes on; the result comes back through the
runner's delivery. Lanes in use: ``store``, ``sync``, ``files`` and one for every physical device.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")
Job = Callable[[], None]
_log = logging.getLogger(__name__)


class TaskRunner(Protocol):
    """Runs work on a named lane and brings the answer back to the caller's thread."""

    def submit(
        self,
        lane: str,
        work: Callable[[], T],
        on_result: Callable[[T], None] | None = None,
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        """Queue ``work``; exactly one of the callbacks is called, in submission order within a lane."""
        ...


class Lane:
    """One daemon thread that runs jobs in order. A job that hangs holds up this lane and nothing else."""

    def __init__(self, name: str) -> None:
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=f"lane-{name}", daemon=True)
        self._thread.start()

    def put(self, job: Job) -> None:
        """Queue a job. A job reports its own errors; one that does not is logged as our mistake."""
        self._jobs.put(job)

    def stop(self) -> None:
        """Let the thread end after what is queued; does not wait."""
        self._jobs.put(None)

    def join(self, timeout: float) -> bool:
        """Wait for the thread to end; false when it still runs after ``timeout`` seconds."""
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job()
            except Exception:
                _log.exception("a job let an error out of its lane %s", self._thread.name)


class LaneTaskRunner:
    """Runs work on lanes and hands every callback to ``deliver``, which carries it to the right thread.

    ``politely`` makes of a job one that begins when whoever must not be disturbed lets it.
    """

    def __init__(
        self, deliver: Callable[[Job], None], politely: Callable[[Job], Job] = lambda job: job
    ) -> None:
        self._deliver = deliver
        self._politely = politely
        self._lanes: dict[str, Lane] = {}

    def submit(
        self,
        lane: str,
        work: Callable[[], T],
        on_result: Callable[[T], None] | None = None,
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        """See TaskRunner. An error without ``on_error`` is logged, never lost."""
        self._lane(lane).put(self._politely(lambda: self._perform(work, on_result, on_error)))

    def replace(self, lane: str) -> None:
        """Abandon a lane whose job hangs: the next submit starts a fresh thread."""
        self._lanes.pop(lane, None)

    def close(self, timeout: float = 2.0, **longer: float) -> bool:
        """End all lanes after their queued work; false when one had to be left behind after ``timeout``
        seconds, or those that ``longer`` gives to the lane of that name."""
        for each in self._lanes.values():
            each.stop()
        return all([each.join(longer.get(name, timeout)) for name, each in self._lanes.items()])

    def _lane(self, name: str) -> Lane:
        if name not in self._lanes:
            self._lanes[name] = Lane(name)
        return self._lanes[name]

    def _perform(
        self,
        work: Callable[[], T],
        on_result: Callable[[T], None] | None,
        on_error: Callable[[Exception], None] | None,
    ) -> None:
        try:
            result = work()
        except Exception as error:
            if on_error is None:
                _log.exception("work failed and nobody asked to be told")
                return
            failure = error
            self._deliver(lambda: on_error(failure))
            return
        if on_result is not None:
            self._deliver(lambda: on_result(result))
