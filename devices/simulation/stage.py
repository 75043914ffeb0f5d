"""The process of a simulated device: says where it is, obeys lines of JSON, listens to its wires.

Its first line is ``{"kind": KIND, "demo": true, ...}`` with the place where it serves. Lines such as
``{"do": "paper_out"}`` come from a script file, in order, and from standard input; a line of input is
answered by ``{"done": ...}`` or ``{"error": ...}``. Every device obeys ``{"do": "wait", "ms": 500}``, which
holds up the script. What happens to the device is told by further lines.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping
from typing import NoReturn

Verb = Callable[..., object]


class ScriptError(ValueError):
    """A line of a script that says nothing the device understands."""


class Stage:
    """One simulated device's life: wires, instants and lines in one thread, until told to end."""

    def __init__(self, kind: str, verbs: Mapping[str, Verb], lines: list[str]) -> None:
        self._kind = kind
        self._verbs = {**verbs, "wait": self._wait}
        self._ahead = deque(line for line in lines if line.strip())
        self._alone = not self._ahead
        self._resume_at = 0.0
        self._ready: Callable[[], bool] = lambda: True
        self._ears: dict[int, Callable[[], None]] = {}
        self._instants: list[tuple[float, Callable[[], None]]] = []
        self._rest = b""

    def listen(self, fd: int, heard: Callable[[], None]) -> None:
        """Call ``heard`` whenever the descriptor can be read."""
        self._ears[fd] = heard

    def forget(self, fd: int) -> None:
        """Listen no more."""
        self._ears.pop(fd, None)

    def later(self, seconds: float, act: Callable[[], None]) -> None:
        """Do something after so many seconds."""
        self._instants.append((time.monotonic() + seconds, act))

    def hold_until(self, ready: Callable[[], bool]) -> None:
        """Go on with the script only when something has happened to the device."""
        self._ready = ready

    def tell(self, **facts: object) -> None:
        """One line on standard output."""
        sys.stdout.write(json.dumps(facts, ensure_ascii=False) + "\n")
        sys.stdout.flush()

    def perform(self, line: str) -> str:
        """Do one line; its verb. Raises ScriptError."""
        try:
            facts = json.loads(line)
            verb = facts.pop("do")
            act = self._verbs[verb]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            verbs = ", ".join(sorted(self._verbs))
            raise ScriptError(
                f'{line.strip()}: a line is {{"do": VERB, ...}}, VERB one of {verbs}'
            ) from error
        try:
            act(**facts)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ScriptError(f"{line.strip()}: {error!r}") from error
        return str(verb)

    def run(self, **place: object) -> int:
        """Serve until told to end or, without a script, until the input ends; 2: the script is wrong."""
        told, tell = os.pipe()
        os.set_blocking(tell, False)
        signal.set_wakeup_fd(tell)
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, _end)
        self.listen(told, lambda: None)
        if sys.stdin is not None:
            self.listen(sys.stdin.fileno(), self._hear)
        self.tell(kind=self._kind, demo=True, **place)
        try:
            self._serve()
        except ScriptError as error:
            sys.stderr.write(f"{error}\n")
            return 2
        except SystemExit:
            return 0

    def _serve(self) -> NoReturn:
        while True:
            while self._ahead and time.monotonic() >= self._resume_at and self._ready():
                self.perform(self._ahead.popleft())
            self._act_on_instants()
            ready, _, _ = select.select(list(self._ears), [], [], self._patience())
            for fd in ready:
                if fd in self._ears:
                    self._ears[fd]()

    def _act_on_instants(self) -> None:
        now = time.monotonic()
        due = [act for at, act in self._instants if at <= now]
        self._instants = [each for each in self._instants if each[0] > now]
        for act in due:
            act()

    def _patience(self) -> float | None:
        now = time.monotonic()
        resume = [self._resume_at] if self._ahead and self._resume_at > now else []
        instants = [at for at, _ in self._instants] + resume
        return max(0.0, min(instants) - now) if instants else None

    def _wait(self, ms: float) -> None:
        self._resume_at = time.monotonic() + ms / 1000

    def _hear(self) -> None:
        fd = sys.stdin.fileno()
        heard = os.read(fd, 4096)
        if not heard:
            self.forget(fd)
            if self._alone:
                raise SystemExit
        *lines, self._rest = (self._rest + heard).split(b"\n")
        for line in lines:
            try:
                self.tell(done=self.perform(line.decode("utf-8", "replace")))
            except ScriptError as error:
                self.tell(error=str(error))


def _end(_signal: int, _frame: object) -> NoReturn:
    raise SystemExit
