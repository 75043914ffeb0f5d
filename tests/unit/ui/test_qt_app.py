"""The application finds the input method, and an error of ours is told instead of swallowed."""

from __future__ import annotations

import gc
import logging
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.qt_app import GarbageCollector, catch_crashes, choose_input_method, end_when_told

ROOT = Path(__file__).resolve().parents[3]
PORTAL = {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}
HEAVY = ("sqlalchemy", "pydantic", "reportlab", "pypinyin", "PySide6.QtPdf", "PySide6.QtMultimedia")


@pytest.mark.parametrize(
    ("environment", "chosen"),
    [
        ({"QT_IM_MODULE": "fcitx"}, PORTAL),
        ({"QT_IM_MODULE": "fcitx5"}, PORTAL),
        ({"XMODIFIERS": "@im=fcitx"}, PORTAL),
        ({"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=fcitx"}, PORTAL),
        ({"GTK_IM_MODULE": "fcitx"}, PORTAL),
        ({"QT_IM_MODULE": "ibus"}, {}),
        ({"QT_IM_MODULE": "qtvirtualkeyboard"}, {}),
        ({}, {}),
    ],
)
def test_under_fcitx_the_ibus_portal_is_used(environment: dict[str, str], chosen: dict[str, str]) -> None:
    assert choose_input_method(environment) == chosen


def test_an_error_in_a_slot_is_logged_and_told(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    told: list[BaseException] = []
    catch_crashes(told.append)
    broken = ValueError("broken slot")
    with caplog.at_level(logging.CRITICAL):
        sys.excepthook(ValueError, broken, None)
    assert told == [broken]
    assert "broken slot" in caplog.text


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_is_an_event_that_waits_for_the_loop(
    ending: signal.Signals, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
    ended: list[bool] = []
    monkeypatch.setattr(QApplication, "quit", lambda: ended.append(True))
    end_when_told()
    signal.raise_signal(ending)
    for each, handler in before.items():
        signal.signal(each, handler)
    assert ended == []
    qtbot.waitUntil(lambda: ended == [True])


def test_the_first_window_needs_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "from ui.qt_app import build_application\n"
        "app = build_application()\n"
        "from ui.common.theme import Theme\n"
        "from ui.shell.main_window import MainWindow\n"
        "window = MainWindow(None, Theme(), None)\n"
        "print(app.font().families(), [name for name in " + repr(HEAVY) + " if name in sys.modules])\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert run.stdout.strip() == "['Zongchuang Sans', 'Noto Sans SC', 'HanaMinB'] []", run.stderr


class Knot:
    """Garbage that only the collector can free, and that says where it was freed."""

    freed_in: ClassVar[list[int]] = []

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        self.freed_in.append(threading.get_ident())


def test_garbage_of_a_lane_is_freed_in_the_gui_thread(qtbot: QtBot) -> None:
    Knot.freed_in.clear()
    # Not the application: a collector that outlives this test frees what later ones are about to click.
    mine = QObject()
    GarbageCollector(mine)

    def litter() -> None:
        for _ in range(2 * gc.get_threshold()[0]):
            Knot()

    def littered_and_freed() -> bool:
        # Again and again: what earlier tests free meanwhile counts against the litter.
        lane = threading.Thread(target=litter)
        lane.start()
        lane.join()
        return bool(Knot.freed_in)

    assert not littered_and_freed()
    qtbot.waitUntil(littered_and_freed, timeout=60_000)
    assert set(Knot.freed_in) == {threading.get_ident()}


def test_what_is_loaded_at_first_is_never_looked_through_again(qtbot: QtBot) -> None:
    gc.collect()
    Knot.freed_in.clear()
    mine = QObject()
    GarbageCollector(mine, loading_s=1)
    Knot()
    before = gc.get_freeze_count()
    try:
        qtbot.waitUntil(lambda: gc.get_freeze_count() > before, timeout=10_000)
        gc.collect()
        assert Knot.freed_in == []
    finally:
        gc.unfreeze()
    gc.collect()
    assert Knot.freed_in == [threading.get_ident()]
