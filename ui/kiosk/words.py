"""The wording of the ticket machine."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.tickets.announcement import window_words
from ui.kiosk.state import KioskState, Paper

translate = QCoreApplication.translate


def invitation() -> str:
    """Over the tiles while nobody does anything."""
    return translate("KioskPage", "点要办的业务，取号")


def waiting(people: int | None) -> str:
    """How many wait in a zone; empty when nobody knows."""
    return "" if people is None else translate("KioskPage", "等候 {people} 人").format(people=people)


def standing(state: KioskState) -> str:
    """What is out of order, or soon will be: the hub, the printer, both, or nothing."""
    said = []
    if state.cut_off:
        said.append(translate("KioskPage", "网络中断，照常取号"))
    if state.without_paper:
        said.append(translate("KioskPage", "没有小票，取号后请记下号码"))
    elif state.paper_low:
        said.append(translate("KioskPage", "小票纸快用完，请告诉工作人员"))
    return "　".join(said)


def large() -> str:
    """The button for large letters."""
    return translate("KioskPage", "大字版")


def usual() -> str:
    """The same button while the letters are large."""
    return translate("KioskPage", "标准版")


def taking() -> str:
    """Between the touch and the number."""
    return translate("KioskPage", "正在取号…")


def ahead(people: int | None) -> str:
    """How many come first; empty when nobody knows."""
    return "" if people is None else translate("KioskPage", "前面还有 {people} 人").format(people=people)


def go_to(window: str) -> str:
    """Where the number will be called; empty when the hub decides."""
    if not window:
        return ""
    return translate("KioskPage", "请到 {window}").format(window="".join(window_words(window)))


def paper(stands: Paper) -> str:
    """What to do about the slip."""
    if stands is Paper.PRINTING:
        return translate("KioskPage", "正在打印小票，请稍候")
    if stands is Paper.PRINTED:
        return translate("KioskPage", "请取走小票，留意叫号")
    return translate("KioskPage", "请记下号码，没有小票")


def closed() -> str:
    """Outside the opening hours."""
    return translate("KioskPage", "现在不取号")


def hours(each: tuple[str, ...]) -> str:
    """When numbers are given."""
    return translate("KioskPage", "取号时间 {hours}").format(hours="　".join(each))


def done() -> str:
    """The way back to the tiles."""
    return translate("KioskPage", "知道了")
