"""Whatever a device, a scanner or a tablet may send, thrown at everything that reads it.

Each input is a good message that was cut, doubled, flipped, spliced with another, or plain noise. A decoder
may say that it cannot read it, in the way it promises; anything else that leaves it is an escape.
"""

from __future__ import annotations

import faulthandler
import os
import random
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from time import perf_counter
from typing import Any

from app.main.bench.process_costs import memory_kb
from app.peripherals.scan_routes import route, rules
from app.peripherals.tablet_wire import Ask, Hello, Rated, encode, from_tablet, from_window
from devices.errors import DeviceError
from devices.framing import frames as profile_frames
from devices.framing.decoder import FrameDecoder as ProfileDecoder
from devices.framing.events import data_of
from devices.framing.load import load, shipped
from devices.framing.profile import Profile
from devices.framing.template import read
from devices.idcard import frames as card_frames
from devices.idcard import text_block
from devices.idcard.sample_cards import SAMPLES
from devices.page_printer.drivers import ipp
from devices.scanner.stream import StreamDecoder, scan_of
from devices.ticket_printer.escpos import readiness

HANG_S = 1.0
"""One input that takes longer has hung a decoder."""
_GIVE_UP_S = 30
_ROUND = 500
_LONGEST_NOISE = 64
GROWTH_LIMIT_MB = 16.0


@dataclass(frozen=True)
class Target:
    """One reader of bytes: good messages to begin with, and the errors that it promises."""

    name: str
    seeds: tuple[bytes, ...]
    reads: Callable[[bytes], object]
    promises: tuple[type[Exception], ...] = ()


def bench(args: Namespace) -> dict[str, Any]:
    """``zongchuang bench fuzz --inputs N --seed S``: the figures of ``run``; 1 when a limit is not met."""
    figures = run(args.inputs, args.seed)
    return {**figures, "exit": int(not figures["within_limits"])}


def run(inputs: int, seed: int = 0) -> dict[str, Any]:
    """Spread so many inputs over all targets.

    ``escapes``: errors that no decoder promises, the first ten as ``target: error: input``; ``hangs``:
    inputs that took longer than a second; ``growth_mb``: how much larger the process was at the end than
    after the first tenth.
    """
    seed = seed or random.randrange(1, 1 << 32)
    chance = random.Random(seed)
    targets, hangs, slowest = targets_of_all_kinds(), 0, 0.0
    escapes: list[str] = []
    began, settled = perf_counter(), 0.0
    for number in range(inputs):
        if number % _ROUND == 0:
            faulthandler.dump_traceback_later(_GIVE_UP_S, exit=True)
        if number == inputs // 10:
            settled = _memory_mb()
        target = targets[number % len(targets)]
        data = _spoiled(target.seeds, chance)
        at = perf_counter()
        if (escaped := _escape(target, data)) is not None:
            escapes.append(escaped)
        took = perf_counter() - at
        slowest, hangs = max(slowest, took), hangs + (took > HANG_S)
    faulthandler.cancel_dump_traceback_later()
    growth = _memory_mb() - settled
    return {
        "inputs": inputs,
        "targets": len(targets),
        "escapes": len(escapes),
        "first": escapes[:10],
        "hangs": hangs,
        "slowest_ms": round(slowest * 1000, 1),
        "growth_mb": round(growth, 1),
        "growth_limit_mb": GROWTH_LIMIT_MB,
        "seconds": round(perf_counter() - began, 1),
        "seed": seed,
        "within_limits": not escapes and not hangs and growth <= GROWTH_LIMIT_MB,
    }


def targets_of_all_kinds() -> tuple[Target, ...]:
    """Everything that reads what comes from outside; decoders that keep state are used on and on."""
    blocks = tuple(SAMPLES.values())
    card = card_frames.FrameDecoder()
    stream = StreamDecoder()
    table = rules(lambda text: "", "https://example.org/{case_no}", date(2026, 7, 1))
    codes = tuple(text.encode() for text in ("A127", "31999919780315901X", "https://a.b/x"))
    said = (encode(Hello("token")), encode(Rated("q", 5)), encode(Ask("q", "李静", 60)))
    tablet = tuple(text.encode() for text in said)
    asked = ipp.request(0x000A, [(1, [])])
    return (
        Target(
            "idcard.frames", tuple(card_frames.encode(b"\x00\x00\x90" + block) for block in blocks), card.feed
        ),
        Target("idcard.text_block", blocks, text_block.decode, (ValueError,)),
        Target("scanner.stream", tuple(code + b"\r" for code in codes), lambda data: _scans(stream, data)),
        Target("scan_routes", codes, lambda data: route(data.decode("utf-8", "replace"), table)),
        Target("tablet.to_window", tablet, from_tablet),
        Target("tablet.from_window", tablet, from_window),
        Target("ipp", (asked, asked + bytes(64)), ipp.answer, (ipp.MalformedIpp,)),
        Target("escpos.status", (b"\x12\x12\x12\x12",), _status, (DeviceError,)),
        *(_profiled(load(name)) for name in shipped()),
    )


def _profiled(profile: Profile) -> Target:
    decoder = ProfileDecoder(profile)

    def reads(data: bytes) -> None:
        for frame in (*decoder.feed(data), *decoder.quiet()):
            for rule in profile.commands.values():
                read(rule.data, frame.data, profile.text)

    seeds = [
        profile_frames.encode(profile, 1, int(rule.cmd or "1", 16), data_of(rule, 1) or b"\x01")
        for rule in profile.events
    ]
    return Target(f"profile.{profile.name}", tuple(seeds) or (b"\xff\x68\x01\x02\x03\xff",), reads)


def _scans(stream: StreamDecoder, data: bytes) -> None:
    for code in (*stream.feed(data), *stream.silence()):
        scan_of(code)


def _status(data: bytes) -> None:
    readiness(dict(enumerate(data[:4], start=1)))


def _memory_mb() -> float:
    return memory_kb([os.getpid()]) / 1024


def _escape(target: Target, data: bytes) -> str | None:
    """What left the target that it does not promise."""
    try:
        target.reads(data)
    except target.promises:
        return None
    except Exception as error:
        return f"{target.name}: {error!r}: {data.hex()}"
    return None


def _spoiled(seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """A message with one to three things wrong with it, or noise."""
    if chance.random() < 0.1:
        return chance.randbytes(chance.randrange(_LONGEST_NOISE))
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(6):
            case 0 if data:
                data[at - 1] ^= 1 << chance.randrange(8)
            case 1:
                del data[at:]
            case 2:
                del data[at : at + chance.randrange(1, 9)]
            case 3:
                data[at:at] = chance.randbytes(chance.randrange(1, 9))
            case 4:
                data[at:at] = data[: chance.randrange(len(data) + 1)]
            case 5:
                data[at:] = chance.choice(seeds)[at:]
    return bytes(data)
