"""Case numbers: no two windows can give the same one, and a mistyped one is noticed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases.numbering import BLOCK_SIZE, LAST_WINDOW, Block, CaseNumber, parse
from app.core.errors import RuleViolation
from tests.support.counter import HALL

DAY = date(2026, 7, 6)
numbers = st.builds(
    CaseNumber,
    st.from_regex(r"[0-9]{6}", fullmatch=True),
    st.dates(date(2020, 1, 1), date(2099, 12, 31)),
    st.from_regex(r"[0-9]{2}", fullmatch=True),
    st.integers(1, 9999),
)


def check_character(digits: str) -> str:
    """ISO 7064 MOD 11-2 the other way round: weights from the right, powers of two."""
    total = sum(int(digit) * 2 ** (place + 1) for place, digit in enumerate(reversed(digits)))
    return "0123456789X"[(12 - total) % 11]


@given(numbers)
def test_a_number_reads_back_as_it_was(number: CaseNumber) -> None:
    assert parse(str(number)) == number
    assert parse(f" {str(number).lower()}\n") == number


@given(numbers)
def test_the_last_character_checks_all_digits(number: CaseNumber) -> None:
    text = str(number)
    assert text[-1] == check_character(text[:-1].replace("-", ""))


@given(numbers, st.data())
def test_one_wrong_or_two_swapped_digits_are_noticed(number: CaseNumber, data: st.DataObject) -> None:
    text = list(str(number))
    places = [place for place, character in enumerate(text[:-1]) if character.isdigit()]
    place = data.draw(st.sampled_from(places))
    wrong = text.copy()
    wrong[place] = data.draw(st.sampled_from([d for d in "0123456789" if d != text[place]]))
    assert parse("".join(wrong)) is None
    neighbour = next((each for each in places if each > place), place)
    text[place], text[neighbour] = text[neighbour], text[place]
    swapped = "".join(text)
    assert swapped == str(number) or parse(swapped) is None


@pytest.mark.parametrize("text", ["", "A001", "319999-20260706-010001", "319999-20261301-0100018", "х" * 24])
def test_other_texts_are_no_numbers(text: str) -> None:
    assert parse(text) is None


@given(st.lists(st.integers(1, LAST_WINDOW), min_size=2, max_size=4, unique=True))
def test_windows_never_meet(windows: list[int]) -> None:
    given_out = [number for window in windows for number in whole_block(window)]
    assert len(set(given_out)) == len(given_out) == BLOCK_SIZE * len(windows)


def whole_block(window: int) -> list[str]:
    block, used = Block(HALL, DAY, window), ""
    first, last = block.span
    found = []
    for _ in range(BLOCK_SIZE):
        used = str(block.after(used))
        assert first < used <= last
        found.append(used)
    with pytest.raises(RuleViolation) as refused:
        block.after(used)
    assert refused.value.code == "case.number_block_exhausted"
    return found


@pytest.mark.parametrize("window", [0, LAST_WINDOW + 1])
def test_a_window_without_a_block_gives_no_numbers(window: int) -> None:
    with pytest.raises(RuleViolation) as refused:
        Block(HALL, DAY, window)
    assert refused.value.code == "case.window_without_block"


def test_blocks_and_days_do_not_overlap_as_text() -> None:
    here, next_window = Block(HALL, DAY, 1).span, Block(HALL, DAY, 2).span
    tomorrow = Block(HALL, DAY + timedelta(days=1), 1).span
    assert here[1] < next_window[0] < next_window[1] < tomorrow[0]
