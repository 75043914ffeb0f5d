"""A simulated device as a process of its own, told what to do line by line."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Any

_ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 60.0


class SimulatedDevice:
    """``zongchuang simulate KIND``: starts at entry, ends at exit; ``place`` is its first line."""

    def __init__(self, kind: str, data: Path, *arguments: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "app", "simulate", kind, "--data", str(data), *arguments],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._lines: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()
        self.place = self._lines.get(timeout=_PATIENCE)
        self._told: list[dict[str, Any]] = []

    @property
    def port(self) -> str:
        """Where it serves."""
        return str(self.place["port"])

    def do(self, verb: str, **facts: object) -> None:
        """Have it do one thing; done when this returns."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": verb, **facts}, ensure_ascii=False) + "\n")
        self._process.stdin.flush()
        answer = self.told("done", "error")
        assert answer == {"done": verb}, answer

    def told(self, *keys: str) -> dict[str, Any]:
        """The next line that it tells with one of these keys; lines with others are kept for later."""
        for line in self._told:
            if any(key in line for key in keys):
                self._told.remove(line)
                return line
        while True:
            line = self._lines.get(timeout=_PATIENCE)
            if any(key in line for key in keys):
                return line
            self._told.append(line)

    def stop(self) -> int:
        """End it as an operator does; its exit code."""
        self._process.terminate()
        return self._process.wait(60)

    def __enter__(self) -> SimulatedDevice:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(json.loads(line))
