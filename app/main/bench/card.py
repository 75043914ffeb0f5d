"""What a card costs on its way from the reader to the filled form, beyond its bytes' time on the wire."""

from __future__ import annotations

from statistics import median
from time import perf_counter
from typing import Any

from app.main.bench.card_form import form_seconds
from app.main.devices.simulated_reader import SimulatedReaderProcess
from devices.idcard.drivers.sam_serial import SamSerialReader
from devices.idcard.frames import encode
from devices.idcard.sam_protocol import Command
from devices.idcard.sample_cards import SAMPLES
from devices.idcard.simulated_sam import SimulatedSam

BAUD = 115200
LIMIT_MS = 30.0
_READS = 20
_CARD = "样本甲"


def run() -> dict[str, Any]:
    """Median of 20 reads of one card from a simulated reader paced as a line of 115200 baud.

    - ``wire_ms``: all bytes of find, select, read and appended addresses, both ways, at ten bits a byte;
    - ``read_ms``: the driver's time from the find that sees the card to the decoded card;
    - ``form_ms``: from the reader's thread through the desk to the rendered form;
    - ``overhead_ms``: what the last two have more than the first, at most ``limit_ms``. How long a card lies
      there before the next find is the polling interval, and not counted.
    """
    wire = _wire_seconds() * 1000
    read = median(_reads()) * 1000
    form = median(form_seconds(_READS)) * 1000
    overhead = read - wire + form
    return {
        "overhead_ms": round(overhead, 1),
        "wire_ms": round(wire, 1),
        "read_ms": round(read, 1),
        "form_ms": round(form, 1),
        "limit_ms": LIMIT_MS,
        "within_limits": overhead <= LIMIT_MS,
    }


def _wire_seconds() -> float:
    module = SimulatedSam()
    module.place(SAMPLES[_CARD])
    chain = (Command.FIND, Command.SELECT, Command.READ, Command.APPENDED)
    size = sum(len(encode(each.body)) + len(encode(module.answer(each).body)) for each in chain)
    return size * 10 / BAUD


def _reads() -> list[float]:
    device = SimulatedReaderProcess()
    reader = SamSerialReader(device.start(), BAUD)
    try:
        device.lay_down(_CARD)
        device.tell("pace", baud=BAUD)
        reader.open()
        return [_seconds(reader) for _ in range(_READS)]
    finally:
        reader.close()
        device.stop()


def _seconds(reader: SamSerialReader) -> float:
    started = perf_counter()
    reader.find()
    reader.read()
    return perf_counter() - started
