"""The English translation: whole, faithful, and the whole screen speaks it; paper stays Chinese."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

import resources
from devices.camera import simulated as camera
from devices.page_printer import simulated as page_printer
from devices.page_scanner import simulated as page_scanner
from tests.support.picture_checks import faults, faults_shown
from tests.support.workbench_gallery import OFFLINE, STATES, open_window
from ui.common.tokens import Appearance, Scale
from ui.common.widgets.buttons import KeyButton
from ui.shell.action_bar import ActionBar
from ui.shell.header import Header
from ui.shell.help_sheet import HelpSheet
from ui.shell.notices import BAR, fact, word
from ui.workbench.wording import choice_label, printed_choice

ROOT = Path(__file__).resolve().parents[3]
CHINESE = re.compile(r"[⺀-鿿！-～、。「」]")
Text = tuple[str, str]
"""Context and Chinese source."""


def _tool(name: str, *arguments: str | Path) -> None:
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    assert found, f"{name} belongs to the environment"
    subprocess.run([found, "-silent", *arguments], check=True)


def _messages(ts: Path) -> dict[Text, str | None]:
    """The translation of every text; None while it is unfinished."""
    found: dict[Text, str | None] = {}
    for context in ET.parse(ts).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            done = translation.get("type") is None
            key = (context.findtext("name", ""), message.findtext("source", ""))
            found[key] = translation.text if done else None
    return found


@pytest.fixture(scope="module")
def shipped() -> Path:
    return resources.path("translations/zongchuang_en.ts")


@pytest.fixture
def english(qapp: QApplication, shipped: Path, tmp_path: Path) -> Iterator[None]:
    _tool("pyside6-lrelease", shipped, "-qm", tmp_path / "zongchuang_en.qm")
    before, translator = QLocale(), QTranslator()
    QLocale.setDefault(QLocale("en"))
    assert translator.load(QLocale("en"), "zongchuang", "_", str(tmp_path))
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)
    QLocale.setDefault(before)


def test_it_has_exactly_the_texts_of_the_source(shipped: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.ts"
    files = sorted((ROOT / "ui").rglob("*.py"))
    _tool("pyside6-lupdate", "-source-language", "zh_CN", "-target-language", "en", *files, "-ts", fresh)
    assert set(_messages(shipped)) == set(_messages(fresh)), "run `make translations`"


def test_every_text_is_translated_and_in_english(shipped: Path) -> None:
    messages = _messages(shipped)
    assert [key for key, english in messages.items() if not english] == []
    left = {key: text for key, text in messages.items() if text and CHINESE.search(text.replace(BAR, ""))}
    assert left == {}


def test_translations_show_the_same_facts_in_the_same_parts(shipped: Path) -> None:
    for (context, source), english in _messages(shipped).items():
        assert english is not None
        assert _facts(source) == _facts(english), (context, source)
        assert source.count(BAR) == english.count(BAR), (context, source)
        assert _empty_parts(source) == _empty_parts(english), (context, source)


def _facts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _empty_parts(text: str) -> list[bool]:
    return [not part for part in text.split(BAR)]


@pytest.mark.usefixtures("english")
def test_header_buttons_and_help_speak_english() -> None:
    header = replace(OFFLINE, window_name="Window 3", clerk_name="Li Jing")
    window, _ = open_window(replace(STATES["offline"], header=header), Appearance("light", 100), (1920, 1080))
    window.actions_of_window["help"].trigger()
    window.grab()
    parts = [part for kind in (Header, ActionBar, HelpSheet) for part in window.findChildren(kind)]
    assert [part.isVisible() for part in parts] == [True, True, True]
    spoken = [text for part in parts for text in _texts(part)]
    assert "Call" in spoken
    assert [text for text in spoken if CHINESE.search(text)] == []
    window.close()


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(("size", "scale"), [((1920, 1080), 150), ((1366, 768), 100), ((1366, 768), 125)])
def test_english_fits_the_screen_in_every_situation(size: tuple[int, int], scale: Scale) -> None:
    window, view_model = open_window(STATES["idle"], Appearance("light", scale), size)
    assert faults_shown(window, STATES, view_model.show) == {}
    window.actions_of_window["help"].trigger()
    assert faults(window) == []
    window.close()


@pytest.mark.usefixtures("english")
def test_messages_are_english_sentences() -> None:
    assert word("store.locked").sentence == (
        "Not saved. Another program is using the local data. Close it and press again."
    )
    assert word("case.due", {"day": "2026-07-11"}).what == "Due 11 Jul"


@pytest.mark.usefixtures("english")
def test_devices_that_the_program_named_have_english_names(tmp_path: Path) -> None:
    (tmp_path / "face.jpg").touch()
    heads = camera.SimulatedCamera(tmp_path).cameras()
    names = [page_printer.NAME, camera.IDENTITY, page_scanner.IDENTITY, *(head.name for head in heads)]
    assert len(set(names)) == 5
    assert [name for name in names if CHINESE.search(fact("device_name", name))] == []
    assert fact("device_name", "HP LaserJet") == "HP LaserJet"


@pytest.mark.usefixtures("english")
def test_what_is_printed_stays_chinese() -> None:
    printed = ("id_kind.resident", "receipt.original", "limit_on_paper.workday")
    assert [word(code, {"value": 7}).what for code in printed] == ["居民身份证", "原件", "7 个工作日"]
    assert (choice_label("lost"), printed_choice("lost")) == ("Lost by the applicant", "申请人遗失")


def _texts(part: QWidget) -> Iterator[str]:
    for widget in (part, *part.findChildren(QWidget)):
        yield from (widget.toolTip(), widget.accessibleName())
        if isinstance(widget, QLabel):
            yield widget.text()
        if isinstance(widget, KeyButton):
            yield widget.words()
        elif isinstance(widget, QAbstractButton):
            yield widget.text()
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()
