"""Breaking Chinese text into lines by the rule 避头尾 (GB/T 15834-2011 §5.1; W3C CLREQ §3.1). Pure.

No line begins with a closing mark or ends with an opening one; words and numbers in Latin script stay
whole; every character of the text is on exactly one line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

Measure = Callable[[str], float]
"""The width of a text; of two texts together it is the sum of both."""

NEVER_FIRST = frozenset("，。、；：？！）》〉」』】〕｝”’…—·～％‰℃,.;:?!)]}%")
NEVER_LAST = frozenset("（《〈「『【〔｛“‘([{")

_ATOM = re.compile(r"[!-~\u00a1-\u00b6\u00b8-\u024f\u0370-\u052f]+|.", re.DOTALL)
_TOLERANCE = 1e-6
_WIDEST_GAP = 0.12


def break_lines(text: str, width: float, measure: Measure) -> list[str]:
    """Cut one paragraph into lines no wider than ``width``.

    Joined, the lines are the text again: blanks at a line's end stay there and take no room. Only a piece
    that is wider than a line by itself (a long address, a row of marks) is cut within. An empty text is
    one empty line.
    """
    lines: list[str] = []
    line, used = "", 0.0
    for piece in _fitting(_pieces(_ATOM.findall(text)), width, measure):
        if line and used + measure(piece.rstrip(" ")) > width + _TOLERANCE:
            lines.append(line)
            line, used = "", 0.0
        line += piece
        used += measure(piece)
    return [*lines, line]


def spacing(line: str, width: float, measure: Measure) -> float:
    """What to add after each character so that the line fills ``width``; 0 where that would tear it apart.

    A line is left ragged when the gaps would grow beyond 0.12 of its mean character width.
    """
    shown = line.rstrip(" ")
    gaps = len(shown) - 1
    if gaps < 1:
        return 0.0
    natural = measure(shown)
    extra = (width - natural) / gaps
    return extra if 0 < extra <= _WIDEST_GAP * natural / len(shown) else 0.0


def _pieces(atoms: Iterable[str]) -> Iterator[str]:
    """Join atoms between which no line may end."""
    piece = ""
    for atom in atoms:
        if piece and not _inseparable(piece, atom):
            yield piece
            piece = ""
        piece += atom
    if piece:
        yield piece


def _inseparable(before: str, after: str) -> bool:
    return after == " " or after[0] in NEVER_FIRST or before.rstrip(" ")[-1:] in NEVER_LAST


def _fitting(pieces: Iterable[str], width: float, measure: Measure) -> Iterator[str]:
    """Cut the pieces that no line can hold: between letters if that helps, else between any two."""
    for piece in pieces:
        if measure(piece.rstrip(" ")) <= width:
            yield piece
            continue
        for part in _pieces(piece):
            yield from (part,) if measure(part.rstrip(" ")) <= width else part
