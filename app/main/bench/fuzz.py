"""Whatever a device, a scanner or a tablet may send, thrown at everything that reads it.

Each input is a good message that was cut, doubled, flipped, spliced with another, or plain noise. A decoder
may say that it cannot read it, in the way it promises; anything else that leaves it is an escape.
"""

from __future__ import annotations

import faulthandler
import os
import random
from collections.abc import Sequence
from time import perf_counter, thread_time
from typing import Any

from app.main.bench.fuzz_targets import Target, targets_of_all_kinds
from app.main.bench.process_costs import memory_kb

HANG_S = 1.0
"""One input that takes more of the processor has hung a decoder."""
_GIVE_UP_S = 30
_ROUND = 500
_LONGEST_NOISE = 64
_SAMPLES = 100
GROWTH_LIMIT_MB = 16.0


def run(inputs: int, seed: int = 0) -> dict[str, Any]:
    """Spread so many inputs over all targets.

    ``escapes``: errors that no decoder promises, the first ten as ``target: error: input``; ``hangs``:
    inputs that took longer than a second; ``growth_mb``: how much larger the process was in the last tenth
    than in the second, each time at its smallest.
    """
    seed = seed or random.randrange(1, 1 << 32)
    chance = random.Random(seed)
    targets, hangs, slowest = targets_of_all_kinds(), 0, 0.0
    escapes: list[str] = []
    began, memory = perf_counter(), list[float]()
    for number in range(inputs):
        if number % _ROUND == 0:
            faulthandler.dump_traceback_later(_GIVE_UP_S, exit=True)
        if number % max(1, inputs // _SAMPLES) == 0:
            memory.append(_memory_mb())
        target = targets[number % len(targets)]
        data = _spoiled(target.seeds, chance)
        at = thread_time()  # whoever else uses the machine
        if (escaped := _escape(target, data)) is not None:
            escapes.append(escaped)
        took = thread_time() - at
        slowest, hangs = max(slowest, took), hangs + (took > HANG_S)
    faulthandler.cancel_dump_traceback_later()
    growth = _grown(memory)
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


def _grown(memory: Sequence[float]) -> float:
    """By how much memory grew that is not given back: a large picture comes and goes."""
    tenth = max(1, len(memory) // 10)
    return min(memory[-tenth:]) - min(memory[tenth : 2 * tenth] or memory)


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
