"""The process of a simulated ticket printer (演示设备) on a TCP port: its paper is a folder of pictures.

Started by ``zongchuang simulate ticket-printer``; its first line names the port. Each slip becomes a PNG and
a line ``{"slip": PATH, "texts": [...]}``. Obeys, besides those of ``devices.simulation``:

| line | does |
|---|---|
| ``{"do": "paper", "state": "ok" | "low" | "out"}`` | the roll |
| ``{"do": "cover", "open": true}``, ``{"do": "line", "off": true}`` | opens the cover; switches it off line |
| ``{"do": "slow", "ms": 300}`` | answers late |
| ``{"do": "mute", "on": true}`` | answers nothing |
| ``{"do": "die", "after": 1000}`` | hangs up after so many bytes of the next job and is gone until ``plug`` |
| ``{"do": "unplug"}``, ``{"do": "plug"}`` | hangs up and is gone; comes back on the same port |
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from devices.simulation.plug import TcpPlug
from devices.simulation.stage import Stage
from devices.ticket_printer.interpreter import Interpreter, Paper
from devices.ticket_printer.picture import save

_PAPER = {"ok": 0x12, "low": 0x1E, "out": 0x72}
_SHORTEST_JOB = 16
"""Fewer bytes at once are questions, not a slip."""


class SimulatedTicketPrinter:
    """One printer with one connection at a time, as real ones have."""

    def __init__(self, folder: Path, lines: list[str], port: int = 0) -> None:
        self._folder = folder
        self._paper, self._cover_open, self._off_line = "ok", False, False
        self._delay, self._mute, self._dies_after = 0.0, False, 0
        verbs: dict[str, Callable[..., object]] = {
            "paper": self._set_paper,
            "cover": self._set_cover,
            "line": self._set_line,
            "slow": self._set_slow,
            "mute": self._set_mute,
            "die": self._set_death,
            "plug": lambda: self._wire.plug(),
            "unplug": lambda: self._wire.unplug(),
        }
        self.stage = Stage("ticket-printer", verbs, lines)
        self._wire = TcpPlug(self.stage, self._begin, self._hear, port)
        self._printed = 0

    def run(self) -> int:
        """Serve in the foreground until told to end; the exit code."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._wire.plug()
        return self.stage.run(port=self._wire.place, folder=str(self._folder))

    def _begin(self) -> None:
        self._interpreter = Interpreter()

    def _hear(self, data: bytes) -> None:
        if self._dies_after and len(data) >= _SHORTEST_JOB:
            self._dies_after = max(0, self._dies_after - len(data))
            if not self._dies_after:
                self._wire.unplug()
                return
        self._interpreter.feed(data)
        self._bring_out()

    def _bring_out(self) -> None:
        slips, self._interpreter.slips = self._interpreter.slips, []
        questions, self._interpreter.questions = self._interpreter.questions, []
        for slip in slips:
            self._put_down(slip)
        answer = bytes(self._status(what) for what in questions)
        if answer and not self._mute:
            self.stage.later(self._delay, lambda: self._wire.send(answer))

    def _put_down(self, slip: Paper) -> None:
        if self._paper == "out":
            return
        self._printed += 1
        path = self._folder / f"slip-{self._printed:03d}.png"
        save(slip, path)
        self.stage.tell(slip=str(path), texts=slip.texts)

    def _status(self, what: int) -> int:
        out = self._paper == "out"
        idle = not (out or self._cover_open or self._off_line)
        causes = 0x12 | (0x04 if self._cover_open else 0) | (0x20 if out else 0)
        return {1: 0x12 if idle else 0x1A, 2: causes, 4: _PAPER[self._paper]}.get(what, 0x12)

    def _set_paper(self, state: str) -> None:
        if state not in _PAPER:
            raise ValueError(f"paper is one of {', '.join(_PAPER)}")
        self._paper = state

    def _set_cover(self, open: bool) -> None:
        self._cover_open = open

    def _set_line(self, off: bool) -> None:
        self._off_line = off

    def _set_slow(self, ms: float) -> None:
        self._delay = ms / 1000

    def _set_mute(self, on: bool) -> None:
        self._mute = on

    def _set_death(self, after: int) -> None:
        self._dies_after = after
