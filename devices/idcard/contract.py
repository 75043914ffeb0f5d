"""What the program asks of an ID card reader (二代证阅读器), and what it gets."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from devices.contract import Device
from devices.idcard.codes import ethnicity_name, sex_name


class CardType(StrEnum):
    """The four layouts of the chip's text block."""

    RESIDENT = "resident"
    """居民身份证"""
    HMT = "hmt"
    """港澳台居民居住证 (2018)"""
    FOREIGN_2017 = "foreign2017"
    """外国人永久居留身份证 (2017)"""
    FOREIGN_2023 = "foreign2023"
    """外国人永久居留身份证 (2023, 五星卡)"""


_COMMON = ("card_type", "sex_code", "sex", "birth", "number", "valid_from", "valid_to", "long_term")
_DOMESTIC = (*_COMMON, "name", "address", "authority")
_FOREIGN = (*_COMMON, "chinese_name", "english_name", "nationality")
_KEYS = {
    CardType.RESIDENT: (*_DOMESTIC, "ethnicity_code", "ethnicity"),
    CardType.HMT: (*_DOMESTIC, "pass_number", "issue_count"),
    CardType.FOREIGN_2017: _FOREIGN,
    CardType.FOREIGN_2023: (*_FOREIGN, "old_number"),
}


class Card(Struct, frozen=True):
    """The text of one card. Fields that its layout lacks are empty.

    Dates are ``YYYYMMDD`` as on the chip, never checked here; ``valid_to`` is None for a card valid for good
    (长期). ``appended_addresses`` are the later addresses (追加住址), in the chip's order.
    """

    card_type: CardType
    number: str
    sex_code: str
    birth: str
    valid_from: str
    valid_to: str | None
    name: str = ""
    chinese_name: str = ""
    english_name: str = ""
    ethnicity_code: str = ""
    address: str = ""
    authority: str = ""
    pass_number: str = ""
    issue_count: str = ""
    nationality: str = ""
    old_number: str = ""
    appended_addresses: tuple[str, ...] = ()
    photo: bytes = b""
    """the portrait as an image file, where the reader's software decodes it; for the visit, never kept"""

    def __repr__(self) -> str:
        return f"Card({self.card_type.value})"  # never a person's data: representations end up in logs

    @property
    def holder(self) -> str:
        """The name to call the person by: the Chinese one where there is one."""
        return self.name or self.chinese_name or self.english_name

    @property
    def sex(self) -> str:
        """The sex as a word (GB/T 2261.1)."""
        return sex_name(self.sex_code)

    @property
    def ethnicity(self) -> str:
        """The ethnicity as a word (GB/T 3304)."""
        return ethnicity_name(self.ethnicity_code)

    @property
    def long_term(self) -> bool:
        """Whether the card is valid for good (长期)."""
        return self.valid_to is None

    def to_json(self) -> dict[str, str | bool | None]:
        """The card's fields by name, only those that its layout has; ``valid_to`` is null when 长期."""
        return {key: getattr(self, key) for key in _KEYS[self.card_type]}


class CardReader(Device, Protocol):
    """One reader, used by one thread; its ``identity`` is its SAM number (SAM 编号), e.g.
    ``05.01-20131001-0000000123-0000004567``. Every method raises only errors of devices.errors."""

    def find(self) -> bool:
        """Whether a card lies on the reader (寻卡). Raises DeviceRefused for any status but yes and no."""
        ...

    def read(self) -> Card:
        """Select the card just found and read it (选卡, 读卡). Raises DeviceRefused with the status."""
        ...
