"""Document numbers: published specimens, and the rules once more in another formulation."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.core.numbers import KINDS, check, mod_11_2, normalize

TODAY = date(2026, 7, 4)
FACTORS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
AUTHORITIES = (
    "11 12 13 19 21 29 31 36 39 41 49 51 52 53 54 55 59 61 62 69 71 72 79 81 82 89 91 92 93 99 "
    "A1 A9 G1 G9 J1 J9 N1 N2 N3 N9 Q1 Q2 Q3 Q9 Y1"
)
"""GB 32100, the first two characters."""
PROVINCES = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71"
"""GB/T 2260, the first two digits of whom this rule is for: Hong Kong and Macao have cards of their own."""

digits17 = st.text("0123456789", min_size=17, max_size=17)
birthdays = st.dates(date(1900, 1, 1), TODAY).map(lambda day: f"{day:%Y%m%d}")
sequences = st.text("0123456789", min_size=3, max_size=3)


def weighed(body: str) -> str:
    """GB 11643 as its table puts it: weights, sum, remainder, character."""
    total = sum(int(digit) * factor for digit, factor in zip(body, FACTORS, strict=True))
    return "10X98765432"[total % 11]


def credit_check(body: str) -> str:
    """GB 32100 in the same way."""
    return CREDIT[-sum(CREDIT.index(each) * pow(3, place, 31) for place, each in enumerate(body)) % 31]


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("resident", "11010519491231002X"),
        ("resident", "11010519491231002x"),
        ("resident", " １１０１０５ 19491231-002ｘ\u200b"),
        ("hmt", "810000199408230021"),
        ("hmt", "830000199201300022"),
        ("hmt", "820000199106150044"),
        ("foreigner", "932682198501010017"),
        ("foreigner", "911124198108030024"),
        ("foreigner", "931586198001010028"),
        ("foreigner", "PAK310080010103"),
        ("foreigner", "nzl310090010111"),
        ("foreigner", "PAK310000022913"),  # born on a day that only the later century has
        ("hm-pass", "H12345678"),
        ("hm-pass", "M1234567802"),
        ("tw-pass", "12345678"),
        ("tw-pass", "1234567801"),
        ("credit-code", "91350100M000100Y43"),
        ("credit-code", "91350100-M000100Y4-3"),
        ("org-code", "M000100Y-4"),
    ],
)
def test_specimens_are_valid(kind: str, number: str) -> None:
    verdict = check(kind, number, TODAY)
    assert (verdict.valid, verdict.reason, verdict.warning) == (True, None, None)
    assert verdict.value == number


@pytest.mark.parametrize(
    ("kind", "number", "reason"),
    [
        ("resident", "110105194912310021", "number.check_digit"),
        ("resident", "11010519490229002X", "number.birth"),
        ("resident", "110105202607050020", "number.birth_future"),
        ("resident", "11010519491231002", "number.shape"),
        ("resident", "11010519491231002XX", "number.shape"),
        ("resident", "X1010519491231002X", "number.shape"),
        ("resident", "", "number.shape"),
        ("resident", "١١٠١٠٥١٩٤٩١٢٣١٠٠٢X", "number.shape"),
        ("resident", "110105491331002", "number.birth"),
        ("hmt", "11010519491231002X", "number.region"),
        ("hmt", "810000199408230020", "number.check_digit"),
        ("foreigner", "11010519491231002X", "number.region"),
        ("foreigner", "810000199408230021", "number.region"),
        ("foreigner", "PAK310080130103", "number.birth"),
        ("foreigner", "PA1310080010103", "number.shape"),
        ("hm-pass", "K12345678", "number.shape"),
        ("hm-pass", "H123456789", "number.shape"),
        ("tw-pass", "123456789", "number.shape"),
        ("credit-code", "91350100M000100Y44", "number.check_digit"),
        ("credit-code", "91350100I000100Y43", "number.shape"),
        ("credit-code", "9135010AM000100Y43", "number.shape"),
        ("org-code", "M000100Y5", "number.check_digit"),
        ("org-code", "M000100Y", "number.shape"),
    ],
)
def test_wrong_numbers_are_refused_with_the_reason(kind: str, number: str, reason: str) -> None:
    verdict = check(kind, number, TODAY)
    assert (verdict.valid, verdict.reason) == (False, reason)


@pytest.mark.parametrize(
    ("kind", "number", "warning"),
    [
        ("resident", "110105491231002", "number.first_generation"),
        ("foreigner", "CAN110081080319", "number.check_digit_differs"),
    ],
)
def test_doubtful_numbers_are_let_through_with_a_warning(kind: str, number: str, warning: str) -> None:
    verdict = check(kind, number, TODAY)
    assert (verdict.valid, verdict.warning) == (True, warning)


def test_a_first_generation_number_becomes_the_one_of_today() -> None:
    assert check("resident", "110105491231002", TODAY).normalized == "11010519491231002X"


@pytest.mark.parametrize(("kind", "place"), [("resident", "{}0105"), ("foreigner", "9{}586")])
def test_a_division_nobody_knows_is_only_doubtful(kind: str, place: str) -> None:
    for division in map("".join, product("0123456789", repeat=2)):
        body = f"{place.format(division)}19491231002"
        verdict = check(kind, body + weighed(body), TODAY)
        warning = None if division in PROVINCES.split() else "number.region_unknown"
        assert (verdict.valid, verdict.warning) == (True, warning), division


@given(digits17)
def test_the_check_character_agrees_with_the_table_of_the_standard(body: str) -> None:
    assert mod_11_2(body) == weighed(body)


@given(st.text("0123456789", min_size=1, max_size=40), st.data())
def test_one_wrong_digit_or_two_swapped_are_always_noticed(body: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(body) - 1))
    digit = data.draw(st.sampled_from("0123456789"))
    changed = body[:place] + digit + body[place + 1 :]
    assert (mod_11_2(changed) == mod_11_2(body)) == (changed == body)
    swapped = body[:place] + body[place : place + 2][::-1] + body[place + 2 :]
    assert (mod_11_2(swapped) == mod_11_2(body)) == (swapped == body)


@pytest.mark.parametrize("body", ["", "12a", "１２", "-1"])
def test_the_check_character_takes_digits_only(body: str) -> None:
    with pytest.raises(ValueError):
        mod_11_2(body)


@given(birth=birthdays, sequence=sequences)
@example(birth=f"{TODAY:%Y%m%d}", sequence="001")
def test_every_day_up_to_today_is_a_birthday(birth: str, sequence: str) -> None:
    body = "319999" + birth + sequence
    assert check("resident", body + weighed(body), TODAY).valid


@given(days=st.integers(1, 9000), sequence=sequences)
def test_no_day_to_come_is_a_birthday(days: int, sequence: str) -> None:
    body = f"319999{TODAY + timedelta(days=days):%Y%m%d}{sequence}"
    assert check("resident", body + weighed(body), TODAY).reason == "number.birth_future"


@given(st.text(CREDIT, min_size=8, max_size=8), st.data())
def test_credit_codes_hold_both_their_check_characters(unit: str, data: st.DataObject) -> None:
    inner = (11 - sum(int(c, 36) * w for c, w in zip(unit, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11) % 11
    middle = data.draw(st.sampled_from(["X" if inner == 10 else str(inner), "0", "7"]))
    body = "91319999" + unit + middle
    verdict = check("credit-code", body + credit_check(body), TODAY)
    right = middle == ("X" if inner == 10 else str(inner))
    assert verdict.reason == (None if right else "number.org_check_digit")


def test_authorities_nobody_knows_only_warn() -> None:
    for pair in map("".join, product(CREDIT, repeat=2)):
        body = f"{pair}319999MA9001006"
        verdict = check("credit-code", body + credit_check(body), TODAY)
        warning = None if pair in AUTHORITIES.split() else "number.authority_unknown"
        assert (verdict.valid, verdict.warning) == (True, warning), pair


@given(st.sampled_from(KINDS), st.text(max_size=24))
def test_anything_typed_is_judged_and_nothing_raises(kind: str, typed: str) -> None:
    verdict = check(kind, typed, TODAY)
    assert verdict.valid == (verdict.reason is None)
    assert not verdict.valid or (verdict.normalized.isascii() and verdict.normalized.isalnum())


@given(st.sampled_from(["11010519491231002X", "PAK310080010103"]), st.data())
def test_blanks_hyphens_and_wide_characters_make_no_difference(number: str, data: st.DataObject) -> None:
    wide = str.maketrans({character: chr(ord(character) + 0xFEE0) for character in number})
    typed = "".join(
        data.draw(st.sampled_from(["", " ", "-", "\u3000", "－", "\ufeff"]))
        + data.draw(st.sampled_from([character, character.lower(), character.translate(wide)]))
        for character in number
    )
    assert normalize(typed) == number


def test_the_number_is_not_in_the_representation() -> None:
    assert "1949" not in repr(check("resident", "11010519491231002X", TODAY))
