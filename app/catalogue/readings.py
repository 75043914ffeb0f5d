"""How names are made comparable with what a clerk types, and the readings (读音) stored with a name.

The stored text has one token for each kept character of the name; other readings of a polyphone (多音字)
follow the usual one after a bar: ``shen|can bao deng ji``. It is made at import, by spelling.py.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import combinations, islice, product

MAX_VARIANTS = 32


def folded(text: str) -> str:
    """Half-width, lower case, letters, digits and hanzi only."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def fits(name: str, pinyin: str) -> bool:
    """Whether there is one token for every kept character of ``name``."""
    return len(pinyin.split()) == len(folded(name))


def variants(pinyin: str) -> tuple[tuple[str, ...], ...]:
    """The ways to read a name aloud, as syllables; the usual way first, then those nearest to it.

    At most MAX_VARIANTS, which covers five characters with two readings each completely.
    """
    readings = [token.split("|") for token in pinyin.split()]
    return tuple(islice(_ordered(readings), MAX_VARIANTS))


def _ordered(readings: list[list[str]]) -> Iterator[tuple[str, ...]]:
    usual = [options[0] for options in readings]
    polyphones = [at for at, options in enumerate(readings) if len(options) > 1]
    for count in range(len(polyphones) + 1):
        for places in combinations(polyphones, count):
            for others in product(*(readings[at][1:] for at in places)):
                spoken = list(usual)
                for at, syllable in zip(places, others, strict=True):
                    spoken[at] = syllable
                yield tuple(spoken)
