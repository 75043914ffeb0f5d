"""A simulated ID card reader (演示设备) on a pseudo terminal: module, wire and port put together."""

from __future__ import annotations

import time
from collections import Counter, deque
from pathlib import Path

from devices.idcard.frames import SHORTEST_REQUEST, Frame, FrameDecoder, encode
from devices.idcard.sam_protocol import Command, Reply, Status
from devices.idcard.sample_cards import SAMPLES
from devices.idcard.simulated_line import Fault, FaultKind, FaultPlan, Piece, SimulatedLine
from devices.idcard.simulated_sam import SimulatedSam
from devices.idcard.text_block import SIZE, encode_addresses
from devices.transport.pseudo_terminal import PseudoTerminal


class SimulatedReader:
    """Hears requests on its port and lets replies leave when they are due."""

    def __init__(self, link: Path) -> None:
        self.port = PseudoTerminal(link)
        self.sam = SimulatedSam()
        self.answered: Counter[int] = Counter()
        self._line = SimulatedLine()
        self._faults = FaultPlan()
        self._speed = 0
        self._decoder = FrameDecoder(SHORTEST_REQUEST)
        self._leaving: deque[Piece] = deque()

    def hear(self) -> None:
        """Take what has arrived at the port and prepare the replies."""
        data = self.port.read()
        if self._speed and self.port.speed() != self._speed:
            return
        for item in self._decoder.feed(data):
            if isinstance(item, Frame):
                self._answer(item)

    def send_due(self) -> None:
        """Let go what is due."""
        now = time.monotonic()
        while self._leaving and self._leaving[0].at <= now:
            piece = self._leaving.popleft()
            if piece.data is None:
                self.unplug()
            else:
                self.port.write(piece.data)

    @property
    def next_due(self) -> float | None:
        """The instant (time.monotonic) of the next piece to leave."""
        return self._leaving[0].at if self._leaving else None

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
        self.port.write(bytes.fromhex(hex))

    def unplug(self) -> None:
        """The port vanishes with everything on its way."""
        self._leaving.clear()
        self._decoder = FrameDecoder(SHORTEST_REQUEST)
        self.port.unplug()

    def _answer(self, request: Frame) -> None:
        code = int.from_bytes(request.body[:2], "big")
        asked = len(encode(request.body))
        reply = self.sam.answer(code)
        self._leaving.extend(self._line.pieces(reply, self._faults.take(code), asked, time.monotonic()))
        self.answered[code] += 1
