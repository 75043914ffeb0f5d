"""The receipt (收件凭证): the paper that proves which materials the hall took in, and when.

Its date starts the five working days in which the authority must ask for corrections; after them it
serves as proof of acceptance (行政许可法 art.32(4)). The place for the seal is marked, never drawn.
"""

from __future__ import annotations

from datetime import date, datetime

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from app.core.clock import HALL_ZONE
from app.documents import sheet
from app.documents.codes import BAR_QUIET_ZONE, draw_code128, draw_qr
from app.documents.fonts import text_width
from app.documents.model import Imprint, MaterialState, Party, ReceiptContent, ReceiptMaterial
from app.documents.sheet import LEFT, RIGHT, RULE, SMALL, WIDTH, Column, Frame, Sheet

TITLE = "政务服务申请材料收件凭证"
_COLUMNS = (
    Column("序号", 11 * mm, centred=True),
    Column("材料名称", 73 * mm),
    Column("份数", 31 * mm, centred=True),
    Column("收取方式", 25 * mm, centred=True),
    Column("状态", 30 * mm, centred=True),
)
_QR_SIDE, _QR_QUIET = 25 * mm, 2.4 * mm
_SEAL_WIDTH, _SEAL_HEIGHT = 44 * mm, 27 * mm
_CLOSING_HEIGHT = _SEAL_HEIGHT + 4 * mm
_TAKEN_IN = "经形式核对，上述事项的申请材料齐全、符合法定形式，现予收取，材料清单附后。"
_TAKEN_IN_TOLERANTLY = (
    "经形式核对，上述事项的主要申请材料齐全、符合法定形式，现予收取，材料清单附后；"
    "状态为“容缺”的材料，请不晚于所列日期补交。"
)
_FIVE_DAYS = (
    "自收件之日起五个工作日内未告知需要补正的，自收到申请材料之日起即为受理，"
    "本凭证即作为受理凭证（《中华人民共和国行政许可法》第三十二条）。"
)
_STATES = {MaterialState.RECEIVED: "已收", MaterialState.TOLERATED: "容缺", MaterialState.EXEMPT: "免交"}


def render_receipt(content: ReceiptContent, imprint: Imprint) -> bytes:
    """The receipt as PDF on A4; the same input gives the same bytes.

    Up to 15 materials of usual names fit on one page. Call it from a lane: it takes 0.03 s, and 0.3 s the
    first time, when the fonts are loaded.
    """
    frame = Frame(TITLE, imprint.number, content.centre, _foot(imprint))

    def write(page: Sheet) -> None:
        _head(page, content, imprint)
        _facts(page, content)
        _statement(page, content)
        page.table(_COLUMNS, _rows(content.materials), tail=_CLOSING_HEIGHT)
        _closing(page, content)

    return sheet.compose(frame, write)


def _foot(imprint: Imprint) -> str:
    at = imprint.printed_at.astimezone(HALL_ZONE)
    keepers = "申请人、收件窗口各执一份" if imprint.sheets == 2 else "申请人留存"
    return f"打印时间 {at:%Y-%m-%d %H:%M:%S}　第 {imprint.copy} 次打印　一式 {imprint.sheets} 份，{keepers}"


def _head(page: Sheet, content: ReceiptContent, imprint: Imprint) -> None:
    top = page.y
    draw_code128(page.canvas, content.case_number, LEFT - BAR_QUIET_ZONE, A4[1] - top - 12 * mm, 11 * mm)
    page.text(LEFT, top + 14.5 * mm, f"办件编号　{content.case_number}", SMALL + 0.5)
    draw_qr(
        page.canvas, content.progress_url, RIGHT - _QR_SIDE + _QR_QUIET, A4[1] - top - 23.5 * mm, _QR_SIDE
    )
    page.centred(RIGHT - _QR_SIDE / 2 + _QR_QUIET, top + 25 * mm, "扫一扫查进度", SMALL)
    middle = A4[0] / 2
    room = WIDTH - 2 * _QR_SIDE
    fitting = min(1.0, room / (text_width(content.centre, 11) or room))
    page.centred(middle, top + 23 * mm, content.centre, 11 * fitting)
    page.centred(middle, top + 31.5 * mm, TITLE, 19, bold=True)
    page.flush_right(RIGHT, top + 41 * mm, f"编号　{imprint.number}", SMALL + 1)
    page.y = top + 44.5 * mm
    page.rule(page.y, RULE)
    if imprint.copy > 1:
        page.fields(("补打", f"第 {imprint.copy - 1} 次　原因：{imprint.reason}"), strong=True)


