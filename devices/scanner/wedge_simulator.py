"""The process of a simulated scanner that types (演示设备), into whatever window has the keyboard. X11 only.

Its first line is ``{"kind": "wedge", "port": DISPLAY}``. It is told what to do by lines of JSON
(devices.simulation.stage):

| line | does |
|---|---|
| ``{"do": "scan", "text": "A127"}`` | types a code at a scanner's pace, Enter behind it |
| ``{"do": "scan", "text": T, "gap_ms": 20, "enter": false}`` | slower, without Enter |
| ``{"do": "type", "text": "abc"}`` | types at a person's pace |
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping

from devices.simulation.stage import Stage

TYPIST = "xdotool"
_PERSON_MS = 150
_LONGEST_S = 30


class SimulatedWedge:
    """Presses keys of the X server's own keyboard."""

    @property
    def verbs(self) -> Mapping[str, Callable[..., None]]:
        """What a script may tell it."""
        return {"scan": self.scan, "type": self.type}

    def scan(self, text: str, gap_ms: int = 5, enter: bool = True) -> None:
        """Read a code."""
        behind = ("key", "Return") if enter else ()
        self._press("type", "--args", "1", "--delay", str(gap_ms), text, *behind)

    def type(self, text: str) -> None:
        """Be a person."""
        self._press("type", "--delay", str(_PERSON_MS), text)

    def _press(self, *how: str) -> None:
        done = subprocess.run([TYPIST, *how], capture_output=True, timeout=_LONGEST_S, check=False)
        if done.returncode:
            raise ValueError("the X server took no keys")


def run(lines: list[str]) -> int:
    """Serve in the foreground until the process is told to end; 0, or 2 when the script is wrong."""
    return Stage("wedge", SimulatedWedge().verbs, lines).run(port=os.environ.get("DISPLAY", ""))
