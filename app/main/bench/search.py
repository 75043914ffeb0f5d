"""How fast the item search answers a keystroke, and how that grows with the catalogue."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from statistics import median
from time import perf_counter

from app.catalogue.load import load_shipped
from app.catalogue.model import Catalogue
from app.catalogue.readings import folded
from app.catalogue.search import Entry, SearchIndex

SIZES = (100, 1_000, 10_000)
_LOG_RATIO = math.log(SIZES[-1]) / math.log(SIZES[0])
_LIMIT_MS = 5.0
_TYPED = 60
_RECENT = 8
_ROUNDS = 3


def run() -> dict[str, object]:
    """Milliseconds for one keystroke, with eight recent items.

    - ``p50_ms``, ``p99_ms``: all keystrokes at the largest size, each timed once, against ``limit_ms``;
    - ``substring``: p99 of name substrings alone at each size;
    - ``growth``: median time of the same prefix and initials keystrokes at 10,000 items over that at 100,
      divided by log 10,000 / log 100. At most 1: the time grows no faster than log n;
    - ``items``: per size, p50, p99 and the milliseconds it took to build the index.
    """
    entries = list(_entries(load_shipped(), SIZES[-1]))
    prefixes, substrings = _keystrokes(entries[: SIZES[0]])
    sizes: dict[str, dict[str, float]] = {}
    steady: list[float] = []
    for size in SIZES:
        started = perf_counter()
        index = SearchIndex(entries[:size])
        built = (perf_counter() - started) * 1000
        once = sorted(_times(index, prefixes + substrings))
        inner = sorted(_times(index, substrings))
        steady.append(median(map(min, zip(*(_times(index, prefixes) for _ in range(_ROUNDS)), strict=True))))
        sizes[str(size)] = {
            "p50_ms": _at(once, 0.50),
            "p99_ms": _at(once, 0.99),
            "substring_p99_ms": _at(inner, 0.99),
            "build_ms": round(built, 1),
        }
    largest = sizes[str(SIZES[-1])]
    return {
        "p50_ms": largest["p50_ms"],
        "p99_ms": largest["p99_ms"],
        "limit_ms": _LIMIT_MS,
        "growth": round(steady[-1] / steady[0] / _LOG_RATIO, 3),
        "substring": {size: figures["substring_p99_ms"] for size, figures in sizes.items()},
        "items": sizes,
    }


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


def _times(index: SearchIndex, queries: Sequence[str]) -> list[float]:
    times = []
    recents = [f"IT{n:05d}" for n in range(_RECENT)]
    for query in queries:
        started = perf_counter()
        index.search(query, recents)
        times.append((perf_counter() - started) * 1000)
    return times


def _at(ordered: Sequence[float], share: float) -> float:
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 4)
