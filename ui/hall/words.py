"""The wording of the hall screen."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def date(now: datetime) -> str:
    """7月4日 星期六."""
    days = (
        translate("HallPage", "星期一"),
        translate("HallPage", "星期二"),
        translate("HallPage", "星期三"),
        translate("HallPage", "星期四"),
        translate("HallPage", "星期五"),
        translate("HallPage", "星期六"),
        translate("HallPage", "星期日"),
    )
    pattern = translate("HallPage", "{month}月{day}日 {weekday}")
    return pattern.format(month=now.month, day=now.day, weekday=days[now.weekday()])


def time(now: datetime) -> str:
    """09:42."""
    return f"{now:%H:%M}"


def go_to() -> str:
    """What stands between the ticket and the window."""
    return translate("HallPage", "请到")


def nobody_called() -> str:
    """On the card before the first call of the day."""
    return translate("HallPage", "请留意叫号")


def waiting_title() -> str:
    """Over the waiting counts."""
    return translate("HallPage", "现在等候")


def waiting() -> str:
    """Before a waiting count where there is no title."""
    return translate("HallPage", "等候")


def people() -> str:
    """The unit of a waiting count."""
    return translate("HallPage", "人")


def cut_off() -> str:
    """While the hub cannot be heard: what people should do."""
    return translate("HallPage", "网络中断，听窗口叫号")


def last_update(at: datetime) -> str:
    """How old the picture is."""
    return translate("HallPage", "最后更新 {time}").format(time=time(at))


def standing_notices() -> tuple[str, ...]:
    """The notices (通知) of a hall that has set none of its own."""
    return (
        translate("HallPage", "请留意屏幕和广播，过号请到原窗口说明"),
        translate("HallPage", "老年人、残疾人、孕妇、军人等可以优先办理，请告诉工作人员"),
    )
