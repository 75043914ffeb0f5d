"""「测试」 of the voice speaks as the hall will: with its own pack, and its own word for the digit 1."""

from __future__ import annotations

import shutil
import wave
from collections.abc import Iterator
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
from ui.hall.voice_pack import SHIPPED, open_pack

Tried = tuple[WindowDevices, Loudspeaker]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A pack of the hall's own."""
    folder = Path(shutil.copytree(resources.path(SHIPPED), tmp_path / "own"))
    with wave.open(str(folder / "please.wav"), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(b"\x01\x00" * 16_000)
    return folder


@pytest.fixture
def tried(qapp: QApplication, tmp_path: Path, own: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tried]:
    """The devices of a window that speaks with its own pack, and what is heard."""
    heard = Loudspeaker()
    monkeypatch.setattr(centre, "open_player", lambda _: heard)
    monkeypatch.setattr(centre, "_sound", lambda _: DeviceHealth("voice", DeviceState.READY))
    settings = Settings(hall_voice=HallVoice(pack=str(own)), hall_screen=HallScreen(say_yao=True))
    bus, clock, window = EventBus(), SystemClock(), QWidget()
    watch = PrinterWatch(WindowPrinter(settings.printer, tmp_path / "pdf"), bus, clock)
    equipment = Equipment(tmp_path, settings, bus, clock)
    yield WindowDevices(tmp_path, settings, equipment, watch, lambda: None, bus, clock, window), heard
    heard.finish()
    window.deleteLater()


def test_the_voice_is_tried_with_the_pack_and_the_word_that_the_hall_speaks_with(
    tried: Tried, own: Path
) -> None:
    keeper, heard = tried
    keeper.test("voice")
    assert heard.sounds == [open_pack(str(own)).sound(announce("A001", "3", say_yao=True).segments)]
    health = keeper.health("voice")
    assert health is not None
    assert health.state is DeviceState.READY


def test_a_pack_that_cannot_be_spoken_with_is_told_and_the_shipped_one_speaks(
    tried: Tried, own: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (own / "manifest.json").unlink()
    keeper, heard = tried
    keeper.test("voice")
    assert heard.sounds == [open_pack().sound(announce("A001", "3", say_yao=True).segments)]
    assert keeper.health("voice") == DeviceHealth(
        "voice", DeviceState.TROUBLE, "voice.pack_broken", port=str(own)
    )
    assert "voice.pack_broken" in caplog.text
