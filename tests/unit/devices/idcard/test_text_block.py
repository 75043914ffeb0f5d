"""The four layouts of the chip's text block, by the published examples and by any text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.idcard.codes import ethnicity_name, sex_name
from devices.idcard.contract import Card, CardType
from devices.idcard.frames import encode as framed
from devices.idcard.sample_cards import SAMPLES
from devices.idcard.text_block import SIZE, decode, encode, encode_addresses

BLOCKS = {
    "样例甲": (
        "37688B4F3275200020002000200020002000200020002000200020002000310030003100320030003000300030003200"
        "3200390037688B4F017737688B4F025E37688B4F3A5337688B4FEF8D3100F75320002000200020002000200020002000"
        "200020002000200020002000200020002000200020002000200031003100300030003000300032003000300030003000"
        "320032003900300030003300320037688B4F025E6C51895B405C20002000200020002000200020002000200032003000"
        "320034003000330030003100320030003300340030003300300031002000200020002000200020002000200020002000"
        "20002000200020002000200020002000"
    ),
    "样例乙": (
        "37688B4F594E200020002000200020002000200020002000200020002000320020002000310039003900310030003600"
        "3100350037688B4F017737688B4F025E37688B4F3A5337688B4F57883200F75320002000200020002000200020002000"
        "200020002000200020002000200020002000200020002000200038003200300030003000300031003900390031003000"
        "360031003500300030003400340037688B4F025E6C51895B405C20002000200020002000200020002000200032003000"
        "320033003000310030003100320030003200380030003100300031004D00300030003000300030003000300031003000"
        "31002000200020004A00200020002000"
    ),
    "样例丙 2017": (
        "590041004E0047004C0049002C002000420049004E004700200020002000200020002000200020002000200020002000"
        "200020002000200020002000200020002000200020002000200020002000200020002000200020002000200020002000"
        "20002000200020002000200020002000200020002000200031004E005A004C0033003100300030003900300030003100"
        "30003100310031004E005A004C0037688B4F194E20002000200020002000200020002000200020002000200032003000"
        "320030003000310030003100320030003300300030003100300031003100390039003000300031003000310030003100"
        "33003100300030004900200020002000"
    ),
    "样例丙 2023": (
        "37688B4F194E200020002000200020002000200020002000200020002000310030003000310039003900300030003100"
        "30003100590041004E0047004C0049002C002000420049004E0047002000200020002000200020002000200020002000"
        "200020002000200020002000200020002000200020002000200039003300310035003500340031003900390030003000"
        "310030003100300030003100330020002000200020002000200020002000200020002000200020002000200032003000"
        "320034003000310030003100320030003300340030003100300031002000200020002000200020002000200020002000"
        "20004E005A004C005900300030003100"
    ),
}
CHECKSUMS = {"样例甲": 0xF4, "样例乙": 0x1E, "样例丙 2017": 0x1E, "样例丙 2023": 0x63}

EXPECTED: dict[str, dict[str, object]] = {
    "样例甲": {
        "card_type": "resident",
        "name": "样例甲",
        "sex_code": "1",
        "sex": "男",
        "ethnicity_code": "01",
        "ethnicity": "汉",
        "birth": "20000229",
        "address": "样例省样例市样例区样例路1号",
        "number": "110000200002290032",
        "authority": "样例市公安局",
        "valid_from": "20240301",
        "valid_to": "20340301",
        "long_term": False,
    },
    "样例乙": {
        "card_type": "hmt",
        "name": "样例乙",
        "sex_code": "2",
        "sex": "女",
        "birth": "19910615",
        "address": "样例省样例市样例区样例街2号",
        "number": "820000199106150044",
        "authority": "样例市公安局",
        "valid_from": "20230101",
        "valid_to": "20280101",
        "long_term": False,
        "pass_number": "M00000001",
        "issue_count": "01",
    },
    "样例丙 2017": {
        "card_type": "foreign2017",
        "english_name": "YANGLI, BING",
        "chinese_name": "样例丙",
        "sex_code": "1",
        "sex": "男",
        "number": "NZL310090010111",
        "nationality": "NZL",
        "birth": "19900101",
        "valid_from": "20200101",
        "valid_to": "20300101",
        "long_term": False,
    },
    "样例丙 2023": {
        "card_type": "foreign2023",
        "english_name": "YANGLI, BING",
        "chinese_name": "样例丙",
        "sex_code": "1",
        "sex": "男",
        "number": "931554199001010013",
        "nationality": "NZL",
        "birth": "19900101",
        "valid_from": "20240101",
        "valid_to": "20340101",
        "long_term": False,
        "old_number": "NZL310090010111",
    },
}

days = st.dates().map(lambda day: f"{day:%Y%m%d}".rjust(8, "0"))
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=" \0"), max_size=7)


@pytest.mark.parametrize("name", EXPECTED)
def test_published_examples_are_read_with_only_the_keys_of_their_layout(name: str) -> None:
    assert json.loads(json.dumps(decode(bytes.fromhex(BLOCKS[name])).to_json())) == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_shipped_samples_are_the_published_ones(name: str) -> None:
    assert SAMPLES[name].hex().upper() == BLOCKS[name]
    frame = framed(bytes.fromhex("0000900100") + b"\x04\x00" + SAMPLES[name] + bytes(1024))
    assert (len(frame), frame[-1]) == (1295, CHECKSUMS[name])


def test_a_card_valid_for_good_has_no_last_day() -> None:
    card = decode(SAMPLES["演示戊"])
    assert (card.valid_to, card.long_term, card.to_json()["valid_to"]) == (None, True, None)


@pytest.mark.parametrize("name", ["刘𬭸", "马𠅤", "阿卜杜热合曼·买买提"])
def test_rare_and_long_names_survive(name: str) -> None:
    assert decode(SAMPLES[name]).holder == name


def test_private_use_characters_are_kept() -> None:
    block = bytearray(SAMPLES["样例甲"])
    block[2:4] = "\ue863".encode("utf-16-le")
    assert decode(bytes(block)).name == "样\ue863甲"


def test_half_a_surrogate_pair_becomes_a_visible_mark() -> None:
    block = bytearray(SAMPLES["样例甲"])
    block[2:4] = b"\x40\xd8"
    assert decode(bytes(block)).name == "样\ufffd甲"


@pytest.mark.parametrize(
    ("flag", "kind"), [("I", "foreign2017"), ("Y", "foreign2023"), ("J", "hmt"), ("X", "resident")]
)
def test_the_flag_alone_decides_the_layout(flag: str, kind: str) -> None:
    block = bytearray(SAMPLES["样例甲"])
    block[248:250] = flag.encode("utf-16-le")
    assert decode(bytes(block)).card_type == kind


def test_a_long_english_name_is_joined_over_its_two_places() -> None:
    name = "ABCDEFGHIJKLMNOPQRSTUVWXYZ ABCDEFG HIJKLMNOPQR"
    card = Card(
        CardType.FOREIGN_2023,
        "931554199001010013",
        "1",
        "19900101",
        "20240101",
        "20340101",
        english_name=name,
    )
    assert (len(name), name[34]) == (46, " ")
    assert decode(encode(card)).english_name == name


@pytest.mark.parametrize(
    ("code", "word"), [("05", "维吾尔"), ("56", "基诺"), ("97", "其他"), ("81", "81"), ("", "")]
)
def test_unknown_ethnicities_are_shown_raw(code: str, word: str) -> None:
    block = bytearray(SAMPLES["样例甲"])
    block[32:36] = code.ljust(2).encode("utf-16-le")
    assert decode(bytes(block)).ethnicity == word


def test_every_ethnicity_has_a_name_of_its_own() -> None:
    codes = [f"{number:02}" for number in (*range(1, 57), 97, 98)]
    names = [ethnicity_name(code) for code in codes]
    assert len({*names, *codes}) == 2 * len(codes)
    assert (names[0], names[50], names[55], names[57]) == ("汉", "独龙", "基诺", "外国血统中国籍人士")


def test_an_unknown_sex_is_shown_raw() -> None:
    assert [sex_name(code) for code in "01297"] == ["未知", "男", "女", "未说明", "7"]


def test_appended_addresses_skip_blank_slots() -> None:
    data = encode_addresses(("甲路1号", "", "乙路2号", ""))
    assert (len(data), decode(SAMPLES["样例甲"], data).appended_addresses) == (280, ("甲路1号", "乙路2号"))


@given(st.binary(min_size=SIZE, max_size=SIZE))
def test_any_256_bytes_make_a_card_that_can_be_stored(block: bytes) -> None:
    stored = json.dumps(decode(block).to_json(), ensure_ascii=False).encode()
    assert json.loads(stored)["card_type"] in {kind.value for kind in CardType}


@given(size=st.integers(0, 600).filter(lambda size: size != SIZE))
def test_any_other_size_is_refused(size: int) -> None:
    with pytest.raises(ValueError):
        decode(bytes(size))


@given(kind=st.sampled_from(CardType), name=texts, birth=days, valid_to=st.none() | days)
def test_a_card_written_is_the_card_read(kind: CardType, name: str, birth: str, valid_to: str | None) -> None:
    card = Card(kind, "NZL310090010111", "1", birth, "20240101", valid_to, name, name, name)
    assert decode(encode(card)).to_json() == card.to_json()


def test_a_card_does_not_show_its_person_in_a_log() -> None:
    assert repr(decode(SAMPLES["样例甲"])) == "Card(resident)"
