"""The process of a simulated device that speaks a profile (演示设备): call pad, evaluator or window display.

Pads serve on a pseudo terminal, displays on a TCP port; the first line says where. What the host says is
told as ``{"heard": "show", "values": {...}}``, what a display shows as ``{"shown": TEXT, "picture": PATH}``.
Obeys, besides those of ``devices.simulation``:

| line | does |
|---|---|
| ``{"do": "press", "key": "call_next", "addr": 1}`` | presses a key; repeated until the host answers |
| ``{"do": "rate", "value": 3, "addr": 1}`` | the citizen presses a key of the evaluator |
| ``{"do": "spoil", "on": true}`` | frames go out with a wrong last byte but one |
| ``{"do": "noise", "hex": "FF68"}`` | bytes that mean nothing |
| ``{"do": "mute", "on": true}``, ``{"do": "refuse", "on": true}`` | answers nothing; answers no |
| ``{"do": "unplug"}``, ``{"do": "plug"}`` | vanishes, and comes back under the same name |
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import structs

from devices.framing import simulated_board
from devices.framing.decoder import FrameDecoder
from devices.framing.events import RESULT, data_of
from devices.framing.frames import Frame, encode
from devices.framing.profile import Free, Part, Profile
from devices.framing.session import DONE, REFUSED
from devices.framing.template import Value, read
from devices.simulation.plug import TcpPlug, TerminalPlug
from devices.simulation.stage import Stage

_REPEAT = 0.3
_MOST_REPEATS = 3


class SimulatedProfileDevice:
    """One device on its bus. ``folder`` takes the pictures of a display."""

    def __init__(self, kind: str, profile: Profile, folder: Path, lines: list[str], port: int = 0) -> None:
        verbs: dict[str, Callable[..., object]] = {
            "press": self._press,
            "rate": self._rate,
            "spoil": self._set_spoil,
            "noise": self._noise,
            "mute": self._set_mute,
            "refuse": self._set_refuse,
            "plug": lambda: self._wire.plug(),
            "unplug": lambda: self._wire.unplug(),
        }
        self._profile = profile
        self._speech = structs.replace(profile, layout=tuple(_said(part) for part in profile.layout))
        self._folder = folder
        self.stage = Stage(kind, verbs, lines)
        self._wire: TerminalPlug | TcpPlug = (
            TcpPlug(self.stage, self._begin, self._hear, port)
            if kind == "window-display"
            else TerminalPlug(self.stage, self._begin, self._hear, folder / kind)
        )
        self._begin()
        self._spoil = self._mute = self._refuse = False
        self._unanswered = b""
        self._repeats = 0
        self._shown = 0

    def run(self) -> int:
        """Serve in the foreground until told to end; the exit code."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._wire.plug()
        try:
            return self.stage.run(port=self._wire.place, profile=self._profile.name)
        finally:
            self._wire.unplug()

    def _begin(self) -> None:
        self._decoder = FrameDecoder(self._profile)

    def _hear(self, data: bytes) -> None:
        for frame in self._decoder.feed(data):
            if frame.raw == self._unanswered or not (command := self._command(frame)):
                self._unanswered = b""
                self.stage.tell(answered=frame.raw.hex().upper())
                continue
            name, values = command
            self.stage.tell(heard=name, values=values, addr=frame.addr)
            self._obey(name, values)

    def _command(self, frame: Frame) -> tuple[str, dict[str, Value]] | None:
        for name, rule in self._profile.commands.items():
            values = read(rule.data, frame.data, self._profile.text)
            if values is not None and int(rule.cmd or "0", 16) == frame.cmd:
                return name, values
        return None

    def _obey(self, name: str, values: dict[str, Value]) -> None:
        if name in ("text", "show", "clear"):
            self._shown += 1
            shown = str(values.get("text", values.get("ticket", "")) or "")
            path = self._folder / f"shown-{self._shown:03d}.png"
            simulated_board.save(shown, path)
            self.stage.tell(shown=shown, picture=str(path))
        if self._profile.line.reply_ms and not self._mute:
            self._say(REFUSED if self._refuse else DONE)

    def _say(self, event: str, addr: int = 1, value: int = 0) -> None:
        rule = next(rule for rule in self._profile.events if rule.event == event)
        data = data_of(rule, value) or b"\xff"
        self._send(encode(self._speech, addr, int(rule.cmd or "1", 16), data))

    def _send(self, raw: bytes) -> None:
        self._wire.send(raw[:-2] + bytes((raw[-2] ^ 0xFF, raw[-1])) if self._spoil else raw)
        self._unanswered = raw

    def _press(self, key: str, addr: int = 1) -> None:
        if key not in {rule.event for rule in self._profile.events}:
            raise ValueError(f"the profile has no key {key}")
        self._say(key, addr)
        self._repeats = 0
        self.stage.later(_REPEAT, self._repeat)

    def _repeat(self) -> None:
        if self._unanswered and self._repeats < _MOST_REPEATS:
            self._repeats += 1
            self._send(self._unanswered)
            self.stage.later(_REPEAT, self._repeat)

    def _rate(self, value: int, addr: int = 1) -> None:
        self._say(RESULT, addr, value)

    def _noise(self, hex: str) -> None:
        self._wire.send(bytes.fromhex(hex))

    def _set_spoil(self, on: bool) -> None:
        self._spoil = on

    def _set_mute(self, on: bool) -> None:
        self._mute = on

    def _set_refuse(self, on: bool) -> None:
        self._refuse = on


def _said(part: Part) -> Part:
    """A part of the frame as the device sends it."""
    return structs.replace(part, hex=part.back) if isinstance(part, Free) and part.back else part
