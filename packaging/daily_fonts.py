# /// script
# dependencies = ["fonttools>=4.60"]
# ///
"""Makes the small fonts of the first picture from Noto Sans SC: ``uv run packaging/daily_fonts.py``.

They hold Latin, the signs and the 3755 characters of level 1 of GB 2312 (一级汉字), which is nearly all that
a screen shows: an eighth of the whole font, so they are read and kept in memory for an eighth of its price.
Only for new versions of Noto Sans SC, or characters that a test misses; the results are in the repository.
"""

from __future__ import annotations

from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font

FONTS = Path(__file__).parents[1] / "resources" / "fonts"
NAME = "Zongchuang Sans"
FAMILY, FULL_NAME, POSTSCRIPT_NAME = 1, 4, 6
"""Entries of the table ``name`` (OpenType 1.9): a modified font goes by a name of its own."""
LATIN = (*range(0x20, 0x180), *range(0x2000, 0x2070))
SIGNS, LEVEL_1 = range(1, 10), range(16, 56)
"""Rows of GB 2312-1980."""
BEYOND = "幺"
"""What our own texts say besides."""


def characters() -> set[int]:
    """The code points of the small fonts."""
    cells = (bytes((0xA0 + row, 0xA0 + cell)) for row in (*SIGNS, *LEVEL_1) for cell in range(1, 95))
    return {
        *LATIN,
        *map(ord, BEYOND),
        *(ord(text) for each in cells if (text := each.decode("gb2312", "ignore"))),
    }


def make(style: str) -> None:
    """Write the small font of one style (Regular, Bold)."""
    options = Options(name_IDs=["*"], layout_features=["*"], notdef_outline=True, recalc_timestamp=False)
    font = load_font(str(FONTS / f"NotoSansSC-{style}.ttf"), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    for entry in font["name"].names:
        if entry.nameID in (FAMILY, FULL_NAME):
            entry.string = NAME if entry.nameID == FAMILY else f"{NAME} {style}"
        elif entry.nameID == POSTSCRIPT_NAME:
            entry.string = f"{NAME.replace(' ', '')}-{style}"
    save_font(font, str(FONTS / f"{NAME.replace(' ', '')}-{style}.ttf"), options)


if __name__ == "__main__":
    for each in ("Regular", "Bold"):
        make(each)
