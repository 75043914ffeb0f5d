"""Simulated devices as processes of their own, told what to do line by line."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

_ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 60.0


class ToldProcess:
    """``python -m`` with these words: starts at once, ends at exit; ``place`` is its first line."""

    def __init__(self, *words: str, environment: Mapping[str, str] | None = None) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=_ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._lines: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.place = self._lines.get(timeout=_PATIENCE)
        self._told: list[dict[str, Any]] = []

    @property
    def port(self) -> str:
        """Where it serves."""
        return str(self.place["port"])

    def do(self, verb: str, **facts: object) -> None:
        """Have it do one thing; done when this returns."""
        answer = self.tell(json.dumps({"do": verb, **facts}, ensure_ascii=False))
        assert answer == {"done": verb}, answer

    def tell(self, line: str) -> dict[str, Any]:
        """Its answer to a line."""
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self.told("done", "error")

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

    def abandon(self) -> int:
        """Vanish as the program that started it does; its exit code."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        return self._process.wait(_PATIENCE)

    def stop(self) -> int:
        """End it as an operator does; its exit code."""
        self._process.terminate()
        return self._process.wait(_PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._reader.join(_PATIENCE)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(json.loads(line))


class SimulatedDevice(ToldProcess):
    """``zongchuang simulate KIND``."""

    def __init__(self, kind: str, data: Path, *arguments: str) -> None:
        super().__init__("app", "simulate", kind, "--data", str(data), *arguments)


class IdCardProcess(ToldProcess):
    """The simulated ID card reader alone, which starts in no time."""

    def __init__(self, *script: str) -> None:
        super().__init__("devices.idcard.simulator", *script)
