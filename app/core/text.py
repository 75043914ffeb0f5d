"""Text that people type and cards carry, and masking (脱敏) for screens, slips and lists: enough to recognise
one's own, not to learn another's."""

from __future__ import annotations

import unicodedata

_DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSEEN = ("Cc", "Cs")


def plain(text: str) -> str:
    """A text without what nobody sees and no store, paper or database takes alike.

    Line breaks and tabs become blanks; other control characters, halves of surrogate pairs and marks that
    turn the direction of writing go. Private-use characters stay: rare names are written with them.
    """
    return "".join(" " if each.isspace() else each for each in text if _is_kept(each))


def _is_kept(character: str) -> bool:
    if character in _DIRECTION_MARKS:
        return False
    return character.isspace() or unicodedata.category(character) not in _UNSEEN


def mask_number(number: str) -> str:
    """A document number with its middle hidden: 3201**********4527; short ones keep two at each end."""
    return _keep(number, 4, 4) if len(number) >= 12 else _keep(number, 2, 2)


def mask_phone(phone: str) -> str:
    """A telephone number with its middle hidden: 138****6120; short ones keep two at each end."""
    return _keep(phone, 3, 4) if len(phone) >= 11 else _keep(phone, 2, 2)


def mask_text(text: str) -> str:
    """Any other text, such as an address, of which only the beginning stays: 示例****."""
    return _keep(text, min(6, len(text) // 3), 0)


def _keep(text: str, head: int, tail: int) -> str:
    """Hide all but the ends, and all of a text that has hardly more than the ends."""
    hidden = len(text) - head - tail
    if hidden < head:
        return "*" * len(text)
    return text[:head] + "*" * hidden + text[len(text) - tail :]
