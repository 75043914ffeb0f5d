"""The simulated ID card reader (演示设备) as a process of its own, as a real one is a device of its own."""

from __future__ import annotations

import json
import subprocess
from contextlib import suppress
from typing import Any

from app.core.errors import EnvironmentMissing, PeripheralError
from app.main.program import own_command
from devices.idcard.sample_cards import SAMPLES


class SimulatedReaderProcess:
    """Starts the simulator and lays cards on it."""

    cards = tuple(SAMPLES)
    """Names of the sample cards."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self.port = ""

    def start(self) -> str:
        """Start it; returns the serial port that it serves. Raises EnvironmentMissing."""
        self._process = subprocess.Popen(
            [*own_command(), "simulate", "idcard", "--empty"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        self.port = str(self._answer().get("port", ""))
        if not self.port:
            self.stop()
            raise EnvironmentMissing("reader.no_simulator")
        return self.port

    def tell(self, do: str, **arguments: object) -> dict[str, Any]:
        """Give the simulator one line of its script language; returns its answer.

        Raises PeripheralError ``reader.simulator_ended``.
        """
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps({"do": do, **arguments}, ensure_ascii=False) + "\n")
            self._process.stdin.flush()
        except OSError as error:
            raise PeripheralError("reader.simulator_ended") from error
        if not (answer := self._answer()):
            raise PeripheralError("reader.simulator_ended")
        return answer

    def lay_down(self, name: str) -> None:
        """Put a sample card on the reader, instead of the one that lies there."""
        self.tell("card_out")
        self.tell("card_in", name=name)

    def lift(self) -> None:
        """Take the card away."""
        self.tell("card_out")

    def stop(self) -> None:
        """End it."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                # A line that it never took may still be waiting.
                with suppress(BrokenPipeError):
                    pipe.close()

    def _answer(self) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        answer: dict[str, Any] = json.loads(line) if line else {}
        return answer
