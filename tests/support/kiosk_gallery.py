"""The ticket machine in the states that matter, for tests to measure."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from app.core.clock import HALL_ZONE
from app.core.errors import RuleViolation
from ui.kiosk.page import KioskPage
from ui.kiosk.state import Given, KioskState, Paper, Phase, Tile

SIZES = {"wide": (1920, 1080), "upright": (1080, 1920)}
NAMES = ("商事登记", "投资建设", "社会事务", "不动产登记", "创新创业", "综合服务")
HOME = KioskState(
    "示例区政务服务中心",
    datetime(2026, 7, 4, 9, 42, tzinfo=HALL_ZONE),
    tuple(Tile(n, f"Z{n}", name, (23, 9, 6, 4, 0, 118)[n - 1]) for n, name in enumerate(NAMES, 1)),
)
UNCOUNTED = tuple(replace(tile, waiting=None) for tile in HOME.tiles)
OFFLINE = replace(HOME, cut_off=True, tiles=UNCOUNTED)
NUMBER = Given("t", "A127", "商事登记", ahead=23, paper=Paper.PRINTED)
LONG_NAMES = tuple(replace(tile, name="中外合作办学与涉外人才服务") for tile in HOME.tiles)

STATES = {
    "home": HOME,
    "home_large": replace(HOME, large=True),
    "long_names": replace(HOME, large=True, tiles=LONG_NAMES, hall_name="示例省示例自治州示例县政务服务中心"),
    "offline": OFFLINE,
    "offline_no_paper": replace(OFFLINE, without_paper=True),
    "paper_low": replace(OFFLINE, paper_low=True, large=True),
    "number": replace(HOME, phase=Phase.GIVEN, given=NUMBER),
    "printing": replace(HOME, phase=Phase.GIVEN, given=replace(NUMBER, paper=Paper.PRINTING)),
    "number_offline": replace(
        OFFLINE, phase=Phase.GIVEN, given=replace(NUMBER, number="A5001", window="3", ahead=None)
    ),
    "paper_out": replace(
        HOME, phase=Phase.GIVEN, without_paper=True, given=replace(NUMBER, paper=Paper.NOTE)
    ),
    "paper_out_large": replace(
        OFFLINE,
        phase=Phase.GIVEN,
        large=True,
        without_paper=True,
        given=replace(NUMBER, number="A12345", window="综合-12", ahead=None, paper=Paper.NOTE),
    ),
    "refused": replace(
        OFFLINE, phase=Phase.REFUSED, refusal=RuleViolation("tickets.block_empty", zone="Z1"), large=True
    ),
    "closed": replace(HOME, phase=Phase.CLOSED, hours=("08:30-12:00", "13:30-17:30")),
}


def page_in(state: KioskState, size: tuple[int, int]) -> KioskPage:
    """The page as it stands on a screen of this size."""
    page = KioskPage()
    page.resize(*size)
    page.render_state(state)
    page.show()
    return page
