"""Lines keep 避头尾, lose nothing and add nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.typeset import NEVER_FIRST, NEVER_LAST, break_lines, spacing

WIDTH = 12.0
CLOSERS, OPENERS = "，。、；：？！）》」』”’…—·%", "（《「『“‘["


def measure(text: str) -> float:
    """Chinese is one wide, the rest half."""
    return sum(1.0 if each > "\u2000" else 0.5 for each in text)


word = st.text("abcXYZ0123456789-/.@", min_size=1, max_size=10)
chinese = st.sampled_from("政务服务中心申请材料收件凭证")
# At most 3 opening marks, a word of at most 5 em and 3 closing marks hang together: 11 em, a line has 12.
cluster = st.builds(
    lambda opening, core, closing, blank: opening + core + closing + blank,
    st.text(OPENERS, max_size=3),
    chinese | word,
    st.text(CLOSERS, max_size=3),
    st.sampled_from(["", "", " "]),
)
paragraph = st.lists(cluster, max_size=60).map("".join)


@given(st.text(max_size=300), st.floats(min_value=1, max_value=30))
def test_no_character_is_lost_or_added(text: str, width: float) -> None:
    assert "".join(break_lines(text, width, measure)) == text


@given(paragraph)
def test_no_line_begins_or_ends_with_the_wrong_mark(text: str) -> None:
    lines = break_lines(text, WIDTH, measure)
    assert all(line.lstrip(" ")[:1] not in NEVER_FIRST for line in lines[1:] if line.strip())
    assert all(line.rstrip(" ")[-1:] not in NEVER_LAST for line in lines[:-1] if line.strip())


@given(paragraph)
def test_every_line_fits(text: str) -> None:
    assert all(measure(line.rstrip(" ")) <= WIDTH for line in break_lines(text, WIDTH, measure))


@given(st.lists(st.text("abc012", min_size=1, max_size=10), min_size=1), st.text("收件凭证", max_size=9))
def test_words_and_numbers_stay_whole(words: list[str], before: str) -> None:
    text = before + " ".join(words)
    found = [each for line in break_lines(text, WIDTH, measure) for each in line.strip("收件凭证").split()]
    assert found == words


@given(st.text(min_size=1), st.floats(min_value=1, max_value=20))
def test_lines_are_as_full_as_they_can_be(text: str, width: float) -> None:
    """Two neighbouring lines never fit on one: else the break was needless."""
    lines = break_lines(text, width, measure)
    pairs = pairwise(lines)
    assert all(measure((first + second).rstrip(" ")) > width for first, second in pairs)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("收件凭证，现予收取", ["收件凭", "证，现予", "收取"]),
        ("请见《附件》说明", ["请见《附", "件》说明"]),
        ("中等待——然后", ["中等", "待——然", "后"]),
        ("请您见（附件）", ["请您见", "（附件）"]),
        ("编号ABC12345后", ["编号", "ABC12345", "后"]),
        ("abcdefghijklm中", ["abcdefgh", "ijklm中"]),
        ("", [""]),
    ],
)
def test_breaks_where_a_typesetter_would(text: str, lines: list[str]) -> None:
    assert break_lines(text, 4, measure) == lines


@given(st.text("政务服务中心申请材料", min_size=4, max_size=12), st.floats(min_value=4, max_value=14))
def test_a_justified_line_fills_the_width_and_no_gap_is_ugly(line: str, width: float) -> None:
    extra = spacing(line, width, measure)
    if extra:
        assert measure(line) + extra * (len(line) - 1) == pytest.approx(width)
    assert 0 <= extra <= 0.12


def test_a_short_last_line_is_left_alone() -> None:
    assert spacing("完", WIDTH, measure) == 0.0
    assert spacing("申请", WIDTH, measure) == 0.0
