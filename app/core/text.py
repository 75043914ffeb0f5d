"""Text that people type and cards carry, and masking (脱敏) for screens, slips and lists: enough to recognise
one's own, not to learn another's."""

from __future__ import annotations

import unicodedata

_UNSEEN = ("Cc", "Cf", "Cs")


def plain(text: str) -> str:
    """A text without what nobody sees and no store, paper or database takes alike.

    Line breaks and tabs become blanks; other control characters, halves of surrogate pairs, marks that turn
    the direction of writing or stand between letters without width go. Private-use characters and variants
    of a character stay: rare names are written with them.
    """
    blank = "".join(" " if each.isspace() else each for each in text)
    return "".join(each for each in blank if unicodedata.category(each) not in _UNSEEN)


def mask_number(number: str) -> str:
    """A document number with its middle hidden: 3201**********4527; short ones keep two at each end."""
    return _keep(number, 4, 4) if len(number) >= 12 else _keep(number, 2, 2)


def mask_phone(phone: str) -> str:
    """A telephone number with its middle hidden: 138****6120; short ones keep two at each end. Blanks around
    it, which nobody sees in a field, hide none of it."""
    phone = phone.strip()
    return _keep(phone, 3, 4) if len(phone) >= 11 else _keep(phone, 2, 2)


def mask_text(text: str) -> str:
    """Any other text, such as an address, of which only the beginning stays: 示例****."""
    return _keep(text, min(6, len(text) // 3), 0)


def mask_field(name: str, value: str) -> str:
    """The value of a field of a case by what the field holds."""
    return mask_phone(value) if name.endswith(".phone") else mask_text(value)


def _keep(text: str, head: int, tail: int) -> str:
    """Hide all but the ends, and all of a text that has hardly more than the ends."""
    hidden = len(text) - head - tail
    if hidden < head:
        return "*" * len(text)
    return text[:head] + "*" * hidden + text[len(text) - tail :]
