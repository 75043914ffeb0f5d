"""「测试」 of the voice speaks as the hall will: with its own pack, and its own word for the digit 1."""

from __future__ import annotations

import shutil
import wave
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

import resources
from app.config.schema import HallScreen, HallVoice, Settings
from app.core.clock import SystemClock
from app.core.events import EventBus
from app.main.devices import centre
from app.main.devices.centre import WindowDevices
from app.main.devices.equipment import Equipment
from app.main.devices.page_printers import WindowPrinter
from app.main.devices.printer_watch import PrinterWatch
from app.peripherals.events import DeviceHealth, DeviceState
from app.tickets.announcement import announce
from tests.support.loudspeaker import Loudspeaker
from ui.hall.voice_pack import SHIPPED, VoicePack


def test_the_voice_is_tried_with_the_pack_and_the_word_that_the_hall_speaks_with(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Path(shutil.copytree(resources.path(SHIPPED), tmp_path / "own"))
    with wave.open(str(own / "please.wav"), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(b"\x01\x00" * 16_000)
    heard = Loudspeaker()
    monkeypatch.setattr(centre, "open_player", lambda _: heard)
    monkeypatch.setattr(centre, "_sound", lambda _: DeviceHealth("voice", DeviceState.READY))
    settings = Settings(hall_voice=HallVoice(pack=str(own)), hall_screen=HallScreen(say_yao=True))
    bus, clock, window = EventBus(), SystemClock(), QWidget()
    watch = PrinterWatch(WindowPrinter(settings.printer, tmp_path / "pdf"), bus, clock)
    equipment = Equipment(tmp_path, settings, bus, clock)
    keeper = WindowDevices(tmp_path, settings, equipment, watch, lambda: None, bus, clock, window)
    keeper.test("voice")
    assert heard.sounds == [VoicePack(own).sound(announce("A001", "3", say_yao=True).segments)]
    heard.finish()
    window.deleteLater()
