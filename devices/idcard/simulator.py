"""The process of a simulated ID card reader (演示设备), speaking the real protocol.

``python -m devices.idcard.simulator [SCRIPT]``. Its first line is ``{"kind": "idcard", "port": PATH}``. It is
then told what to do by lines of JSON, from the script file and from standard input; a line of input is
answered by ``{"done": ...}`` or ``{"error": ...}``.

| line | does |
|---|---|
| ``{"do": "card_in", "name": "样本甲", "addresses": []}`` | lays down a card of sample_cards |
| ``{"do": "card_in", "block": HEX}`` | lays down any text block |
| ``{"do": "card_out"}`` | lifts it |
| ``{"do": "read_once", "on": true}`` | finds a card that was read only after it was lifted |
| ``{"do": "pace", "baud": 115200, "chunk": 20}`` | replies travel as slowly as on a real line; 0: at once |
| ``{"do": "speed", "baud": 9600}`` | hears only a host that talks at this speed; 0: any |
| ``{"do": "fault", "kind": KIND, "value": "", "on": "READ", "times": 1}`` | spoils replies: see FaultKind |
| ``{"do": "stale", "hex": HEX}`` | sends bytes that nobody asked for |
| ``{"do": "unplug"}``, ``{"do": "plug"}`` | the port vanishes, and comes back under the same name |
| ``{"do": "wait", "ms": 500}``, ``{"do": "await", "command": "READ", "times": 1}`` | holds up the script |
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from devices.idcard.sam_protocol import Command
from devices.idcard.simulated_reader import SimulatedReader


class ScriptError(ValueError):
    """A line of a script that says nothing the simulator understands."""


class Script:
    """Does what lines of JSON say, to one reader; those of the script file in order and in their time."""

    def __init__(self, reader: SimulatedReader, lines: list[str]) -> None:
        self._reader = reader
        self._ahead = deque(line for line in lines if line.strip())
        self._resume_at = 0.0
        self._command, self._answers = 0, 0
        self._verbs: dict[str, Callable[..., None]] = {
            "card_in": reader.card_in,
            "card_out": reader.sam.lift,
            "read_once": reader.read_once,
            "pace": reader.pace,
            "speed": reader.speed,
            "fault": reader.fault,
            "stale": reader.stale,
            "unplug": reader.unplug,
            "plug": reader.port.plug,
            "wait": self._wait,
            "await": self._await,
        }

    def perform(self, line: str) -> str:
        """Do one line; its verb. Raises ScriptError."""
        try:
            arguments = json.loads(line)
            verb = arguments.pop("do")
            self._verbs[verb](**arguments)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ScriptError(f"{line.strip()}: {error!r}") from error
        return str(verb)

    def go_on(self) -> None:
        """Do what is due of the script file. Raises ScriptError."""
        while self._ahead and not self._held_up():
            self.perform(self._ahead.popleft())

    @property
    def next_due(self) -> float | None:
        """The instant (time.monotonic) until which the script waits."""
        return self._resume_at if self._ahead and self._resume_at > time.monotonic() else None

    def _held_up(self) -> bool:
        waits = time.monotonic() < self._resume_at
        return waits or self._reader.answered[self._command] < self._answers

    def _wait(self, ms: float) -> None:
        self._resume_at = time.monotonic() + ms / 1000

    def _await(self, command: str, times: int = 1) -> None:
        self._command = Command[command]
        self._answers = self._reader.answered[self._command] + times


class Control:
    """The lines of standard input, answered on standard output.

    A reader that began without a script lives by them alone: their end ends it, so that it does not outlive
    the program that plays with it.
    """

    def __init__(self, script: Script, *, alone: bool) -> None:
        self._script = script
        self._alone = alone
        self._rest = b""
        self.fd: int | None = None
        if sys.stdin is not None:
            self.fd = sys.stdin.fileno()

    def hear(self) -> None:
        """Obey what has arrived. Raises SystemExit at the end of the input when nothing else can follow."""
        if self.fd is None:
            return
        heard = os.read(self.fd, 4096)
        if not heard:
            self.fd = None
            if self._alone:
                raise SystemExit
        *lines, self._rest = (self._rest + heard).split(b"\n")
        for line in lines:
            try:
                say({"done": self._script.perform(line.decode("utf-8", "replace"))})
            except ScriptError as error:
                say({"error": str(error)})


def say(answer: dict[str, str]) -> None:
    """One line of JSON on standard output."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def run(lines: list[str]) -> int:
    """Serve in the foreground until the process is told to end; 0, or 2 when the script is wrong."""
    told = _told_to_end()
    with tempfile.TemporaryDirectory(prefix="idcard-") as folder:
        reader = SimulatedReader(Path(folder) / "idcard")
        reader.port.plug()
        say({"kind": "idcard", "port": str(reader.port.link)})
        try:
            script = Script(reader, lines)
            _serve(reader, script, Control(script, alone=not lines), told)
        except ScriptError as error:
            sys.stderr.write(f"{error}\n")
            return 2
        except SystemExit:
            return 0
        finally:
            reader.unplug()


def _serve(reader: SimulatedReader, script: Script, control: Control, told: int) -> NoReturn:
    """Sleep until a byte or an instant comes. Raises ScriptError, and SystemExit when told to end."""
    while True:
        script.go_on()
        reader.send_due()
        ears = [fd for fd in (told, reader.port.fd, control.fd) if fd is not None]
        instants = [at for at in (reader.next_due, script.next_due) if at is not None]
        patience = max(0.0, min(instants) - time.monotonic()) if instants else None
        ready, _, _ = select.select(ears, [], [], patience)
        if control.fd in ready:
            control.hear()
        if reader.port.fd in ready:
            reader.hear()


def _told_to_end() -> int:
    """A descriptor to listen to: without it a signal just before the sleep would be heard only after it."""
    told, tell = os.pipe()
    os.set_blocking(tell, False)
    signal.set_wakeup_fd(tell)
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, _end)
    return told


def _end(_signal: int, _frame: object) -> NoReturn:
    raise SystemExit


if __name__ == "__main__":
    path = sys.argv[1:]
    sys.exit(run(Path(path[0]).read_text("utf-8").splitlines() if path else []))
