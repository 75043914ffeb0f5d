"""Errands that a machine runs again and again beside its work: uploads in the background, news to fetch."""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable

from app.core.errors import AppError, Offline
from app.sync import backoff

_log = logging.getLogger(__name__)
_GATHER_S = 1.0
"""What somebody pokes for does not come alone: the pages of a case, and what announces them."""


class Recurring:
    """One errand on a daemon thread of its own.

    It runs at once, then about every ``every_s`` seconds (a tenth more or less, so that a hall's machines
    do not come together), sooner when poked; after a failure it waits with growing pauses.
    """

    def __init__(self, name: str, work: Callable[[], None], every_s: float) -> None:
        self._name = name
        self._work = work
        self._every_s = every_s
        self._failures = 0
        self._problem = ""
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    @property
    def problem(self) -> str:
        """The code of what the last run failed with; empty when it succeeded."""
        return self._problem

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def poke(self) -> None:
        """There is something to do: run soon. A pause after a failure is not cut short."""
        self._wake.set()

    def stop(self, timeout: float = 5.0) -> bool:
        """End it after the run that is under way; false when that still goes on after ``timeout`` s."""
        self._stopped.set()
        self._wake.set()
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._wake.clear()
            try:
                self._work()
            except AppError as error:
                self._failed(error)
            except Exception:
                # The edge of the thread: if it ended, the errand would never be run again.
                if not self._stopped.is_set():
                    _log.exception("%s failed", self._name)
                self._failed(AppError("program.bug"))
            else:
                self._failures, self._problem = 0, ""
                if self._wake.wait(self._every_s * random.uniform(0.9, 1.1)):
                    self._stopped.wait(_GATHER_S)

    def _failed(self, error: AppError) -> None:
        if error.code != self._problem and not isinstance(error, Offline) and not self._stopped.is_set():
            _log.warning("%s: %s", self._name, error)
        self._failures, self._problem = self._failures + 1, error.code
        asked = error.params.get("retry_after", 0.0)
        self._stopped.wait(backoff.pause(self._failures, asked if isinstance(asked, float) else 0.0))
