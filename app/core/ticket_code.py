"""What stands in the barcode and QR code of a queue ticket (号票). Pure.

``ZC`` · month and day of the business day · number as printed · check character:
``ZC0706A127X``. The check is ISO 7064 MOD 11-2 over the digits, letters counted as 10 to 35. The day makes a
slip of yesterday known for what it is.
"""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from app.core.numbers import mod_11_2

_SHAPE = re.compile(r"ZC(?P<day>(?:0[1-9]|1[0-2])[0-3][0-9])(?P<number>[A-Z0-9]{1,12})(?P<check>[0-9X])")


class TicketCode(Struct, frozen=True):
    """A ticket as its code names it; ``day`` is month and day, ``0706``."""

    number: str
    day: str

    def issued_on(self, day: date) -> bool:
        """Whether it is a ticket of this business day (当日有效)."""
        return self.day == f"{day:%m%d}"


def code_of(number: str, day: date) -> str:
    """The code of a ticket number of a business day. Raises ValueError for what cannot be a number."""
    body = f"{day:%m%d}{number}"
    code = f"ZC{body}{_check(body)}"
    if read_code(code) is None:
        raise ValueError(f"{number!r} is no ticket number")
    return code


def read_code(text: str) -> TicketCode | None:
    """What a scanned code says; None when it is no ticket code or was misread."""
    found = _SHAPE.fullmatch(text)
    if found is None or _check(found["day"] + found["number"]) != found["check"]:
        return None
    return TicketCode(found["number"], found["day"])


def _check(body: str) -> str:
    try:
        return mod_11_2("".join(str(int(character, 36)) for character in body))
    except ValueError:
        return ""
