"""The lane of one device and the watch over it: a driver that hangs costs its lane, nothing else."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from app.peripherals.device_loop import DeviceLoop

T = TypeVar("T")
_log = logging.getLogger(__name__)


class LaneLost(Exception):
    """This thread was left behind while it was in a call: what it came back with is nobody's."""


class GuardedLane:
    """Steps on one daemon thread; a second one sleeps until a call is overdue.

    Then the thread is left behind, ``hung`` is called by the watch, and ``start`` may begin another.
    """

    def __init__(
        self, name: str, step: Callable[[], float], close: Callable[[], None], hung: Callable[[], None]
    ) -> None:
        self._name = name
        self._step = step
        self._close = close
        self._hung = hung
        self._loop: DeviceLoop | None = None
        self._deadline: float | None = None
        self._changed = threading.Condition()
        self._watch: threading.Thread | None = None
        self._stopping = False

    @property
    def running(self) -> bool:
        """Whether there is a thread that steps."""
        return self._loop is not None

    def start(self, rest: float = 0.0) -> None:
        """Begin on a fresh thread after so many seconds; harmless when one runs or all is over."""
        with self._changed:
            if self._stopping or self._loop is not None:
                return
            self._loop = DeviceLoop(self._name, self._step, self._close, rest)
            if self._watch is None:
                self._watch = threading.Thread(
                    target=self._keep_watch, name=f"watch-{self._name}", daemon=True
                )
                self._watch.start()
            self._loop.start()

    def wake(self) -> None:
        """End the present rest."""
        with self._changed:
            if self._loop is not None:
                self._loop.wake()

    def stop(self, timeout: float) -> bool:
        """End after the present step; false when it hangs and the thread was left behind."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
            loop = self._loop
        return loop.stop(timeout) if loop is not None else True

    def call(self, work: Callable[[], T], limit: float) -> T:
        """Do something that may last so many seconds. Raises LaneLost when it came back too late."""
        with self._changed:
            mine = self._loop
            self._deadline = time.monotonic() + limit
            self._changed.notify()
        try:
            return work()
        finally:
            self._end_call(mine)

    def _end_call(self, mine: DeviceLoop | None) -> None:
        with self._changed:
            if self._loop is not mine:
                raise LaneLost
            self._deadline = None

    def _keep_watch(self) -> None:
        while self._overdue():
            _log.error("the driver of %s hangs; its lane is left behind", self._name)
            self._hung()

    def _overdue(self) -> bool:
        """Sleep until a call is overdue and its lane given up; false at the end."""
        with self._changed:
            while not self._stopping:
                left = None if self._deadline is None else self._deadline - time.monotonic()
                if left is not None and left <= 0:
                    assert self._loop is not None
                    self._loop.abandon()
                    self._loop = self._deadline = None
                    return True
                self._changed.wait(left)
        return False