def _facts(page: Sheet, content: ReceiptContent) -> None:
    page.fields(("申请人", content.applicant.name), strong=True)
    page.fields(*_identity(content.applicant))
    if content.agent:
        page.fields(("代理人", content.agent.name), strong=True)
        page.fields(*_identity(content.agent))
    page.fields(("申请事项", content.item_name), strong=True)
    page.fields(("事项编码", content.item_code))
    if content.situation:
        answers = "；".join(f"{each.question}：{each.answer}" for each in content.situation)
        page.fields(("办理情形", answers))
    page.fields(("承诺时限", content.promised_limit), ("法定时限", content.statutory_limit))
    page.fields(("收件日期", _day_and_time(content.received_at)), ("收件窗口", content.window))
    page.fields(("经办人", content.handler), ("咨询电话", content.counter_phone))


def _identity(party: Party) -> tuple[tuple[str, str], ...]:
    return ("证件号码", f"{party.id_kind} {party.id_number}"), ("联系电话", party.phone)


def _statement(page: Sheet, content: ReceiptContent) -> None:
    tolerant = any(each.state is MaterialState.TOLERATED for each in content.materials)
    page.y += 2.5 * mm
    page.paragraph(_TAKEN_IN_TOLERANTLY if tolerant else _TAKEN_IN)
    page.paragraph(_FIVE_DAYS)
    page.y += 2.5 * mm


def _rows(materials: tuple[ReceiptMaterial, ...]) -> list[tuple[str, ...]]:
    return [
        (str(number), each.name, _counts(each), each.source, _state(each))
        for number, each in enumerate(materials, 1)
    ]


def _counts(material: ReceiptMaterial) -> str:
    counts = (("原件", material.originals), ("复印件", material.photocopies))
    return "、".join(f"{kind} {count}" for kind, count in counts if count) or "—"


def _state(material: ReceiptMaterial) -> str:
    word = _STATES[material.state]
    return f"{word}\n最迟 {material.due:%Y-%m-%d}" if material.due else word


def _closing(page: Sheet, content: ReceiptContent) -> None:
    """Signature on the left, the place for the seal on the right, the date below it."""
    top = page.y + 4 * mm
    page.text(LEFT, top + 6 * mm, "以上内容已核对无误，材料已当面点清。", page.density.size)
    page.text(LEFT, top + 16 * mm, "申请人（代理人）签名", page.density.size)
    page.rule(top + 19 * mm, left=LEFT + 38 * mm, right=LEFT + 88 * mm)
    left = RIGHT - _SEAL_WIDTH
    page.box(left, top, _SEAL_WIDTH, _SEAL_HEIGHT, dashed=True)
    middle = left + _SEAL_WIDTH / 2
    page.centred(middle, top + 4.5 * mm, "收件专用章", SMALL)
    page.centred(middle, top + _SEAL_HEIGHT - 4.5 * mm, _day(content.received_at), SMALL + 1)
    page.y = top + _SEAL_HEIGHT


def _day(at: datetime) -> str:
    day: date = at.astimezone(HALL_ZONE).date()
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def _day_and_time(at: datetime) -> str:
    return f"{_day(at)}　{at.astimezone(HALL_ZONE):%H:%M}"
