"""How fast the item search answers a keystroke, and how that grows with the catalogue."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from statistics import median
from time import thread_time
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from app.catalogue.load import load_shipped
from app.catalogue.model import Catalogue
from app.catalogue.readings import folded
from app.catalogue.search import Entry, SearchIndex
from app.main.bench.figures import share

SIZES = (100, 1_000, 10_000)
LIMIT_MS = 5.0
LIMIT_GROWTH = 1.0
_LOG_RATIO = math.log(SIZES[-1]) / math.log(SIZES[0])
_TYPED = 60
_RECENT = 8
_ROUNDS = 3


class Timing(Struct, frozen=True):
    """Milliseconds at one size of the catalogue. ``steady``: median look-up from the beginning of a text."""

    p50: float
    p99: float
    substring_p99: float
    steady: float
    build: float


def run() -> dict[str, Any]:
    """Milliseconds of the processor for one keystroke, so that what else the machine does is left out.

    - ``p50_ms``, ``p99_ms``: all keystrokes at 10,000 items with eight recent ones, each timed once; at
      most ``limit_ms``;
    - ``growth``: median time of the same code, initials and pinyin keystrokes, all from the beginning and
      without recent items, at 10,000 items over that at 100, divided by log 10,000 / log 100. At most 1:
      the time grows no faster than log n;
    - ``substring``: p99 of parts from inside names, per size;
    - ``items``: all figures per size, with the time to build the index.
    """
    entries = list(_entries(load_shipped(), SIZES[-1]))
    prefixes, substrings = _keystrokes(entries[: SIZES[0]])
    timings = {size: _measure(entries[:size], prefixes, substrings) for size in SIZES}
    largest = timings[SIZES[-1]]
    growth = largest.steady / timings[SIZES[0]].steady / _LOG_RATIO
    return {
        "p50_ms": largest.p50,
        "p99_ms": largest.p99,
        "limit_ms": LIMIT_MS,
        "growth": round(growth, 3),
        "growth_limit": LIMIT_GROWTH,
        "within_limits": largest.p99 <= LIMIT_MS and growth <= LIMIT_GROWTH,
        "substring": {str(size): timing.substring_p99 for size, timing in timings.items()},
        "items": {str(size): asdict(timing) for size, timing in timings.items()},
    }


def _measure(entries: Sequence[Entry], prefixes: Sequence[str], substrings: Sequence[str]) -> Timing:
    started = thread_time()
    index = SearchIndex(entries)
    build = (thread_time() - started) * 1000
    recents = [entry.id for entry in entries[:_RECENT]]
    once = _times(index, [*prefixes, *substrings], recents)
    inside = _times(index, substrings)
    best = map(min, zip(*(_times(index, prefixes) for _ in range(_ROUNDS)), strict=True))
    p50, p99, inside_p99 = share(once, 0.5, 4), share(once, 0.99, 4), share(inside, 0.99, 4)
    return Timing(p50, p99, inside_p99, round(median(best), 4), round(build, 1))


def _entries(catalogue: Catalogue, count: int) -> Iterator[Entry]:
    """Made-up items: pieces of real names put together, with the readings that belong to them."""
    pick = random.Random(20261101)
    names = [(folded(item.name), item.pinyin.split()) for item in catalogue.items.values()]
    for n in range(count):
        letters, syllables = "", list[str]()
        for _ in range(pick.randint(2, 4)):
            name, spoken = pick.choice(names)
            start = pick.randrange(max(1, len(name) - 2))
            end = start + pick.randint(2, 6)
            letters, syllables = letters + name[start:end], syllables + spoken[start:end]
        yield Entry(
            f"IT{n:05d}", letters, (f"1{pick.randrange(10**11):011d}", f"{n:05d}"), " ".join(syllables)
        )


def _keystrokes(entries: Sequence[Entry]) -> tuple[list[str], list[str]]:
    """What the box holds after every key: codes, initials and pinyin from the beginning; parts of names."""
    prefixes, substrings = list[str](), list[str]()
    for entry in entries[:_TYPED]:
        first = [token.split("|")[0] for token in entry.pinyin.split()]
        for typed in (entry.codes[0][:6], "".join(each[0] for each in first[:6]), "".join(first[:3])):
            prefixes += [typed[:end] for end in range(1, len(typed) + 1)]
        middle = len(entry.name) // 2
        substrings += [entry.name[middle - 1 : middle + length] for length in range(1, 4)]
        substrings += ["".join(each[0] for each in first[middle : middle + 3])]
    return prefixes, substrings


def _times(index: SearchIndex, queries: Sequence[str], recents: Sequence[str] = ()) -> list[float]:
    times = []
    for query in queries:
        started = thread_time()
        index.search(query, recents)
        times.append((thread_time() - started) * 1000)
    return times
