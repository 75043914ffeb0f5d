"""The receipt says everything it must, on as few pages as it can, always the same way."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from app.documents.model import Imprint, Party
from app.documents.receipt import TITLE, render_receipt
from tests.support.pdf_reading import codes, page_count, rows, text_by_pdfium, text_by_poppler
from tests.support.receipt_samples import AGENT, CASE_NUMBER, FIRST, PROGRESS_URL, content

REPRINT = Imprint(f"{CASE_NUMBER}-SJ2", 2, datetime(2026, 7, 6, 2, 0, 0, tzinfo=UTC), 1, "打印机卡纸")


def words(pdf: bytes) -> str:
    """The text without any blanks, so that it does not depend on the layout."""
    return "".join(text_by_pdfium(pdf).split())


@pytest.mark.parametrize(
    "fact",
    [
        TITLE,
        "示例区政务服务中心",
        f"编号{CASE_NUMBER}-SJ1",
        f"办件编号{CASE_NUMBER}",
        "扫一扫查进度",
        "申请人张㛃",
        "居民身份证3199**********4527",
        "联系电话138****6120",
        "代理人阿卜杜热合曼·买买提",
        "食品经营许可（新办）",
        "11319999MB9000015W4319999002000",
        "申请类型：新办；经营项目：热食类食品制售",
        "承诺时限5个工作日",
        "法定时限20个工作日",
        "收件日期2026年7月4日09:42",
        "收件窗口A03综合窗口",
        "经办人李静（工号0127）",
        "咨询电话000-12345",
        "现予收取，材料清单附后",
        "五个工作日内未告知需要补正的，自收到申请材料之日起即为受理，本凭证即作为受理凭证",
        "《中华人民共和国行政许可法》第三十二条",
        "容缺最迟2026-07-17",
        "数据共享免交",
        "收件专用章",
        "打印时间2026-07-0409:43:00",
        "第1次打印一式2份，申请人、收件窗口各执一份",
        "第1页共1页",
    ],
)
def test_the_receipt_says(fact: str) -> None:
    assert fact in words(render_receipt(content(agent=AGENT), FIRST))


def test_every_material_is_listed_with_its_number() -> None:
    given = content(12)
    text = text_by_poppler(render_receipt(given, FIRST))
    for number, material in enumerate(given.materials, 1):
        assert any(line.split()[:2] == [str(number), material.name] for line in text.splitlines())


def test_originals_and_copies_are_counted() -> None:
    text = text_by_poppler(render_receipt(content(8), FIRST))
    assert "原件 1、复印件 2" in text


def test_without_an_agent_nobody_is_called_one() -> None:
    assert "代理人" not in words(render_receipt(content(), FIRST)).replace("申请人（代理人）签名", "")


def test_nothing_is_promised_late_when_nothing_is_late() -> None:
    given = content(1)
    assert "容缺" not in words(render_receipt(given, FIRST))


def test_both_codes_are_read_at_203_dpi() -> None:
    pdf = render_receipt(content(15, agent=AGENT), FIRST)
    assert codes(pdf, 203) == {"Code128": CASE_NUMBER, "QRCode": PROGRESS_URL}


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (15, 1), (30, 2), (70, 3)])
def test_pages(count: int, pages: int) -> None:
    pdf = render_receipt(content(count, agent=AGENT), FIRST)
    each = [page for page in text_by_poppler(pdf).split("\f") if page.strip()]
    assert page_count(pdf) == len(each) == pages
    for number, page in enumerate(each, 1):
        assert f"第{number}页共{pages}页" in "".join(page.split())
        assert "材料名称" in page
        assert f"{CASE_NUMBER}-SJ1" in page


def test_the_place_for_the_seal_stays_with_the_last_material() -> None:
    for count in range(16, 40):
        pdf = render_receipt(content(count, agent=AGENT), FIRST)
        last = [page for page in text_by_poppler(pdf).split("\f") if page.strip()][-1]
        assert "收件专用章" in last
        assert any(line.split()[:1] == [str(count)] for line in last.splitlines())


def test_the_same_receipt_is_the_same_file() -> None:
    given = content(15, Party("刘𬭸马𠅤", "居民身份证", "*", "*"), AGENT)
    assert render_receipt(given, FIRST) == render_receipt(given, FIRST)


def test_a_reprint_says_so_and_why_and_the_first_one_does_not() -> None:
    again, first = words(render_receipt(content(), REPRINT)), words(render_receipt(content(), FIRST))
    assert "补打第1次原因：打印机卡纸" in again
    assert f"编号{CASE_NUMBER}-SJ2" in again
    assert "第2次打印一式1份，申请人留存" in again
    assert "补打" not in first


def test_long_names_stay_on_the_page() -> None:
    company = Party(
        "中国" + "极长名称" * 20 + "有限责任公司", "统一社会信用代码", "91319999MA1F****3X", "021-1"
    )
    centre = "某某自治区某某自治州政务服务中心" * 6
    given = replace(content(3, company), item_name="非常长的申请事项名称" * 8, centre=centre)
    pdf = render_receipt(given, FIRST)
    assert company.name in words(pdf)
    assert given.item_name in words(pdf)
    assert centre in words(pdf)
    assert codes(pdf, 203)["QRCode"] == PROGRESS_URL
    for row in rows(pdf, 72):
        assert set(row[:50]) == {255}
        assert set(row[-50:]) == {255}
