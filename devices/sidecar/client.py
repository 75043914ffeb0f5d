"""The program's end of a side-car: starts it, asks it, kills it when it does not answer in time."""

from __future__ import annotations

import queue
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any

import msgspec
from msgspec import Struct

from devices.courtesy import DRIVER, stand_back
from devices.decoding import decoder
from devices.errors import DeviceError, DeviceHung, DeviceRefused, DriverFault, NotConnected

BEAT_LIMIT = 5.0
"""Seconds without a line after which the process itself is taken to be frozen."""
CALL_LIMIT = 5.0
START_LIMIT = 8.0

_LONGEST = 64 << 20
"""Bytes of a line: the largest picture in Base64 has a third of them."""


class Fault(Struct, frozen=True):
    """An error of the driver, as the side-car words it."""

    code: str
    facts: dict[str, Any] = {}


class Line(Struct, frozen=True):
    """One line of a side-car: an answer, or a beat, which answers nothing."""

    id: int = 0
    result: Any = None
    error: Fault | None = None


_line = decoder(Line)


def line_of(said: bytes) -> Line | None:
    """What a side-car said; None when it does not speak the protocol."""
    try:
        return _line.decode(said)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def result_of(line: Line) -> Any:
    """What the driver gave. Raises its own DeviceError."""
    if line.error is not None:
        raise _error(line.error)
    return line.result


class Sidecar:
    """One process. After any error but those of the driver itself it is dead: start another."""

    def __init__(self, command: Sequence[str], device: str) -> None:
        self._command = tuple(command)
        self._device = device
        self._process: subprocess.Popen[bytes] | None = None
        self._lines: queue.SimpleQueue[Line | None] = queue.SimpleQueue()
        self._asked = 0

    @property
    def pid(self) -> int:
        """The process's id; 0 while there is none."""
        return self._process.pid if self._process else 0

    def start(self) -> None:
        """Start the process. Raises NotConnected when there is no such program."""
        self.stop()
        try:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise NotConnected(port=self._command[0]) from error
        stand_back(self._process.pid, DRIVER)
        self._lines = queue.SimpleQueue()
        assert self._process.stdout is not None
        threading.Thread(
            target=_carry,
            args=(self._process.stdout, self._lines),
            name=f"sidecar-{self._device}",
            daemon=True,
        ).start()

    def stop(self) -> None:
        """Kill the process; harmless when there is none."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            if process.stdin is not None:
                try:
                    process.stdin.close()
                except OSError:
                    return  # the pipe broke with the process: what it still held is lost with it

    def ask(self, method: str, limit: float = CALL_LIMIT, **params: object) -> Any:
        """Have the driver do something.

        Raises the driver's own DeviceError; DeviceHung when it took longer than ``limit`` seconds or the
        process froze; DriverFault when the process died. After the last two it is gone.
        """
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params})
        deadline = time.monotonic() + limit
        while (answer := self._next_line(deadline)).id != self._asked:
            pass
        return result_of(answer)

    def _send(self, request: Mapping[str, object]) -> None:
        process = self._process
        if process is None or process.stdin is None:
            raise DriverFault(device=self._device)
        try:
            process.stdin.write(msgspec.json.encode(request) + b"\n")
            process.stdin.flush()
        except OSError as error:
            self.stop()
            raise DriverFault(device=self._device) from error

    def _next_line(self, deadline: float) -> Line:
        left = deadline - time.monotonic()
        try:
            line = self._lines.get(timeout=max(0.0, min(left, BEAT_LIMIT)))
        except queue.Empty:
            self.stop()
            raise DeviceHung(device=self._device) from None
        if line is None:
            self.stop()
            raise DriverFault(device=self._device)
        return line


def _carry(pipe: IO[bytes], lines: queue.SimpleQueue[Line | None]) -> None:
    """Lines of the process's output, then None; what does not speak the protocol is as good as dead."""
    with pipe:
        while (line := line_of(pipe.readline(_LONGEST))) is not None:
            lines.put(line)
    lines.put(None)


def _error(fault: Fault) -> DeviceError:
    facts = dict(fault.facts)
    kind = next((each for each in _kinds(DeviceError) if each.code == fault.code), DriverFault)
    if not issubclass(kind, DeviceRefused):
        return kind(**facts)
    try:
        status = int(str(facts.pop("status", "0")), 16)
    except ValueError:
        return DriverFault(reason="status")
    return kind(status, **facts)


def _kinds(kind: type[DeviceError]) -> Iterator[type[DeviceError]]:
    yield kind
    for each in kind.__subclasses__():
        yield from _kinds(each)
