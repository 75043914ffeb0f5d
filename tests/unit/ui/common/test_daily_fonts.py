"""The small fonts of the first picture hold what the program itself says, and the whole ones all the rest."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo, QRawFont
from PySide6.QtWidgets import QApplication

import resources
from ui.common import fonts

ROOT = Path(__file__).parents[4]
LEVEL_1 = [
    text
    for row in range(16, 56)
    for cell in range(1, 95)
    if (text := bytes((0xA0 + row, 0xA0 + cell)).decode("gb2312", "ignore"))
]


def missing(file: str, characters: set[str]) -> list[str]:
    font = QRawFont(str(resources.path(f"fonts/{file}")), 15)
    assert font.isValid()
    return sorted(each for each in characters if not font.supportsCharacter(ord(each)))


def texts_of(module: Path) -> set[str]:
    tree = ast.parse(module.read_text("utf-8"))
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {letter for text in constants if isinstance(text, str) for letter in text if letter.isprintable()}


@pytest.mark.parametrize("style", ["Regular", "Bold"])
def test_the_small_font_says_all_that_the_screens_say(qapp: QApplication, style: str) -> None:
    said = set().union(*(texts_of(module) for module in (ROOT / "ui").rglob("*.py")))
    assert len(said) > 500
    assert missing(f"ZongchuangSans-{style}.ttf", said | set(LEVEL_1)) == []


@pytest.mark.parametrize("style", ["Regular", "Bold"])
def test_what_the_small_font_lacks_the_whole_one_has(qapp: QApplication, style: str) -> None:
    names = set("喆堃翀淼")
    assert missing(f"ZongchuangSans-{style}.ttf", names) == sorted(names)
    assert missing(f"NotoSansSC-{style}.ttf", names) == []


def test_both_weights_are_the_programs_own_font(qapp: QApplication) -> None:
    for bold in (False, True):
        found = QFontInfo(fonts.font(15, bold))
        assert (found.family(), found.bold()) == ("Zongchuang Sans", bold)
