"""Codes become words: what failed, why, what to do; and the words keep to the house's manner."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.files import ItemsFile
from app.core.content import decode
from app.core.errors import AppError, ContentError, RuleViolation
from app.workdays.deadline import LimitUnit
from tests.support.raised_codes import raised
from ui.shell.notices import BAR, ROWS, sentence, word
from ui.workbench.state import Wording

CHINESE = "[一-鿿]"
HALF_WIDTH = re.compile(rf"{CHINESE}[,;:?!()]|[,;:?!()]{CHINESE}")
BEGGING = re.compile("(?<!申)请(?!求)|抱歉|对不起|操作失败|非法|系统异常|稍后重试")
RAW = re.compile(r"[a-z]+_[a-z_]+|\{")
UNDONE = ("visit.answered", "visit.item_removed", "visit.material_set", "ticket.missed")
"""What stands in the narrow line that offers to take something back."""


def test_an_error_says_what_failed_why_and_what_to_do_and_ends_with_its_code() -> None:
    assert sentence(AppError("store.locked")) == (
        "没有存上；另一个程序正占用本机数据；关闭那个程序后再按一次。 [store.locked]"
    )


def test_a_message_of_one_part_stands_without_a_full_stop() -> None:
    assert word("device.ready").sentence == "正常"


def test_what_is_to_be_done_is_said_even_where_nothing_needs_explaining() -> None:
    notice = word("visit.no_item")
    assert (notice.why, notice.how) == ("", "按 Ctrl+M 加办一件")
    assert notice.sentence == "还没有选事项；按 Ctrl+M 加办一件。"


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_is_shown_as_people_say_it(day: date) -> None:
    assert word("case.due", {"day": day.isoformat()}).what == f"{day.month}月{day.day}日前办结"


@pytest.mark.parametrize("reason", [Wording("printer.out_of_paper"), AppError("printer.out_of_paper")])
def test_a_message_inside_a_message_is_worded_too(reason: object) -> None:
    assert word("document.waits", {"reason": reason}).why == "打印机：缺纸"


def test_values_with_words_of_their_own_are_worded() -> None:
    refused = RuleViolation("tickets.wrong_state", number="A012", state="missed")
    assert word(refused.code, refused.params).why == "A012 现在的状态是「过号」"
    verified = {"role": "agent", "demo": False}
    assert word("record.visit.person_verified", verified).what == "已读卡核验代理人"


def test_a_fact_that_is_empty_leaves_no_gap() -> None:
    assert word("record.visit.opened", {"ticket_number": ""}).what == "开始办理"


def test_a_code_without_words_shows_itself_and_its_facts() -> None:
    assert word("some.code", {"n": 3}).sentence == "some.code；n 3。"


@given(st.text(max_size=20))
def test_whatever_a_fact_holds_stays_in_its_place(text: str) -> None:
    notice = word("case.item_not_in_use", {"item": text})
    assert notice.what == f"现在不能办「{text}」"
    assert notice.how == "找替代的事项，并告诉申请人"


@pytest.mark.parametrize("broken", [b"{", b"{}", b'{"items": 3}', b'{"items": [{"id": 1}]}', b"\xff"])
def test_a_broken_catalogue_is_explained_in_words(broken: bytes) -> None:
    with pytest.raises(ContentError) as found:
        decode(broken, ItemsFile, "items.json", "catalogue.broken")
    notice = word(found.value.code, found.value.params)
    assert "items.json" in notice.why
    assert not RAW.search(notice.sentence)


def test_every_error_says_what_to_do() -> None:
    silent = {each.code for each in raised() if not word(each.code).how}
    assert silent == set()


def test_nothing_begs_blames_or_shrugs() -> None:
    assert {code: row for code, row in ROWS.items() if BEGGING.search(row)} == {}


def test_chinese_takes_full_width_punctuation() -> None:
    assert {code: row for code, row in ROWS.items() if HALF_WIDTH.search(row)} == {}


def test_no_part_ends_with_a_full_stop_of_its_own() -> None:
    assert [code for code, row in ROWS.items() if any(part.endswith("。") for part in row.split(BAR))] == []


@pytest.mark.parametrize("code", UNDONE)
def test_what_can_be_undone_is_named_in_a_few_characters(code: str) -> None:
    notice = word(code, {"number": ""})
    assert 0 < len(notice.what) <= 8
    assert notice.sentence == notice.what


@pytest.mark.parametrize("unit", LimitUnit)
def test_a_limit_reads_alike_on_the_screen_and_on_paper(unit: LimitUnit) -> None:
    screen = word(f"limit.{unit}", {"value": 7}).what
    paper = word(f"limit_on_paper.{unit}", {"value": 7}).what
    assert ("7" in screen) == ("7" in paper) == (unit is not LimitUnit.ON_THE_SPOT)
