"""A running window with ten devices of ten kinds, all simulated, each of which can be pulled out."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.config.load import load_settings
from app.main.devices.equipment import Equipment
from app.main.devices.simulated_process import SimulatedProcess
from app.main.window.backstage import PRINTED
from app.main.window.desktop import Desktop
from tests.support.simulated_device import SimulatedDevice
from tests.support.smart_cards import SmartCards
from ui.devices.state import DeviceLine
from ui.devices.view_model import DeviceCentreViewModel

PATIENCE = 60_000
_TOKEN = "a-token-of-the-test"
SIMULATED = ("scanner", "ticket_printer", "camera", "page_scanner", "call_pad", "window_display")
WITH_CARDS = os.geteuid() == 0
"""The smart card service wants to be root."""
STAFF = ("staff_card",) if WITH_CARDS else ()
KINDS = ("idcard", *SIMULATED, "evaluator", "page_printer", *STAFF)
_SIGNS = {"evaluator": "evaluator_tablet"}


class TenDevices:
    """The desktop and whatever stands around it. ``data`` is the folder of the window."""

    def __init__(self, qtbot: QtBot, data: Path, around: ExitStack) -> None:
        """All ten stand when this returns; ``around`` ends them."""
        self._qtbot = qtbot
        self._paper = data / PRINTED
        self._cards = around.enter_context(SmartCards()) if WITH_CARDS else None
        port = _free_port()
        tablets = {"port": port, "host": "127.0.0.1", "token": _TOKEN}
        self.desktop = Desktop(data, load_settings(data, {"tablets": tablets}))
        around.callback(self.desktop.close)
        qtbot.addWidget(self.desktop.window)
        self.desktop.window.show()
        self.desktop.load()
        self.until(lambda: "read_card" in self.desktop.view_model.state.enabled)
        self.until(lambda: set(KINDS) - {"page_printer"} <= set(self.equipment.desks))
        for kind in (*SIMULATED, *STAFF):
            self.centre.simulate(kind, on=True)
            self._all_well(kind)  # started all at once they starve each other
        tablet = SimulatedDevice("network-evaluator", data, "--url", f"ws://127.0.0.1:{port}")
        self.tablet = around.enter_context(tablet)
        self.tablet.do("connect", token=_TOKEN)
        self._all_well(*KINDS)

    @property
    def centre(self) -> DeviceCentreViewModel:
        """The device centre of the window."""
        assert self.desktop.devices is not None
        return self.desktop.devices

    @property
    def equipment(self) -> Equipment:
        """The devices of the window."""
        assert self.desktop.equipment is not None
        return self.desktop.equipment

    def simulator(self, kind: str) -> SimulatedProcess:
        """The simulated device of this kind."""
        return self.equipment.bindings.simulators[kind]

    def line(self, kind: str) -> DeviceLine:
        """What the device centre says of it."""
        return next(each for each in self.centre.state.lines if each.kind == kind)

    def standing(self, *but: str) -> dict[str, object]:
        """Line and sign of every kind, except these."""
        signs = {kind: (code, tone) for kind, code, tone in self.desktop.view_model.state.header.devices}
        return {
            kind: (self.line(kind).state, self.line(kind).tone, signs[_SIGNS.get(kind, kind)])
            for kind in KINDS
            if kind not in but
        }

    def pull(self, kind: str) -> None:
        """Pull it out, and wait until its line says so."""
        if kind == "evaluator":
            self.tablet.do("drop")
        elif kind == "staff_card":
            assert self._cards is not None
            self._cards.stop()
        elif kind == "page_printer":
            self._paper.write_text("in the place of the folder", "utf-8")
            self.centre.test(kind)
        else:
            self.simulator(kind).tell("unplug")
        self.until(lambda: self.line(kind).tone in ("warn", "bad"))

    def plug_all(self) -> None:
        """Put everything back, and wait until all is well."""
        for kind in ("idcard", *SIMULATED):
            self.simulator(kind).tell("plug")
        if self._cards is not None:
            self._cards.start()
        self._paper.unlink()
        self.tablet.do("connect", token=_TOKEN)
        for kind in KINDS:
            if "reconnect" in self.line(kind).can:
                self.centre.reconnect(kind)
        self.centre.test("page_printer")
        self._all_well(*KINDS)

    def until(self, true: Callable[[], bool]) -> None:
        """Let the window work until it is so."""
        self._qtbot.waitUntil(true, timeout=PATIENCE)

    def _all_well(self, *kinds: str) -> None:
        def look() -> None:
            ill = [line for line in self.centre.state.lines if line.kind in kinds and line.tone != "ok"]
            assert ill == []

        self._qtbot.waitUntil(look, timeout=PATIENCE)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
