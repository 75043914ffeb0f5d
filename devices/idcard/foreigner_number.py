"""Numbers of the foreigner permanent residence card (外国人永久居留身份证).

Cards issued until 2023 carry 15 characters: nationality (ISO 3166-1 alpha-3), region (4), birth YYMMDD,
sequence (1), check (1). Cards issued since carry 18 digits beginning with 9 and, on the chip, what is needed
to derive the older number.
"""

from __future__ import annotations


def check_digit(body: str) -> str:
    """The 7-3-1 check digit over the first 14 characters (0-9 A-Z, letters count A=10 ... Z=35)."""
    total = sum(int(character, 36) * (7, 3, 1)[place % 3] for place, character in enumerate(body))
    return str(total % 10)


def number_before_2023(number: str, nationality: str, link: str) -> str:
    """The 15-character number that a 2023 card replaces; empty when the card does not say.

    ``link`` is the card's 既往版本证件号码关联项: two characters of the old region and the old sequence.
    """
    body = nationality + number[1:3] + link[:2] + number[8:14] + link[2:]
    whole = len(number) == 18 and len(nationality) == 3 and len(link) == 3
    if not (whole and body.isascii() and body.isalnum()):
        return ""
    return body + check_digit(body)
