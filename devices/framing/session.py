"""Talking with a device by its profile: commands out, events in, answers at once, pauses kept."""

from __future__ import annotations

import logging
import math
import time
from collections import deque

from devices.errors import BadReply
from devices.framing.decoder import FrameDecoder
from devices.framing.events import DeviceEvent, event_of
from devices.framing.frames import encode
from devices.framing.profile import Profile
from devices.framing.template import TemplateError, Value, fill
from devices.transport.wire import Wire

DONE, REFUSED = "done", "refused"
_ANSWERS = (DONE, REFUSED)
_QUIET = 0.2
"""Seconds of silence after which a frame that was begun is given up."""
_AGAIN = 1.0
"""Seconds within which the same frame is the one before: its answer was lost, so the device repeats it."""
_log = logging.getLogger(__name__)


class ProfileSession:
    """One device on one wire, used by one thread. ``addr`` 0 takes what any device on the wire says."""

    def __init__(self, wire: Wire, profile: Profile, addr: int = 0) -> None:
        self.wire = wire
        self.profile = profile
        self._addr = addr
        self._decoder = FrameDecoder(profile)
        self._heard: deque[DeviceEvent] = deque()
        self._sent = 0
        self._free_at = 0.0
        self._poll_at = 0.0
        self._last_byte = 0.0
        self._answered, self._answered_at = b"", 0.0

    def open(self) -> None:
        """Connect. Raises NotConnected."""
        self._decoder = FrameDecoder(self.profile)
        self.wire.open()

    def close(self) -> None:
        """Let go of the wire."""
        self.wire.close()

    def knows(self, command: str) -> bool:
        """Whether the profile has this command."""
        return command in self.profile.commands

    def tell(self, command: str, **values: Value) -> str:
        """Send a command; ``done``, ``refused``, or nothing when no answer is awaited or none came.

        A command that the profile lacks is not sent. Raises Unplugged, BadReply when a value does not fit.
        """
        if not self.knows(command):
            return ""
        line = self.profile.line
        raw = self._frame(command, values)
        for _ in range(1 + line.repeats if line.reply_ms else 1):
            self._write(raw)
            if not line.reply_ms:
                return ""
            if answer := self._answer(time.monotonic() + line.reply_ms / 1000):
                return answer
        _log.info("%s: no answer to %s", self.profile.name, command)
        return ""

    def heard(self, wait: float) -> tuple[DeviceEvent, ...]:
        """What the device reported, waiting so many seconds for the first of it. Raises Unplugged."""
        deadline = time.monotonic() + wait
        while not self._heard and time.monotonic() < deadline:
            self._listen(min(deadline, self._poll()))
        found = tuple(self._heard)
        self._heard.clear()
        return found

    def _frame(self, command: str, values: dict[str, Value]) -> bytes:
        rule = self.profile.commands[command]
        self._sent += 1
        try:
            data = fill(rule.data, {**self.profile.values, **values}, self.profile.text)
            return encode(self.profile, self._addr, int(rule.cmd or "0", 16), data, self._sent)
        except (TemplateError, OverflowError) as error:
            raise BadReply(command=command, reason=str(error)) from error

    def _poll(self) -> float:
        """Ask when it is time; when it will be time again."""
        line = self.profile.line
        if not line.poll:
            return math.inf
        if time.monotonic() >= self._poll_at:
            self._poll_at = time.monotonic() + line.poll_ms / 1000
            self._write(self._frame(line.poll, {}))
        return self._poll_at

    def _write(self, raw: bytes) -> None:
        """Send when the bus has rested; what arrives meanwhile is kept."""
        while time.monotonic() < self._free_at:
            self._listen(self._free_at)
        self._send(raw)

    def _send(self, raw: bytes) -> None:
        self.wire.write(raw)
        self._free_at = time.monotonic() + self.profile.line.gap_ms / 1000

    def _answer(self, deadline: float) -> str:
        while time.monotonic() < deadline:
            self._listen(deadline)
            for event in list(self._heard):
                if event.name in _ANSWERS:
                    self._heard.remove(event)
                    return event.name
        return ""

    def _listen(self, deadline: float) -> None:
        chunk = self.wire.read(min(deadline, time.monotonic() + _QUIET))
        now = time.monotonic()
        if chunk:
            self._last_byte = now
            frames = self._decoder.feed(chunk)
        elif self._decoder.pending and now - self._last_byte >= _QUIET:
            frames = self._decoder.quiet()
        else:
            return
        for frame in frames:
            event = event_of(self.profile, frame)
            if event is None or (self._addr and event.addr != self._addr):
                continue
            if event.answer:
                self._send(event.answer)  # at once: the device waits for it
                if self._is_again(frame.raw, now):
                    continue
            self._heard.append(event)

    def _is_again(self, raw: bytes, now: float) -> bool:
        again = raw == self._answered and now - self._answered_at < _AGAIN
        self._answered, self._answered_at = raw, now
        return again
