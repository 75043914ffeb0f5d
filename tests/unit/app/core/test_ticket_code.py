"""The code on a ticket is read back, and one misread character is noticed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.ticket_code import TicketCode, code_of, read_code

DAY = date(2026, 7, 6)
numbers = st.from_regex(r"[A-Z][0-9]{3,4}", fullmatch=True)


@given(numbers, st.dates())
def test_a_code_says_which_ticket_of_which_day(number: str, day: date) -> None:
    read = read_code(code_of(number, day))
    assert read == TicketCode(number, f"{day:%m%d}")
    assert read.issued_on(day)


@given(numbers, st.integers(2, 9), st.sampled_from("0123456789"))
def test_a_misread_digit_is_noticed(number: str, place: int, digit: str) -> None:
    code = code_of(number, DAY)
    if code[place].isdigit() and code[place] != digit:
        assert read_code(code[:place] + digit + code[place + 1 :]) is None


@pytest.mark.parametrize("text", ["", "ZC", "A127", "ZC0706", "ZC1399A1270", "zc0706a1270", "ZC0706A127二"])
def test_what_is_no_ticket_code_is_none(text: str) -> None:
    assert read_code(text) is None


def test_what_cannot_be_a_number_gets_no_code() -> None:
    with pytest.raises(ValueError, match="ticket number"):
        code_of("综合-1", DAY)
