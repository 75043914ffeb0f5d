"""Computes the stored readings of names. For import only: the dictionary it loads costs 56 MB."""

from __future__ import annotations

from collections import Counter
from functools import cache

from pypinyin import Style, pinyin
from pypinyin.contrib.tone_convert import to_normal
from pypinyin.phrases_dict import phrases_dict

from app.catalogue.readings import folded

_MIN_WORDS = 2


def spell(name: str) -> str:
    """The readings text of a name: the reading in context first, then all others that words use.

    A reading that fewer than two words of the dictionary have is archaic or a slip, and left out.
    """
    text = folded(name)
    usual: list[str] = []
    for first, *_ in pinyin(text, style=Style.NORMAL):
        latin = text.startswith(first, len(usual))
        usual += first if latin else [first]
    return " ".join("|".join(_with_others(c, first)) for c, first in zip(text, usual, strict=True))


def _with_others(char: str, first: str) -> list[str]:
    others = (each for each, words in _readings().get(char, Counter()).most_common() if words >= _MIN_WORDS)
    return [first, *(each for each in others if each != first)]


@cache
def _readings() -> dict[str, Counter[str]]:
    """How many words of the phrase dictionary read each character in which way."""
    found: dict[str, Counter[str]] = {}
    for word, syllables in phrases_dict.items():
        for char, options in zip(word, syllables, strict=False):
            found.setdefault(char, Counter())[to_normal(options[0])] += 1
    return found
