"""The 256-byte text block of the card's chip (GA 490): four layouts of fixed fields in UTF-16LE. Pure.

The character at byte 248 names the layout: ``I`` foreigner 2017, ``Y`` foreigner 2023, ``J`` residence permit
for Hong Kong, Macao and Taiwan residents, anything else the resident card, whose reserved area may hold
anything.
"""

from __future__ import annotations

from collections.abc import Mapping

from devices.idcard.contract import Card, CardType
from devices.idcard.foreigner_number import number_before_2023

SIZE = 256
LONG_TERM = "长期"
ADDRESS_SIZE = 70
"""Bytes of one appended address (追加住址)."""

_BLANK = " ".encode("utf-16-le")
_FLAG = slice(248, 250)
_FLAGS = {"I": CardType.FOREIGN_2017, "Y": CardType.FOREIGN_2023, "J": CardType.HMT}

Layout = Mapping[str, tuple[slice, ...]]


def _at(offset: int, size: int) -> slice:
    return slice(offset, offset + size)


_VALIDITY: Layout = {"valid_from": (_at(188, 16),), "valid_to": (_at(204, 16),)}
_HMT: Layout = {
    "name": (_at(0, 30),),
    "sex_code": (_at(30, 2),),
    "birth": (_at(36, 16),),
    "address": (_at(52, 70),),
    "number": (_at(122, 36),),
    "authority": (_at(158, 30),),
    **_VALIDITY,
    "pass_number": (_at(220, 18),),
    "issue_count": (_at(238, 4),),
}
_LAYOUTS: dict[CardType, Layout] = {
    CardType.HMT: _HMT,
    CardType.RESIDENT: {
        **{field: place for field, place in _HMT.items() if field not in ("pass_number", "issue_count")},
        "ethnicity_code": (_at(32, 4),),
    },
    CardType.FOREIGN_2017: {
        "english_name": (_at(0, 120),),
        "sex_code": (_at(120, 2),),
        "number": (_at(122, 30),),
        "nationality": (_at(152, 6),),
        "chinese_name": (_at(158, 30),),
        **_VALIDITY,
        "birth": (_at(220, 16),),
    },
    CardType.FOREIGN_2023: {
        "chinese_name": (_at(0, 30),),
        "sex_code": (_at(30, 2),),
        "birth": (_at(36, 16),),
        "english_name": (_at(52, 70), _at(220, 22)),
        "number": (_at(122, 36),),
        **_VALIDITY,
        "nationality": (_at(242, 6),),
        "link": (_at(250, 6),),
    },
}


def decode(block: bytes, appended: bytes = b"") -> Card:
    """The card in a text block and, if it was read, in the appended addresses (slots of 70 bytes).

    Any 256 bytes make a card. Private-use characters of rare names stay as they are; half a surrogate pair,
    which no store or font could take, becomes U+FFFD. Raises ValueError on any other size.
    """
    if len(block) != SIZE:
        raise ValueError(f"a text block has {SIZE} bytes, not {len(block)}")
    card_type = _FLAGS.get(_text(block[_FLAG]), CardType.RESIDENT)
    fields = {
        field: _text(b"".join(block[part] for part in parts)) for field, parts in _LAYOUTS[card_type].items()
    }
    valid_to = fields.pop("valid_to")
    link = fields.pop("link", "")
    if card_type is CardType.FOREIGN_2023:
        fields["old_number"] = number_before_2023(fields["number"], fields["nationality"], link)
    return Card(
        card_type=card_type,
        valid_to=None if valid_to == LONG_TERM else valid_to,
        appended_addresses=_addresses(appended),
        photo=b"",
        **fields,
    )


def encode(card: Card) -> bytes:
    """The text block of a card, for simulated readers. Text longer than its field is cut.

    What a Card does not hold (renewals, card version, link to an old number) stays blank.
    """
    fields = {**card.to_json(), "valid_to": LONG_TERM if card.valid_to is None else card.valid_to, "link": ""}
    block = bytearray(_BLANK * (SIZE // len(_BLANK)))
    for field, parts in _LAYOUTS[card.card_type].items():
        rest = str(fields[field]).encode("utf-16-le")
        for part in parts:
            size = part.stop - part.start
            piece, rest = rest[:size], rest[size:]
            block[part] = piece + _BLANK * ((size - len(piece)) // len(_BLANK))
    for flag, card_type in _FLAGS.items():
        if card_type is card.card_type:
            block[_FLAG] = flag.encode("utf-16-le")
    return bytes(block)


def encode_addresses(addresses: tuple[str, ...]) -> bytes:
    """Appended addresses as slots of 70 bytes, for simulated readers."""
    size = ADDRESS_SIZE // len(_BLANK)
    return b"".join(each[:size].ljust(size).encode("utf-16-le") for each in addresses)


def _text(data: bytes) -> str:
    return data.decode("utf-16-le", "replace").strip(" \0")


def _addresses(data: bytes) -> tuple[str, ...]:
    slots = (data[start : start + ADDRESS_SIZE] for start in range(0, len(data), ADDRESS_SIZE))
    return tuple(text for slot in slots if (text := _text(slot)))
