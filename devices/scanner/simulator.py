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
from collections.abc import Callable
from pathlib import Path

from devices.simulation.stage import Stage
from devices.transport.pseudo_terminal import PseudoTerminal

_PORTION = 512
_PAUSE = 0.005
"""Seconds between two portions of a code."""


class SimulatedScanner:
    """Sends what it is told on its port; hears nothing."""

    def __init__(self, link: Path, lines: list[str]) -> None:
        self._port = PseudoTerminal(link)
        self._leaving: deque[bytes] = deque()
        verbs: dict[str, Callable[..., None]] = {
            "scan": self.scan,
            "over_long": self.over_long,
            "raw": self.raw,
            "unplug": self.unplug,
            "plug": self._port.plug,
        }
        self._stage = Stage("scanner", verbs, lines)
        self._stage.hold_until(lambda: not self._leaving)

    def run(self) -> int:
        """Serve in the foreground until told to end; the exit code."""
        self._port.plug()
        try:
            return self._stage.run(port=str(self._port.link))
        finally:
            self.unplug()

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
        self._port.unplug()

    def _send_next(self) -> None:
        """Send the next portion and see to the one after it."""
        if self._leaving:
            self._port.write(self._leaving.popleft())
        if self._leaving:
            self._stage.later(_PAUSE, self._send_next)


def run(lines: list[str]) -> int:
    """Serve in the foreground until the process is told to end; 0, or 2 when the script is wrong."""
    with tempfile.TemporaryDirectory(prefix="scanner-") as folder:
        return SimulatedScanner(Path(folder) / "scanner", lines).run()
