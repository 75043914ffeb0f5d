"""The fonts that ship with the program: the same letters on every machine and on paper.

Zongchuang Sans is the small part of Noto Sans SC that the first picture needs (packaging/daily_fonts.py).
Behind it stand the whole Noto Sans SC and, for the rare characters of CJK Extension B to F that are met in
personal names, Hanazono Mincho B. Those come after the first paint.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

import resources

FAMILIES: Final = ("Zongchuang Sans", "Noto Sans SC", "HanaMinB")
_DAILY: Final = ("ZongchuangSans-Regular.ttf", "ZongchuangSans-Bold.ttf")
_RARE: Final = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "HanaMinB.ttf")


def load_daily() -> None:
    """Load the fonts that the first window needs. Raises FileNotFoundError when one is not installed."""
    _load(_DAILY)


def load_rare() -> None:
    """Load the fonts of all other characters, those of rare personal names (生僻字) among them."""
    _load(_RARE)


def font(pixels: int, bold: bool = False) -> QFont:
    """The program's font at a pixel size."""
    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setPixelSize(pixels)
    if bold:
        made.setWeight(QFont.Weight.Bold)
    return made


def _load(names: tuple[str, ...]) -> None:
    for name in names:
        QFontDatabase.addApplicationFont(str(resources.path(f"fonts/{name}")))
