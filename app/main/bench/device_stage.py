"""The stage of the bench of devices: citizens and a clerk who use every device, whatever becomes of it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.config.load import remember
from app.config.schema import Device
from app.main.bench.device_faults import FAULTS, TABLET, TOKEN, Obedient
from app.main.bench.sane_backend import SaneBackend
from app.main.devices.places import SIMULATED
from app.main.devices.simulated_process import SimulatedProcess
from app.main.stage import DemoStage
from app.peripherals.events import DeviceState
from ui.workbench.state import CaptureState, ItemState

PATIENCE_S = 20.0
_LOOK_S = 2.0
"""How long a device that may be in trouble is waited for."""
_HAND_S = 0.02
"""A clerk's hand is slower still: between two of its acts the program draws and listens."""
_THOUGHT_S = 0.1
_PAGE_SCANNER = "page_scanner"


class FaultyStage(DemoStage):
    """The stage of the demo with all devices around it, which act from other threads as hands do.

    ``preview_s``: for every page, the seconds from the camera driver's return until it was shown.
    """

    def __init__(self, data: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        devices = {kind: {"driver": SIMULATED} for kind in FAULTS if kind != TABLET}
        tablets = {"port": port, "host": "127.0.0.1", "token": TOKEN}
        remember(data, {"devices": devices, "tablets": tablets})
        super().__init__(data, data, "")
        self._tablet = SimulatedProcess("network-evaluator", "--url", f"ws://127.0.0.1:{port}")
        self._returned = 0.0
        self.preview_s: list[float] = []
        self.simulators: dict[str, Obedient] = {}

    def open_desk(self) -> None:
        """See Stage; returns when every device is well."""
        super().open_desk()
        assert self.desktop.equipment is not None
        bound, desks = self.desktop.equipment.bindings.simulators, self.desktop.equipment.desks
        kinds = FAULTS.keys() - {TABLET}
        self.look_for(
            lambda: (
                bound.keys() >= kinds
                and desks.keys() >= kinds
                and all(desks[kind].health.state is DeviceState.READY for kind in kinds)
            ),
            PATIENCE_S,
        )
        self._endings.callback(self._tablet.stop)
        self._tablet.start()
        self._on_a_thread(lambda: self._tablet.tell("connect", token=TOKEN))
        self.simulators = {**bound, TABLET: self._tablet}
        self._note_returns(desks["camera"])

    def scan_over_sane(self) -> str:
        """Have pages come through the driver of real scanners, where SANE is installed; which one serves."""
        if not SaneBackend.there():
            return SIMULATED
        sane = SaneBackend(self._data / "sane")
        serving = self._bind_page_scanner(sane.binding)
        self.simulators[_PAGE_SCANNER] = sane
        return serving

    def scan_over_side_car(self) -> None:
        """Have pages come from the simulated scanner again: only it hangs, and one that hangs is not given up
        for another at once."""
        assert self.desktop.equipment is not None
        self._bind_page_scanner(Device(SIMULATED))
        self.simulators[_PAGE_SCANNER] = self.desktop.equipment.bindings.simulators[_PAGE_SCANNER]

    def _bind_page_scanner(self, wanted: Device) -> str:
        assert self.desktop.equipment is not None
        bindings, desk = self.desktop.equipment.bindings, self.desktop.equipment.desks[_PAGE_SCANNER]
        self._on_a_thread(lambda: bindings.bind(desk, wanted))
        self.look_for(lambda: desk.health.driver == wanted.driver, PATIENCE_S)
        return desk.health.driver

    def lay_down_card(self, name: str) -> None:
        """See Stage; asked for by F5 until it is read: the same card again says nothing by itself."""
        self._on_a_thread(lambda: self._reader().lay_down(name))
        self.look_for(lambda: self._state.person.name == name, _LOOK_S)
        while self._state.person.name != name:
            if "read_card" in self._state.enabled:
                self.desktop.window.actions_of_window["read_card"].trigger()
            self.look_for(lambda: self._state.person.name == name, _LOOK_S)

    def lift_card(self) -> None:
        """See Stage."""
        self._on_a_thread(lambda: self._reader().lift())

    def add_item(self, item: str) -> None:
        """See Stage."""
        self._rest()
        self.desktop.view_model.set_query(item)
        self._rest()
        super().add_item(item)

    def put_pages(self) -> int:
        """Photograph a page for the first material and scan what lies in the feeder; how many were shown."""
        model, item = self.desktop.view_model, self._state.item
        assert item is not None
        self._rest()
        model.capture.press(item.materials[0].code)
        self.look_for(lambda: self._capture.ready, _LOOK_S)
        self._rest()
        before, self._returned = len(self._capture.pages), 0.0
        model.capture.press(item.materials[0].code)
        self.look_for(lambda: len(self._capture.pages) > before, _LOOK_S)
        if len(self._capture.pages) > before:
            self.preview_s.append(time.perf_counter() - self._returned)
        self._rest()
        model.capture.scan()
        self.look_for(lambda: not self._capture.scanning, _LOOK_S)
        pages = len(self._capture.pages)
        self._rest()
        model.trigger("back")
        return pages

    def scan(self, code: str) -> float:
        """A citizen shows a code that the program does not know; seconds until the clerk is told so."""
        began = time.perf_counter()
        thread = self._thread(lambda: self.simulators["scanner"].tell("scan", text=code))
        self.look_for(lambda: any(("text", code) in bar.text.params for bar in self._state.bars), PATIENCE_S)
        seconds = time.perf_counter() - began
        self._until("simulator", lambda: not thread.is_alive())
        return seconds

    def close_receipt(self) -> None:
        """See Stage."""
        self._rest()
        super().close_receipt()

    def evaluate(self, stars: int) -> None:
        """See Stage; odd grades are given on the tablet, if it lets them."""
        if stars % 2:
            self.look_for(lambda: False, _THOUGHT_S)
            self._on_a_thread(lambda: self._tablet.tell("rate", stars=stars))
            self.look_for(lambda: self._state.evaluation == "given", _LOOK_S)
        if self._state.evaluation != "given":
            super().evaluate(stars)

    def look_for(self, seen: Callable[[], bool], seconds: float) -> None:
        """Let the program run until something is seen, for so many seconds at most."""
        end = time.monotonic() + seconds
        self._until("look", lambda: seen() or time.monotonic() > end)

    @property
    def _capture(self) -> CaptureState:
        assert self._state.capture is not None
        return self._state.capture

    def _press(self, action_id: str) -> None:
        self._rest()
        super()._press(action_id)

    def _close_gap(self, item: ItemState) -> None:
        self._rest()
        super()._close_gap(item)

    def _rest(self) -> None:
        self.look_for(lambda: False, _HAND_S)

    def _reader(self) -> Any:
        assert self.desktop.equipment is not None
        return self.desktop.equipment.simulated_reader

    def _note_returns(self, camera: Any) -> None:
        """Have the camera's desk say when its driver returned with a page."""
        take = camera.take_page

        def noted(*, grey: bool) -> bytes:
            page: bytes = take(grey=grey)
            self._returned = time.perf_counter()
            return page

        camera.take_page = noted

    def _on_a_thread(self, work: Callable[[], object]) -> None:
        thread = self._thread(work)
        self._until("simulator", lambda: not thread.is_alive())

    @staticmethod
    def _thread(work: Callable[[], object]) -> threading.Thread:
        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        return thread
