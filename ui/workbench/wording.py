"""Words for what the workbench state names by key: fields, choices, states of a material."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from ui.common.marking import QT_TRANSLATE_NOOP

_FIELDS: Final = {
    "organisation.name": QT_TRANSLATE_NOOP("Workbench", "单位名称"),
    "organisation.credit_code": QT_TRANSLATE_NOOP("Workbench", "统一社会信用代码"),
    "organisation.legal_person": QT_TRANSLATE_NOOP("Workbench", "法定代表人"),
    "applicant.name": QT_TRANSLATE_NOOP("Workbench", "申请人姓名"),
    "applicant.number": QT_TRANSLATE_NOOP("Workbench", "证件号码"),
    "applicant.phone": QT_TRANSLATE_NOOP("Workbench", "联系电话"),
    "applicant.address": QT_TRANSLATE_NOOP("Workbench", "住址"),
    "agent.name": QT_TRANSLATE_NOOP("Workbench", "代理人姓名"),
    "agent.number": QT_TRANSLATE_NOOP("Workbench", "代理人证件号码"),
    "agent.phone": QT_TRANSLATE_NOOP("Workbench", "代理人电话"),
    "agent.relation": QT_TRANSLATE_NOOP("Workbench", "与申请人关系"),
    "delivery.method": QT_TRANSLATE_NOOP("Workbench", "送达方式"),
    "delivery.address": QT_TRANSLATE_NOOP("Workbench", "邮寄地址"),
}
_CHOICES: Final = {
    "family": QT_TRANSLATE_NOOP("Workbench", "亲属"),
    "employee": QT_TRANSLATE_NOOP("Workbench", "单位工作人员"),
    "lawyer": QT_TRANSLATE_NOOP("Workbench", "律师或代理机构"),
    "other": QT_TRANSLATE_NOOP("Workbench", "其他"),
    "counter": QT_TRANSLATE_NOOP("Workbench", "窗口领取"),
    "post": QT_TRANSLATE_NOOP("Workbench", "邮寄"),
    "electronic": QT_TRANSLATE_NOOP("Workbench", "电子证照"),
    "jam": QT_TRANSLATE_NOOP("Workbench", "卡纸或没打全"),
    "unclear": QT_TRANSLATE_NOOP("Workbench", "打印不清楚"),
    "lost": QT_TRANSLATE_NOOP("Workbench", "申请人遗失"),
    "correction": QT_TRANSLATE_NOOP("Workbench", "内容更正"),
}
_SOURCES: Final = {
    "card": QT_TRANSLATE_NOOP("Workbench", "读卡"),
    "case": QT_TRANSLATE_NOOP("Workbench", "历史办件"),
}
MATERIAL_STATES: Final[tuple[tuple[str, str, str, str], ...]] = (
    (QT_TRANSLATE_NOOP("Workbench", "缺"), "bad", "gap", "bad"),
    (QT_TRANSLATE_NOOP("Workbench", "齐"), "ok", "done", "ok"),
    (QT_TRANSLATE_NOOP("Workbench", "容缺"), "warn", "clock", "warn"),
    (QT_TRANSLATE_NOOP("Workbench", "承诺"), "wait", "commitment", "wait"),
    (QT_TRANSLATE_NOOP("Workbench", "免"), "info", "waived", "accent"),
    (QT_TRANSLATE_NOOP("Workbench", "不适用"), "quiet", "not_applicable", "text2"),
)
"""For the states 0 to 5 of a material: word, tone of its chip, icon, tint of the icon."""
OPTIONAL: Final = (QT_TRANSLATE_NOOP("Workbench", "可不交"), "quiet", "todo", "text2")
"""The same for a material that is not required and not there."""


def field_label(key: str) -> str:
    """The label of a form field; a field that the catalogue declares is called by its own key."""
    source = _FIELDS.get(key, key)
    return QCoreApplication.translate("Workbench", source)


def choice_label(code: str) -> str:
    """The words of a choice; the catalogue's own choices are words already."""
    source = _CHOICES.get(code, code)
    return QCoreApplication.translate("Workbench", source)


def printed_choice(code: str) -> str:
    """The words of a choice on paper: Chinese, whatever the screen speaks."""
    return _CHOICES[code]


def source_label(source: str) -> str:
    """Where a value came from; nothing for what was typed here."""
    text = _SOURCES.get(source, "")
    return QCoreApplication.translate("Workbench", text) if text else ""


def material_look(state: int, required: bool) -> tuple[str, str, str, str]:
    """Word, chip tone, icon and tint for a material."""
    text, tone, icon, token = OPTIONAL if state == 0 and not required else MATERIAL_STATES[state]
    return QCoreApplication.translate("Workbench", text), tone, icon, token
