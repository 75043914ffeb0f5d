"""The simulated ID card reader as a process of its own, told what to do line by line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

_ROOT = Path(__file__).resolve().parents[2]


class IdCardProcess:
    """Starts at entry, ends at exit; ``port`` is what a program opens."""

    def __init__(self, *arguments: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "devices.idcard.simulator", *arguments],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.port: str = self._answer()["port"]

    def do(self, verb: str, **arguments: object) -> None:
        """Have it do one thing; done when this returns."""
        answer = self.tell(json.dumps({"do": verb, **arguments}, ensure_ascii=False))
        assert answer == {"done": verb}, answer

    def tell(self, line: str) -> dict[str, Any]:
        """Its answer to a line."""
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self._answer()

    def abandon(self) -> int:
        """Vanish as the program that started it does; its exit code."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        return self._process.wait(60)

    def stop(self) -> int:
        """End it as an operator does; its exit code."""
        self._process.terminate()
        return self._process.wait(60)

    def __enter__(self) -> IdCardProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer
