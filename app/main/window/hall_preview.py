"""The hall screen (大厅屏) opened on the window's own computer, to see what the hall sees."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from app.main.program import own_command


class HallPreview:
    """A process of its own; one at a time."""

    def __init__(self, data: Path, hub_url: Callable[[], str]) -> None:
        self._data = data
        self._hub_url = hub_url
        self._process: subprocess.Popen[bytes] | None = None

    def show(self) -> None:
        """Open it, unless it is open."""
        if self._process is not None and self._process.poll() is None:
            return
        self._process = subprocess.Popen(
            [*own_command(), "hall", "--hub", self._hub_url(), "--data", str(self._data), "--windowed"],
            stdout=subprocess.DEVNULL,
        )

    def close(self) -> None:
        """End it."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait()
