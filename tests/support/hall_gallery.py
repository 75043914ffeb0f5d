"""The hall screen in the states that matter, for tests to measure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from app.core.clock import HALL_ZONE
from app.tickets.board import Call
from ui.hall.sizes import Viewing
from ui.hall.state import HallState, ZoneWaiting
from ui.hall.words import standing_notices

NOW = datetime(2026, 7, 4, 9, 42, tzinfo=HALL_ZONE)
TEN_METRES = Viewing()
WIDE, UPRIGHT = (1920, 1080), (1080, 1920)


def call(number: str, window: str, zone: str = "社会事务") -> Call:
    """A call of this ticket to this window."""
    return Call(f"id-{number}", number, zone, window, "", 1)


NORMAL = HallState(
    hall_name="示例区政务服务中心",
    now=NOW,
    card=call("A0127", "3"),
    lit=True,
    rows=(
        call("B0040", "7", "投资建设"),
        call("A0126", "5", "商事登记"),
        call("C0018", "11"),
        call("A0125", "2", "商事登记"),
        call("B0039", "8", "投资建设"),
        call("D0007", "12", "不动产登记"),
        call("A0124", "1", "商事登记"),
        call("F0031", "20", "综合服务"),
    ),
    waiting=(
        ZoneWaiting("商事登记", 23),
        ZoneWaiting("投资建设", 9),
        ZoneWaiting("社会事务", 6),
        ZoneWaiting("不动产登记", 4),
        ZoneWaiting("创新创业", 0),
        ZoneWaiting("综合服务", 118),
    ),
    notices=standing_notices(),
)
LONG = replace(
    NORMAL,
    card=call("A123456", "综合-12"),
    rows=tuple(call(f"AB1012{n}", f"综合-1{n}", "中外合作办学与涉外人才服务") for n in range(8)),
    hall_name="示例省示例自治州示例县高新技术产业开发区政务服务中心",
)


@dataclass(frozen=True)
class Picture:
    """One picture: a state at a size, seen from somewhere."""

    name: str
    state: HallState
    size: tuple[int, int] = WIDE
    viewing: Viewing = TEN_METRES


PICTURES = (
    Picture("landscape", NORMAL),
    Picture("landscape_calm", replace(NORMAL, lit=False)),
    Picture("landscape_pulse", replace(NORMAL, pulse=True)),
    Picture("landscape_6m", NORMAL, viewing=Viewing(6.0, 55.0)),
    Picture("portrait", NORMAL, UPRIGHT),
    Picture("portrait_6m", NORMAL, UPRIGHT, Viewing(6.0, 55.0)),
    Picture("4k", NORMAL, (3840, 2160)),
    Picture("4k_portrait", NORMAL, (2160, 3840)),
    Picture("1366", NORMAL, (1366, 768), Viewing(8.0, 43.0)),
    Picture("800x600_far", NORMAL, (800, 600), Viewing(10.0, 19.0)),
    Picture("long", LONG),
    Picture("long_6m", LONG, viewing=Viewing(6.0, 55.0)),
    Picture("long_portrait", LONG, UPRIGHT),
    Picture("offline", replace(NORMAL, cut_off=True, updated_at=NOW.replace(minute=40))),
    Picture("offline_portrait", replace(NORMAL, cut_off=True, updated_at=NOW.replace(minute=40)), UPRIGHT),
    Picture("never_online", replace(NORMAL, card=None, rows=(), waiting=(), cut_off=True)),
    Picture("empty", replace(NORMAL, card=None, rows=(), waiting=())),
    Picture(
        "twenty_zones",
        replace(NORMAL, waiting=tuple(ZoneWaiting(f"第{n}功能区", 7 * n) for n in range(1, 21)), turn=1),
    ),
)
