"""Receipts to test with; all persons and numbers are invented."""

from __future__ import annotations

from datetime import UTC, date, datetime

from app.documents.model import Answer, Imprint, MaterialState, Party, ReceiptContent, ReceiptMaterial

CASE_NUMBER = "319999-20260704-0100427"
PROGRESS_URL = "https://progress.example.cn/case/319999-20260704-0100427"
APPLICANT = Party("张㛃", "居民身份证", "3199**********4527", "138****6120")
AGENT = Party("阿卜杜热合曼·买买提", "居民身份证", "6599**********0011", "139****0000")
RECEIVED_AT = datetime(2026, 7, 4, 1, 42, 7, tzinfo=UTC)
FIRST = Imprint(f"{CASE_NUMBER}-SJ1", 1, datetime(2026, 7, 4, 1, 43, 0, tzinfo=UTC))
_NAMES = (
    "申请表",
    "营业执照",
    "法定代表人身份证件",
    "经营场所合法使用证明(产权证/租赁合同)",
    "设施布局与操作流程文件",
)


def materials(count: int) -> tuple[ReceiptMaterial, ...]:
    """That many materials; the third one is tolerated, the second one exempt."""
    made = []
    for number in range(1, count + 1):
        name = f"{_NAMES[number % len(_NAMES)]}之{number}"
        if number == 3:
            tolerated = ReceiptMaterial(name, 0, 0, "容缺后补", MaterialState.TOLERATED, date(2026, 7, 17))
            made.append(tolerated)
        elif number == 2:
            made.append(ReceiptMaterial(name, 0, 0, "数据共享", MaterialState.EXEMPT))
        else:
            made.append(ReceiptMaterial(name, 1, number % 3, "窗口收取"))
    return tuple(made)


def content(count: int = 6, applicant: Party = APPLICANT, agent: Party | None = None) -> ReceiptContent:
    """A receipt with ``count`` materials."""
    return ReceiptContent(
        centre="示例区政务服务中心",
        case_number=CASE_NUMBER,
        progress_url=PROGRESS_URL,
        applicant=applicant,
        agent=agent,
        item_name="食品经营许可（新办）",
        item_code="11319999MB9000015W4319999002000",
        situation=(Answer("申请类型", "新办"), Answer("经营项目", "热食类食品制售")),
        materials=materials(count),
        promised_limit="5 个工作日",
        statutory_limit="20 个工作日",
        received_at=RECEIVED_AT,
        handler="李静（工号 0127）",
        window="A03 综合窗口",
        counter_phone="000-12345",
    )
