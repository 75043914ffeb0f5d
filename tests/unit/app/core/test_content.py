"""Faults in content files are reported with their line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import IntEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.content import decode, line_of
from app.core.errors import ContentError


class Colour(IntEnum):
    RED = 1


@dataclass(frozen=True)
class Row:
    name: str
    colour: Colour


@dataclass(frozen=True)
class Sheet:
    rows: tuple[Row, ...]


GOOD = """{
 "rows": [
  {"name": "甲", "colour": 1},
  {
   "name": "乙",
   "colour": 1
  }
 ]
}
"""


def fault(text: str | bytes) -> dict[str, object]:
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(ContentError) as caught:
        decode(data, Sheet, "sheet.json", "sheet.broken")
    assert caught.value.code == "sheet.broken"
    assert caught.value.params["file"] == "sheet.json"
    return caught.value.params


def test_a_good_file_becomes_typed_values() -> None:
    assert decode(GOOD.encode(), Sheet, "sheet.json", "x").rows[1] == Row("乙", Colour.RED)


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ('"乙",', '"乙"', 6, "syntax"),
        ('   "colour": 1\n', '   "colour": 9\n', 6, "unknown_value"),
        ('   "colour": 1\n', '   "colour": "红"\n', 6, "wrong_type"),
        ('   "name": "乙",\n', "", 4, "missing_field"),
        (" ]\n}\n", "", 7, "syntax"),
    ],
)
def test_a_fault_is_reported_with_its_line(old: str, new: str, line: int, reason: str) -> None:
    params = fault(GOOD.replace(old, new))
    assert (params["line"], params["reason"]) == (line, reason)


def test_a_file_in_another_encoding_is_reported_at_its_first_bad_line() -> None:
    params = fault(GOOD.replace("乙", "?").encode().replace(b"?", "乙".encode("gb18030")))
    assert (params["line"], params["reason"]) == (5, "syntax")


NAMES = st.text("ab_", min_size=1)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=15,
)


@given(JSON, JSON, st.integers(0, 3))
def test_every_place_is_found_on_the_line_where_its_value_stands(
    before: object, after: object, spaces: int
) -> None:
    document = {"first": before, "rows": [before, {"x": after, "mark": "HERE"}, after]}
    text = json.dumps(document, ensure_ascii=False, indent=spaces)
    expected = next(n for n, line in enumerate(text.split("\n"), 1) if '"HERE"' in line)
    assert line_of(text, "$.rows[1].mark") == expected


def test_an_absent_place_is_the_line_of_its_parent() -> None:
    assert line_of(GOOD, "$.rows[1].size") == 4
    assert line_of(GOOD, "$.columns") == 1


def test_a_file_without_end_is_a_broken_file() -> None:
    assert fault('{"a":' * 100_000)["reason"] == "syntax"
