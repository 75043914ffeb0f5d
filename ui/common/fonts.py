"""The fonts that ship with the program: the same letters on every machine and on paper.

Noto Sans SC carries the daily characters; Hanazono Mincho B the rare ones of CJK Extension B to F, met in
personal names. That one comes after the first paint and before other text: a font that is added later makes
Qt read the others again, which costs 8 MB.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

import resources

FAMILIES: Final = ("Noto Sans SC", "HanaMinB")
_DAILY: Final = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
_RARE: Final = ("HanaMinB.ttf",)


def load_daily() -> None:
    """Load the fonts that the first window needs. Raises FileNotFoundError when one is not installed."""
    _load(_DAILY)


def load_rare() -> None:
    """Load the font of rare personal names (生僻字)."""
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
