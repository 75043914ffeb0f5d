"""A simulated ID card reader (演示设备) on a pseudo terminal: module, wire and port put together."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from devices.idcard.frames import SHORTEST_REQUEST, Damage, FrameDecoder, encode
from devices.idcard.sam_protocol import Command, Reply, Status
from devices.idcard.sample_cards import SAMPLES
from devices.idcard.simulated_line import Fault, FaultKind, FaultPlan, Piece, SimulatedLine
from devices.idcard.simulated_sam import SimulatedSam
from devices.idcard.text_block import SIZE, encode_addresses
from devices.simulation.plug import TerminalPlug
from devices.simulation.stage import Stage

_COMPLAINTS = {Damage.CHECKSUM: Status.CHECKSUM, Damage.LENGTH: Status.LENGTH}


class SimulatedReader:
    """Hears requests on its port and lets replies leave when they are due.

    Its public methods but ``run`` are what a script may tell it: see devices.idcard.simulator.
    """

    def __init__(self, link: Path, lines: list[str]) -> None:
        verbs: dict[str, Callable[..., None]] = {
            "card_in": self.card_in,
            "card_out": lambda: self.sam.lift(),
            "read_once": self.read_once,
            "pace": self.pace,
            "speed": self.speed,
            "fault": self.fault,
            "stale": self.stale,
            "unplug": self.unplug,
            "plug": lambda: self._wire.plug(),
            "await": self.wait_for,
        }
        self._stage = Stage("idcard", verbs, lines)
        self._stage.hold_until(lambda: self.answered[self._awaited] >= self._answers)
        self._wire = TerminalPlug(self._stage, self._begin, self._hear, link)
        self.sam = SimulatedSam()
        self.answered: Counter[int] = Counter()
        self._line = SimulatedLine()
        self._faults = FaultPlan()
        self._speed = 0
        self._awaited, self._answers = 0, 0
        self._plugged = 0

    def run(self) -> int:
        """Serve in the foreground until told to end; the exit code."""
        self._wire.plug()
        try:
            return self._stage.run(port=self._wire.place)
        finally:
            self.unplug()

    def card_in(self, name: str = "", block: str = "", addresses: tuple[str, ...] = ()) -> None:
        """Lay down a sample card, or any text block given in hexadecimal."""
        text = bytes.fromhex(block) if block else SAMPLES[name]
        if len(text) != SIZE:
            raise ValueError(f"a text block has {SIZE} bytes")
        self.sam.place(text, encode_addresses(tuple(addresses)))

    def read_once(self, on: bool) -> None:
        """Choose the model: after a good read no card until it is lifted, or found again at once."""
        self.sam.read_once = on

    def pace(self, baud: int, chunk: int = 20) -> None:
        """How fast and in what portions replies travel."""
        self._line = SimulatedLine(baud, max(1, chunk))

    def speed(self, baud: int) -> None:
        """The only line speed heard; 0: any."""
        self._speed = baud

    def fault(self, kind: str, value: str | int = "", on: str = "", times: int = 1) -> None:
        """Plan a fault. Raises ValueError when its value means nothing."""
        planned = Fault(FaultKind(kind), str(value), Command[on] if on else 0, times)
        self._line.pieces(Reply(Status.OK, b""), [planned], 0, 0.0)  # tried out before it is waited for
        self._faults.add(planned)

    def stale(self, hex: str = "AAAAAA9669000400008084") -> None:
        """Send bytes that nobody asked for."""
        self._wire.send(bytes.fromhex(hex))

    def wait_for(self, command: str, times: int = 1) -> None:
        """Hold up the script until a command was answered so many times more."""
        self._awaited = Command[command]
        self._answers = self.answered[self._awaited] + times

    def unplug(self) -> None:
        """The port vanishes with everything on its way."""
        self._plugged += 1
        self._wire.unplug()

    def _begin(self) -> None:
        self._decoder = FrameDecoder(SHORTEST_REQUEST)

    def _hear(self, data: bytes) -> None:
        if self._speed and self._wire.port.speed() != self._speed:
            return
        for item in self._decoder.feed(data):
            if isinstance(item, Damage):
                self._reply(Reply(_COMPLAINTS[item], b""))
            else:
                code = int.from_bytes(item.body[:2], "big")
                self._reply(self.sam.answer(code), code, len(encode(item.body)))

    def _reply(self, reply: Reply, code: int = 0, asked: int = 0) -> None:
        now = time.monotonic()
        for piece in self._line.pieces(reply, self._faults.take(code), asked, now):
            self._send(piece, piece.at - now)
        self.answered[code] += 1

    def _send(self, piece: Piece, seconds: float) -> None:
        """Let a piece go when it is due, unless the plug was pulled meanwhile."""
        plugged = self._plugged

        def leave() -> None:
            if plugged != self._plugged:
                return
            if piece.data is None:
                self.unplug()
            else:
                self._wire.send(piece.data)

        self._stage.later(seconds, leave)
