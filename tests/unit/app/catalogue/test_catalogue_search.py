"""Search: what a clerk types finds the item, in an order that helps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.load import load_shipped
from app.catalogue.readings import variants
from app.catalogue.search import TOP, Entry, SearchIndex, Why, desk_index_of, index_of

CATALOGUE = load_shipped()
INDEX = index_of(CATALOGUE)
SYLLABLES = ["can|shen", "ji", "ren", "liang", "xiang", "bu", "tie", "hang|xing", "yi"]
ENTRIES = st.lists(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=6), min_size=1, max_size=12).map(
    lambda lists: [made(n, syllables) for n, syllables in enumerate(lists)]
)


def made(number: int, syllables: list[str]) -> Entry:
    name = "".join(chr(0x4E00 + SYLLABLES.index(each)) for each in syllables)
    return Entry(f"I{number}", name, (f"{number:04d}",), " ".join(syllables))


def found(query: str, *recents: str) -> list[str]:
    return [hit.name for hit in INDEX.search(query, recents)]


@pytest.mark.parametrize(
    ("query", "first", "why"),
    [
        ("IT013", "酒类商品零售许可", Why.CODE),
        ("013", "酒类商品零售许可", Why.CODE),
        ("310190013000", "酒类商品零售许可", Why.CODE),
        ("jllsp", None, None),
        ("jlsp", "酒类商品零售许可", Why.INITIALS),
        ("jiuleishangpin", "酒类商品零售许可", Why.PINYIN),
        ("jiulei s", "酒类商品零售许可", Why.PINYIN),
        ("护照", "普通护照签发", Why.NAME),
        ("hzqf", "普通护照签发", Why.INITIALS),
        ("huzhao", "普通护照签发", Why.PINYIN),
        ("许可一证通", "药品食品经营“许可一证通”", Why.NAME),
        ("ＩＴ０１３", "酒类商品零售许可", Why.CODE),
    ],
)
def test_what_a_clerk_types_finds_the_item(query: str, first: str | None, why: Why | None) -> None:
    hits = INDEX.search(query)
    assert (hits[0].name if hits else None, hits[0].why if hits else None) == (first, why)


def test_every_reading_of_a_polyphone_is_found() -> None:
    assert found("canbaodengji") == found("shenbaodengji") != []
    assert found("cbdj") == found("sbdj")[:1]


def test_a_match_at_the_beginning_comes_before_one_inside() -> None:
    hits = INDEX.search("sp", limit=62)
    initials = [
        ["".join(s[0] for s in each) for each in variants(CATALOGUE.items[hit.item_id].pinyin)]
        for hit in hits
    ]
    inside = [not any(each.startswith("sp") for each in variety) for variety in initials]
    assert inside == sorted(inside)
    assert len(set(inside)) == 2


def test_the_usual_reading_of_a_name_comes_before_another_of_its_polyphones() -> None:
    names = found("hz")  # of 护照, and of 核查 when 查 is read as in the surname
    assert names.index("普通护照签发") < names.index("直销行业服务网点方案的核查")


def test_own_recent_items_come_first_when_they_match() -> None:
    assert found("xk", "IT058", "IT013", "IT040")[:2] == ["道路货物运输经营许可", "酒类商品零售许可"]
    assert found("护照", "IT058") == ["普通护照签发"]


def test_before_anything_is_typed_the_recent_items_are_shown() -> None:
    hits = INDEX.search(" ", ["IT040", "IT999", "IT013"])
    assert [(hit.item_id, hit.why) for hit in hits] == [("IT040", Why.RECENT), ("IT013", Why.RECENT)]
    assert INDEX.search("") == ()


def test_a_cancelled_item_is_still_found() -> None:
    assert found("粮食收购") == ["粮食收购许可"]


@pytest.mark.parametrize("typed", ["tx", "退休", "tuixiu"])
def test_a_theme_stands_above_the_items_that_have_what_was_typed_inside(typed: str) -> None:
    names = [hit.name for hit in desk_index_of(CATALOGUE).search(typed)]
    assert names[0] == "退休一件事"
    assert "住房公积金退休提取" in names[1:]


def test_an_own_recent_item_stands_above_a_theme() -> None:
    hits = desk_index_of(CATALOGUE).search("tx", ["IT029"])
    assert [hit.item_id for hit in hits[:2]] == ["IT029", "TX"]


@given(ENTRIES, st.data())
def test_every_part_of_a_name_its_initials_and_its_pinyin_finds_the_item(
    entries: list[Entry], data: st.DataObject
) -> None:
    entry = data.draw(st.sampled_from(entries))
    spoken = data.draw(st.sampled_from(variants(entry.pinyin)))
    start = data.draw(st.integers(0, len(spoken) - 1))
    end = data.draw(st.integers(start + 1, len(spoken)))
    pinyin = "".join(spoken[start:])
    typed = pinyin[: data.draw(st.integers(1, len(pinyin)))]
    index = SearchIndex(entries)
    for query in (
        entry.name[start:end],
        "".join(each[0] for each in spoken[start:end]),
        typed,
        entry.codes[0][: start + 1],
    ):
        assert entry.id in {hit.item_id for hit in index.search(query, limit=len(entries))}


@given(ENTRIES, st.text("acehijlnrtuxy01", min_size=1, max_size=4))
def test_every_hit_really_matches_and_comes_once(entries: list[Entry], query: str) -> None:
    hits = SearchIndex(entries).search(query)
    assert len(hits) <= TOP
    assert len({hit.item_id for hit in hits}) == len(hits)
    by_id = {entry.id: entry for entry in entries}
    for hit in hits:
        entry = by_id[hit.item_id]
        spoken = variants(entry.pinyin)
        texts = {
            Why.CODE: [entry.codes[0]],
            Why.NAME: [entry.name],
            Why.INITIALS: ["".join(s[0] for s in each) for each in spoken],
            Why.PINYIN: ["".join(each) for each in spoken],
            Why.RECENT: [],
        }[hit.why]
        assert any(query in text for text in texts)
