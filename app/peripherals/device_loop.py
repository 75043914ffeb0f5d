"""The thread of one device: a daemon that does a step, rests as long as the step says, and can be woken."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

_REST_AFTER_ERROR = 1.0
_log = logging.getLogger(__name__)


class DeviceLoop:
    """Runs ``step`` until stopped, then ``close``, all on one daemon thread. A step gives seconds to rest.

    A step that hangs holds up this thread and nothing else.
    """

    def __init__(
        self, name: str, step: Callable[[], float], close: Callable[[], None], rest: float = 0.0
    ) -> None:
        self._step = step
        self._close = close
        self._rest = rest
        self._abandoned = False
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"device-{name}", daemon=True)

    def start(self) -> None:
        """Begin, after the rest given; once in a loop's life."""
        self._thread.start()

    def wake(self) -> None:
        """End the present rest."""
        self._wake.set()

    def abandon(self) -> None:
        """Leave it behind in a step that hangs: no further step, and nothing is closed."""
        self._abandoned = True
        self._stopping.set()

    def stop(self, timeout: float = 1.0) -> bool:
        """End after the present step; false when it hangs and the thread had to be left behind."""
        self._stopping.set()
        self._wake.set()
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        self._pause(self._rest)
        while not self._stopping.is_set():
            try:
                rest = self._step()
            except Exception:
                _log.exception("a step let an error out of %s", self._thread.name)
                rest = _REST_AFTER_ERROR
            self._pause(rest)
        if not self._abandoned:
            self._close()

    def _pause(self, rest: float) -> None:
        self._wake.wait(rest)
        self._wake.clear()
