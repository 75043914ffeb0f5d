"""The process of a simulated serial scanner (演示设备).

Its first line is ``{"kind": "scanner", "port": PATH}``. It is then told what to do by lines of JSON
(devices.simulation.stage):

| line | does |
|---|---|
| ``{"do": "scan", "text": "A127"}`` | sends a code, in UTF-8 and ended by CR |
| ``{"do": "scan", "text": T, "encoding": "gb18030", "end": "", "chunk": 3}`` | the same otherwise |
| ``{"do": "over_long", "size": 5000}`` | sends a code longer than any scanner holds |
| ``{"do": "raw", "hex": HEX}`` | sends any bytes |
| ``{"do": "unplug"}``, ``{"do": "plug"}`` | the port vanishes, and comes back under the same name |
"""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path

from devices.simulation.stage import Stage
from devices.transport.pseudo_terminal import PseudoTerminal

_PORTION = 512
_PAUSE = 0.005
"""Seconds between two portions of a code."""


class SimulatedScanner:
    """Sends what it is told on its port; hears nothing."""

    def __init__(self, link: Path) -> None:
        self.port = PseudoTerminal(link)
        self._stage: Stage | None = None
        self._leaving: deque[bytes] = deque()

    @property
    def verbs(self) -> Mapping[str, Callable[..., None]]:
        """What a script may tell it."""
        return {
            "scan": self.scan,
            "over_long": self.over_long,
            "raw": self.raw,
            "unplug": self.unplug,
            "plug": self.port.plug,
        }

    def appear_on(self, stage: Stage) -> None:
        """Be plugged in."""
        self._stage = stage
        stage.hold_until(lambda: not self._leaving)
        self.port.plug()

    def scan(self, text: str, encoding: str = "utf-8", end: str = "\r", chunk: int = 0) -> None:
        """Read a code."""
        data = text.encode(encoding) + end.encode()
        size = chunk or len(data)
        self._leaving.extend(data[at : at + size] for at in range(0, len(data), size))
        self._send_next()

    def over_long(self, size: int = 5000) -> None:
        """Read what no code can be: so many bytes."""
        self.scan("7" * size, chunk=_PORTION)

    def raw(self, hex: str) -> None:
        """Send bytes."""
        self._leaving.append(bytes.fromhex(hex))
        self._send_next()

    def unplug(self) -> None:
        """The port vanishes."""
        self._leaving.clear()
        self.port.unplug()

    def _send_next(self) -> None:
        """Send the next portion and see to the one after it."""
        if self._leaving:
            self.port.write(self._leaving.popleft())
        if self._leaving and self._stage is not None:
            self._stage.later(_PAUSE, self._send_next)


def run(lines: list[str]) -> int:
    """Serve in the foreground until the process is told to end; 0, or 2 when the script is wrong."""
    with tempfile.TemporaryDirectory(prefix="scanner-") as folder:
        scanner = SimulatedScanner(Path(folder) / "scanner")
        stage = Stage("scanner", scanner.verbs, lines)
        scanner.appear_on(stage)
        try:
            return stage.run(port=str(scanner.port.link))
        finally:
            scanner.unplug()
