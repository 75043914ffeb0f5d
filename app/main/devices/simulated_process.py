"""A simulated device (演示设备) as a process of its own, as a real one is a device of its own."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from contextlib import suppress
from typing import IO, Any

from app.core.errors import EnvironmentMissing, PeripheralError
from app.main.program import own_command
from devices.courtesy import SIMULATOR, stand_back

_START_LIMIT = 60.0
"""Seconds that it may take to start: on a busy machine ten of them start at once."""
_ANSWER_LIMIT = 10.0
"""Seconds that it may take to obey a line."""


class SimulatedProcess:
    """Starts ``zongchuang simulate KIND`` and tells it what to do. Not for the GUI thread: its calls wait."""

    def __init__(self, kind: str, *options: str) -> None:
        self._command = [*own_command(), "simulate", kind, *options]
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._telling = threading.Lock()
        self.port = ""

    def start(self) -> str:
        """Start it; returns where it serves, or whom it connects to. Raises EnvironmentMissing."""
        process = self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        stand_back(process.pid, SIMULATOR)
        assert process.stdout is not None
        threading.Thread(target=self._read, args=(process.stdout,), daemon=True).start()
        said = self._answer(_START_LIMIT)
        self.port = str(said.get("port") or said.get("url", ""))
        if not self.port:
            self.stop()
            raise EnvironmentMissing("reader.no_simulator")
        return self.port

    @property
    def running(self) -> bool:
        """Whether it was started and has not ended by itself."""
        return self._process is not None and self._process.poll() is None

    def tell(self, do: str, **arguments: object) -> dict[str, Any]:
        """Give the simulator one line of its script language; returns its answer.

        Raises PeripheralError ``reader.simulator_ended``.
        """
        line = json.dumps({"do": do, **arguments}, ensure_ascii=False) + "\n"
        with self._telling:
            if self._process is None or self._process.stdin is None:
                raise PeripheralError("reader.simulator_ended")
            try:
                self._process.stdin.write(line)
                self._process.stdin.flush()
            except OSError as error:
                raise PeripheralError("reader.simulator_ended") from error
            if not (answer := self._answer(_ANSWER_LIMIT)):
                raise PeripheralError("reader.simulator_ended")
            return answer

    def stop(self) -> None:
        """End it."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        process.wait()
        assert process.stdin is not None
        # A line that it never took may still be waiting.
        with suppress(BrokenPipeError):
            process.stdin.close()

    def _read(self, output: IO[str]) -> None:
        """Take every line, so that the process never waits for a reader; keep the answers."""
        with output:
            for text in output:
                line = json.loads(text)
                if line.keys() & {"kind", "done", "error"}:
                    self._answers.put(line)
        self._answers.put({})

    def _answer(self, limit: float) -> dict[str, Any]:
        """What it says next; nothing when it ended or keeps silent."""
        try:
            return self._answers.get(timeout=limit)
        except queue.Empty:
            return {}
