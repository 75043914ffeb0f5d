"""What a scanned code is: an ordered table of rules, the first that knows the code wins. Pure.

| kind | code | source |
|---|---|---|
| ticket | own queue ticket (号票) | app.core.ticket_code |
| case | own case number (办件编号), bare or in the address on a receipt | given by the program |
| person | number of an identity document | GB 11643 |
| organisation | credit code (统一社会信用代码), also inside a longer text | GB 32100 |
| url | an address of the web, also one that begins with ``www.`` | |
| token | a short-lived code that only its issuer can resolve (鲁通码, 电子营业执照 …) | SZSD 0056.1 |
| unknown | anything else | |

Whatever says the same in capitals and in small letters is known in both: a scanner that types turns them
round where Caps Lock is on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from msgspec import Struct

from app.core.numbers import check, normalize
from app.core.ticket_code import read_code

_CREDIT = re.compile(r"(?<![0-9A-Za-z])[0-9A-HJ-NPQRTUWXY]{18}(?![0-9A-Za-z])", re.IGNORECASE)
_BARE_URL = re.compile(r"www\.[^\s/]+\.\S+", re.IGNORECASE)
_TOKEN = re.compile(r"[A-Za-z0-9+/=_.:|~-]{20,}")
_PERSON = ("resident", "hmt", "foreigner")
_PERSON_LENGTH = 18


class ScanKind(StrEnum):
    """What a code is."""

    TICKET = "ticket"
    CASE = "case"
    PERSON = "person"
    ORGANISATION = "organisation"
    URL = "url"
    TOKEN = "token"
    UNKNOWN = "unknown"


class Route(Struct, frozen=True):
    """A code known for what it is; ``value`` is the part that matters, normalised."""

    kind: ScanKind
    value: str

    def __repr__(self) -> str:
        return f"Route({self.kind.value})"


Rule = tuple[ScanKind, Callable[[str], str]]
"""A kind, and what finds its value in a text; an empty value: it is not that."""


def rules(case_number: Callable[[str], str], progress_url: str, today: date) -> tuple[Rule, ...]:
    """The table of a hall.

    ``case_number`` gives the case number that a text is; ``progress_url`` is what the QR code of a receipt
    opens, with ``{case_no}`` in it.
    """
    before, _, after = progress_url.lower().partition("{case_no}")

    def own_case(text: str) -> str:
        bare, lower = text, text.lower()
        if before and lower.startswith(before) and lower.endswith(after):
            bare = text[len(before) : len(text) - len(after)]
        return case_number(bare)

    def person(text: str) -> str:
        # No card of 15 characters bears a code: what has 15 digits is a telephone's number or a parcel's.
        if len(normalize(text)) != _PERSON_LENGTH:
            return ""
        found = (check(kind, text, today) for kind in _PERSON)
        return next((number.normalized for number in found if number.valid), "")

    def organisation(text: str) -> str:
        found = (check("credit-code", candidate, today) for candidate in _CREDIT.findall(text))
        return next((number.normalized for number in found if number.valid), "")

    return (
        (ScanKind.TICKET, lambda text: text.upper() if read_code(text.upper()) else ""),
        (ScanKind.CASE, own_case),
        (ScanKind.PERSON, person),
        (ScanKind.ORGANISATION, organisation),
        (ScanKind.URL, _url),
        (ScanKind.TOKEN, lambda text: text if _TOKEN.fullmatch(text) else ""),
    )


def route(text: str, table: Sequence[Rule]) -> Route:
    """What a scanned text is."""
    text = text.strip()
    for kind, value_in in table:
        if value := value_in(text):
            return Route(kind, value)
    return Route(ScanKind.UNKNOWN, text)


def _url(text: str) -> str:
    if _BARE_URL.fullmatch(text):
        return text
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme.lower() in ("http", "https") and parts.netloc else ""
