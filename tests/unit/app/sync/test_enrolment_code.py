"""Enrolment codes: read as people write them, never mistaken for another, bound to one authority."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import RuleViolation
from app.sync.enrolment_code import ALPHABET, new_code, read_code, vouches

CODE = new_code("authority")


def test_a_code_is_three_groups_of_five() -> None:
    assert [len(group) for group in CODE.split("-")] == [5, 5, 5]
    assert set(CODE.replace("-", "")) <= set(ALPHABET)


@given(st.text())
def test_a_code_vouches_for_its_authority_alone(ca: str) -> None:
    code = new_code(ca)
    assert vouches(code, ca)
    assert not vouches(code, ca + "x")


@given(st.integers(0, 14), st.sampled_from(ALPHABET))
def test_any_one_wrong_character_is_noticed(place: int, wrong: str) -> None:
    plain = CODE.replace("-", "")
    typed = plain[:place] + wrong + plain[place + 1 :]
    if typed == plain:
        assert read_code(typed) == CODE
        return
    with pytest.raises(RuleViolation) as error:
        read_code(typed)
    assert error.value.code == "auth.code_mistyped"


def test_it_is_read_as_people_write_it() -> None:
    assert read_code(CODE.lower().replace("-", " ")) == CODE
    assert read_code(CODE.replace("0", "o").replace("1", "l")) == CODE


@given(st.text(max_size=20))
def test_whatever_else_is_typed_is_no_code(typed: str) -> None:
    with pytest.raises(RuleViolation):
        read_code(f"{typed}!")


def test_codes_differ() -> None:
    assert len({new_code("authority") for _ in range(100)}) == 100
