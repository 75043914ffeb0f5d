"""Two clerks share a window: a card on the PC/SC reader says who is on duty, and the journal tells it."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.config.load import load_settings
from app.journal.model import journal
from app.main.command_line import run
from app.main.window.desktop import Desktop
from app.peripherals.events import StaffCardGone
from tests.support.rosters import CLERKS, HALL_ID, UIDS
from tests.support.simulated_device import SimulatedDevice
from tests.support.smart_cards import SmartCards
from ui.workbench.state import WorkbenchState

PATIENCE = 60_000
pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="the smart card service wants to be root")


@pytest.fixture
def desktop(qtbot: QtBot, tmp_path: Path) -> Iterator[Desktop]:
    reader = {"staff_card": {"driver": "pcsc", "port": "Virtual"}}
    with SmartCards():
        made = Desktop(tmp_path, load_settings(tmp_path, {"devices": reader, "window": {"clerk_id": ""}}))
        qtbot.addWidget(made.window)
        made.window.show()
        made.load()
        qtbot.waitUntil(lambda: made.view_model.state.queue.live, timeout=PATIENCE)
        yield made
        made.close()


def publish_roster(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the administrator does: codes of the cards, the roster, the bundle."""
    assert run(["staff-card", "--hall", HALL_ID, *UIDS.values(), "--json"]) == 0
    codes = json.loads(capsys.readouterr().out.splitlines()[-1])["cards"]
    folder = data / "to-publish"
    folder.mkdir()
    roster = {"clerks": CLERKS, "cards": dict(zip(codes, UIDS, strict=True))}
    (folder / "roster.json").write_text(json.dumps(roster), "utf-8")
    assert run(["hub", "publish", str(folder), "--kind", "staff", "--data", str(data)]) == 0


def test_two_clerks_share_a_window_by_their_cards(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def shows(what: str, name: str) -> None:
        def seen() -> bool:
            bars = [bar.text.code for bar in desktop.view_model.state.bars]
            return what in bars and desktop.view_model.state.header.clerk_name == name

        qtbot.waitUntil(seen, timeout=PATIENCE)

    def state() -> WorkbenchState:
        return desktop.view_model.state

    lifted = threading.Event()
    desktop.bus.subscribe(StaffCardGone, lambda _: lifted.set())
    qtbot.waitUntil(lambda: bool(state().nobody), timeout=PATIENCE)
    publish_roster(tmp_path, capsys)
    desktop.view_model.trigger("sync_now")
    with SimulatedDevice("staff-card", tmp_path) as cards:
        qtbot.waitUntil(lambda: [hit.title for hit in state().search.hits][:1] == ["李静"], timeout=PATIENCE)
        cards.do("card_in", uid=UIDS["1002"])
        shows("duty.begun_by_card", "王强")
        desktop.view_model.trigger("walk_in")
        qtbot.waitUntil(lambda: state().ticket.phase == "serving", timeout=PATIENCE)
        cards.do("card_in", uid=UIDS["1001"])
        shows("duty.visit_open", "王强")
        desktop.view_model.trigger("finish")
        desktop.view_model.trigger("finish")
        qtbot.waitUntil(lambda: state().evaluation == "asking", timeout=PATIENCE)
        lifted.clear()
        cards.do("card_out")
        qtbot.waitUntil(lifted.is_set, timeout=PATIENCE)
        cards.do("card_in", uid=UIDS["1001"])
        shows("duty.begun_by_card", "李静")
        desktop.view_model.set_query("wq")
        assert [hit.title for hit in state().search.hits if hit.group == "clerk"] == ["王强"]
        desktop.view_model.trigger("leave_duty")
        shows("duty.ended", "")
    assert desktop.backstage is not None
    with desktop.backstage.store.read() as conn:
        told = select(journal.c.kind, journal.c.actor).where(journal.c.kind.not_like("ticket.%"))
        written = [tuple(row) for row in conn.execute(told.order_by(journal.c.seq))]
    assert written == [
        ("duty.begun", "1002"),
        ("visit.opened", "1002"),
        ("visit.finished", "1002"),
        ("duty.ended", "1002"),
        ("duty.begun", "1001"),
        ("duty.ended", "1001"),
    ]
