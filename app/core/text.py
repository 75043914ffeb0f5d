"""Masking (脱敏) for screens, slips and lists: enough to recognise one's own, not to learn another's."""

from __future__ import annotations


def mask_name(name: str) -> str:
    """A name with its middle hidden: 王*兰, 样*, Y**********G. A single character is hidden."""
    return name[0] + "*" if len(name) == 2 else _keep(name, 1, 1)


def mask_number(number: str) -> str:
    """A document number with its middle hidden: 3201**********4527; short ones keep two at each end."""
    return _keep(number, 4, 4) if len(number) >= 12 else _keep(number, 2, 2)


def mask_phone(phone: str) -> str:
    """A telephone number with its middle hidden: 138****6120; short ones keep two at each end."""
    return _keep(phone, 3, 4) if len(phone) >= 11 else _keep(phone, 2, 2)


def _keep(text: str, head: int, tail: int) -> str:
    """Hide all but the ends, and all of a text that has hardly more than the ends."""
    hidden = len(text) - head - tail
    if hidden < head:
        return "*" * len(text)
    return text[:head] + "*" * hidden + text[len(text) - tail :]
