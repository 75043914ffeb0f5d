"""A desktop with devices at its window: a key of the pad calls, the display shows it, a tablet rates."""

from __future__ import annotations

import socket
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.config.load import load_settings
from app.core.ids import new_id
from app.journal.model import Author
from app.main.window.desktop import Desktop
from tests.support.simulated_device import SimulatedDevice

PATIENCE = 60_000


def test_devices_at_the_window_work_together(qtbot: QtBot, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"ws://127.0.0.1:{port}"
    with (
        SimulatedDevice("call-pad", tmp_path / "pad") as pad,
        SimulatedDevice("window-display", tmp_path / "display") as display,
        SimulatedDevice("network-evaluator", tmp_path / "tablet", "--url", url) as tablet,
    ):
        devices = {"call_pad": {"port": pad.port}, "window_display": {"port": display.port}}
        tablets = {"port": port, "host": "127.0.0.1", "token": "a-token-of-the-test"}
        settings = load_settings(tmp_path, {"devices": devices, "tablets": tablets})
        desktop = Desktop(tmp_path / "window", settings)
        qtbot.addWidget(desktop.window)
        desktop.window.show()
        desktop.load()
        model = desktop.view_model
        qtbot.waitUntil(lambda: model.state.queue.live, timeout=PATIENCE)
        assert display.told("shown")["shown"] == "空闲"
        assert desktop.backstage is not None
        number = desktop.backstage.link.issue(new_id(), Author("kiosk", ""), "SSDJ").number
        qtbot.waitUntil(
            lambda: [row.number for row in model.state.queue.waiting] == [number], timeout=PATIENCE
        )
        pad.do("press", key="call_next")
        qtbot.waitUntil(lambda: model.state.ticket.number == number, timeout=PATIENCE)
        assert display.told("shown")["shown"] == f"请 {number}"
        tablet.do("connect", token="a-token-of-the-test")
        model.trigger("start")
        qtbot.waitUntil(lambda: "finish" in model.state.enabled, timeout=PATIENCE)
        model.trigger("finish")
        model.trigger("finish")
        qtbot.waitUntil(lambda: model.state.evaluation == "asking", timeout=PATIENCE)
        while (asked := tablet.told("heard")["heard"])["do"] != "ask":
            pass
        assert asked["clerk"] == settings.window.clerk_name
        tablet.do("rate", stars=5)
        qtbot.waitUntil(lambda: model.state.evaluation == "given", timeout=PATIENCE)
        desktop.close()
        while display.told("shown")["shown"] != "暂停服务":  # or it never says so, and this fails
            pass
