"""Document numbers (证件号码): what a valid one looks like. Pure.

| kind | document | source |
|---|---|---|
| resident | 居民身份证, 18 characters, 15 of the first generation for look-up only | GB 11643 |
| hmt | 港澳台居民居住证 | GB 11643, region 810000, 820000, 830000 |
| foreigner | 外国人永久居留身份证, 18 digits since 2023, 15 characters before | GB 11643, ICAO 7-3-1 |
| hm-pass | 港澳居民来往内地通行证 (回乡证) | no check digit |
| tw-pass | 台湾居民来往大陆通行证 (台胞证) | no check digit |
| credit-code | 统一社会信用代码 | GB 32100 |
| org-code | 组织机构代码 | GB 11714 |

Reasons (the number is not valid): ``number.shape`` (length or characters), ``number.region``,
``number.birth`` (no such day), ``number.birth_future``, ``number.check_digit``, ``number.org_check_digit``.
Warnings (valid, look again): ``number.first_generation``, ``number.region_unknown``,
``number.authority_unknown``, ``number.check_digit_differs``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from msgspec import Struct

from devices.idcard.foreigner_number import check_digit as check_731

_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_HYPHENS = "-‐‑‒–—―−"

_PROVINCES = frozenset(
    (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71)
)
_HMT_REGIONS = ("810000", "820000", "830000")
_CREDIT_AUTHORITIES = {
    "1": "1239",
    "2": "19",
    "3": "169",
    "4": "19",
    "5": "123459",
    "6": "129",
    "7": "129",
    "8": "129",
    "9": "1239",
    "A": "19",
    "G": "19",
    "J": "19",
    "N": "1239",
    "Q": "1239",
    "Y": "1",
}
"""Registering authority and the kinds of organisation it registers; the table grows, so others only warn."""


class NumberCheck(Struct, frozen=True):
    """The verdict on one number; ``warning`` and ``reason`` are codes or None.

    ``normalized`` is what to keep; of a first-generation number its 18 characters.
    """

    value: str
    valid: bool
    normalized: str
    warning: str | None = None
    reason: str | None = None

    def __repr__(self) -> str:
        return f"NumberCheck(valid={self.valid}, warning={self.warning}, reason={self.reason})"


class _Verdict(Struct, frozen=True):
    reason: str | None = None
    warning: str | None = None
    normalized: str | None = None


_GOOD = _Verdict()


def check(kind: str, value: str, today: date) -> NumberCheck:
    """Check a number as somebody typed it. ``kind`` is one of KINDS, KeyError otherwise."""
    number = normalize(value)
    verdict = _CHECKS[kind](number, today)
    return NumberCheck(
        value, verdict.reason is None, verdict.normalized or number, verdict.warning, verdict.reason
    )


def normalize(value: str) -> str:
    """A typed number without blanks, hyphens and invisible characters, half-width, in capitals."""
    kept = (
        character
        for character in unicodedata.normalize("NFKC", value)
        if not character.isspace() and character not in _HYPHENS and unicodedata.category(character) != "Cf"
    )
    return "".join(kept).upper()


def mod_11_2(digits: str) -> str:
    """The check character (0-9 or X) of ISO 7064 MOD 11-2 over any number of digits.

    Raises ValueError for anything but ASCII digits.
    """
    if not re.fullmatch(r"[0-9]+", digits):
        raise ValueError("MOD 11-2 takes digits")
    rest = 0
    for digit in digits:
        rest = (rest + int(digit)) * 2 % 11
    return "0123456789X"[(12 - rest) % 11]


def _resident(number: str, today: date) -> _Verdict:
    if re.fullmatch(r"[0-9]{15}", number):
        body = f"{number[:6]}19{number[6:]}"
        if reason := _birth(body, today):
            return _Verdict(reason)
        return _Verdict(warning="number.first_generation", normalized=body + mod_11_2(body))
    if reason := _citizen(number, today):
        return _Verdict(reason)
    return _in_province(number[:2])


def _hmt(number: str, today: date) -> _Verdict:
    reason = _citizen(number, today)
    if reason != "number.shape" and not number.startswith(_HMT_REGIONS):
        reason = "number.region"
    return _Verdict(reason)


def _foreigner(number: str, today: date) -> _Verdict:
    if len(number) == 15:
        return _foreigner_before_2023(number)
    reason = _citizen(number, today)
    if reason != "number.shape" and not number.startswith("9"):
        reason = "number.region"
    return _Verdict(reason) if reason else _in_province(number[1:3])


def _foreigner_before_2023(number: str) -> _Verdict:
    """A wrong check digit only warns: printed cards with one are known."""
    if not re.fullmatch(r"[A-Z]{3}[0-9]{12}", number):
        return _Verdict("number.shape")
    if not any(_is_day(century + number[7:13]) for century in ("19", "20")):
        return _Verdict("number.birth")
    return _GOOD if check_731(number[:14]) == number[14] else _Verdict(warning="number.check_digit_differs")


def _hm_pass(number: str, _today: date) -> _Verdict:
    return _GOOD if re.fullmatch(r"[HM][0-9]{8}([0-9]{2})?", number) else _Verdict("number.shape")


def _tw_pass(number: str, _today: date) -> _Verdict:
    return _GOOD if re.fullmatch(r"[0-9]{8}([0-9]{2})?", number) else _Verdict("number.shape")


def _credit_code(number: str, _today: date) -> _Verdict:
    if not re.fullmatch(rf"[{_CREDIT_ALPHABET}]{{2}}[0-9]{{6}}[{_CREDIT_ALPHABET}]{{10}}", number):
        return _Verdict("number.shape")
    total = sum(_CREDIT_ALPHABET.index(character) * 3**place for place, character in enumerate(number[:17]))
    if number[17] != _CREDIT_ALPHABET[-total % 31]:
        return _Verdict("number.check_digit")
    if _org_check(number[8:16]) != number[16]:
        return _Verdict("number.org_check_digit")
    known = number[1] in _CREDIT_AUTHORITIES.get(number[0], "")
    return _Verdict(warning=None if known else "number.authority_unknown")


def _org_code(number: str, _today: date) -> _Verdict:
    if not re.fullmatch(r"[0-9A-Z]{8}[0-9X]", number):
        return _Verdict("number.shape")
    return _GOOD if _org_check(number[:8]) == number[8] else _Verdict("number.check_digit")


def _org_check(body: str) -> str:
    """The check character of GB 11714 over eight characters."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(character, 36) * weight for character, weight in zip(body, weights, strict=True))
    return "0X987654321"[total % 11]


def _citizen(number: str, today: date) -> str | None:
    """The reason against an 18-character number of GB 11643."""
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return "number.shape"
    if reason := _birth(number, today):
        return reason
    return None if mod_11_2(number[:17]) == number[17] else "number.check_digit"


def _birth(number: str, today: date) -> str | None:
    day = number[6:14]
    if not _is_day(day):
        return "number.birth"
    return "number.birth_future" if day > f"{today:%Y%m%d}" else None


def _in_province(code: str) -> _Verdict:
    """Codes come and go and stay valid for a life: an unknown one only warns."""
    return _GOOD if int(code) in _PROVINCES else _Verdict(warning="number.region_unknown")


def _is_day(day: str) -> bool:
    try:
        date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return False
    return True


_CHECKS: dict[str, Callable[[str, date], _Verdict]] = {
    "resident": _resident,
    "hmt": _hmt,
    "foreigner": _foreigner,
    "hm-pass": _hm_pass,
    "tw-pass": _tw_pass,
    "credit-code": _credit_code,
    "org-code": _org_code,
}
KINDS = tuple(_CHECKS)
