"""Who comes to the counter: persons (自然人) and organisations (法人和其他组织) as value types.

Nothing here shows a person's data when it is printed or logged.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from app.core.numbers import normalize
from app.core.text import plain
from devices.idcard.contract import Card, CardType


class Role(StrEnum):
    """In what capacity somebody takes part in a case."""

    APPLICANT = "applicant"
    """申请人"""
    AGENT = "agent"
    """代理人, 经办人"""
    ORGANISATION = "organisation"
    """申请单位"""


class IdKind(StrEnum):
    """Kind of identity number (证件类型); the values are those of app.core.numbers."""

    RESIDENT = "resident"
    """居民身份证"""
    HMT = "hmt"
    """港澳台居民居住证"""
    FOREIGNER = "foreigner"
    """外国人永久居留身份证"""
    HM_PASS = "hm-pass"
    """港澳居民来往内地通行证"""
    TW_PASS = "tw-pass"
    """台湾居民来往大陆通行证"""


class PersonSource(StrEnum):
    """Where a person's data come from."""

    CARD = "card"
    """读卡"""
    MANUAL = "manual"
    """手填"""


class Person(Struct, frozen=True):
    """A natural person (自然人); empty text where nothing is known.

    Dates are ``YYYYMMDD`` as on the card; ``valid_to`` is empty for a card valid for good (长期). ``sex`` and
    ``ethnicity`` are words (GB/T 2261.1, GB/T 3304). ``demo``: read from a simulated device.
    """

    name: str = ""
    id_kind: IdKind = IdKind.RESIDENT
    number: str = ""
    sex: str = ""
    birth: str = ""
    ethnicity: str = ""
    address: str = ""
    authority: str = ""
    valid_from: str = ""
    valid_to: str = ""
    phone: str = ""
    source: PersonSource = PersonSource.MANUAL
    demo: bool = False

    def __repr__(self) -> str:
        return f"Person({self.source.value})"

    @property
    def known(self) -> bool:
        """Whether anything at all is known of the person."""
        return self != NOBODY

    @property
    def by_card(self) -> bool:
        """Whether the data were read from the card (读卡核验)."""
        return self.source is PersonSource.CARD


class Organisation(Struct, frozen=True):
    """An organisation that applies: name, 统一社会信用代码 (GB 32100-2015), 法定代表人(负责人)."""

    name: str = ""
    credit_code: str = ""
    legal_person: str = ""

    def __repr__(self) -> str:
        return "Organisation()"

    @property
    def known(self) -> bool:
        """Whether anything at all is known of the organisation."""
        return self != NO_ORGANISATION


NOBODY = Person()
"""Nothing is known of the person."""

NO_ORGANISATION = Organisation()
"""Nothing is known of the organisation."""

_KINDS = {
    CardType.RESIDENT: IdKind.RESIDENT,
    CardType.HMT: IdKind.HMT,
    CardType.FOREIGN_2017: IdKind.FOREIGNER,
    CardType.FOREIGN_2023: IdKind.FOREIGNER,
}


def from_card(card: Card, *, demo: bool = False) -> Person:
    """The person that a card shows. Of several addresses (追加住址) the last one counts.

    What cannot be seen in a text of the chip is left out (app.core.text.plain).
    """
    return Person(
        name=plain(card.holder),
        id_kind=_KINDS[card.card_type],
        number=plain(card.number),
        sex=plain(card.sex),
        birth=plain(card.birth),
        ethnicity=plain(card.ethnicity),
        address=plain(card.appended_addresses[-1] if card.appended_addresses else card.address),
        authority=plain(card.authority),
        valid_from=plain(card.valid_from),
        valid_to=plain(card.valid_to or ""),
        source=PersonSource.CARD,
        demo=demo,
    )


def with_value(person: Person, name: str, value: str) -> Person:
    """The person with ``name``, ``number``, ``address`` or ``phone`` typed by hand.

    The kind of a number is told by its form. Raises ValueError for another field.
    """
    match name:
        case "name":
            return replace(person, name=value)
        case "number":
            return replace(person, number=value, id_kind=id_kind_of(value))
        case "address":
            return replace(person, address=value)
        case "phone":
            return replace(person, phone=value)
        case _:
            raise ValueError(f"{name} is not typed by hand")


def born(person: Person) -> str:
    """``YYYYMMDD`` from the card, else from a number of 18 digits (GB 11643); empty where neither tells."""
    number = normalize(person.number)
    return person.birth or (number[6:14] if len(number) == 18 and number[:17].isdigit() else "")


def id_kind_of(number: str) -> IdKind:
    """The kind that a number's form suggests; resident when nothing else fits.

    HMT residence permits begin with 81, 82, 83 (国办发〔2018〕81号), foreigners' cards with 9 or with three
    letters, Hong Kong and Macao passes with H or M, Taiwan passes have 8 digits,
    10 with the count of renewals.
    """
    text = normalize(number)
    if len(text) == 18 and text.startswith(("81", "82", "83")):
        return IdKind.HMT
    if (len(text) == 18 and text.startswith("9")) or (len(text) == 15 and text[:3].isalpha()):
        return IdKind.FOREIGNER
    if text.startswith(("H", "M")):
        return IdKind.HM_PASS
    if len(text) in (8, 10) and text.isdigit():
        return IdKind.TW_PASS
    return IdKind.RESIDENT
