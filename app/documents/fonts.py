"""Fonts on paper: every character of a name is printed, and can be read back out of the PDF.

Three fonts ship with the program. Noto Sans SC has the 8105 characters of 通用规范汉字表 and most of the
basic block; HanaMinB has the extensions B to F of GB 18030-2022 level 3. A character that neither has is
printed as its code in a frame (``U+2EBF0``), because an empty box would be a wrong name on an official
paper and nobody would notice it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any

from msgspec import Struct
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

import resources
from app.core.errors import EnvironmentMissing

REGULAR = "NotoSansSC-Regular"
BOLD = "NotoSansSC-Bold"
_RARE = "HanaMinB"
_LABEL_SIZE = 0.7
_LABEL_PAD = 0.16
_loading = threading.Lock()


class Run(Struct, frozen=True):
    """Consecutive characters in one font; ``framed`` ones have no glyph and show their code instead."""

    font: str
    text: str
    framed: bool = False


class _NameFont(TTFont):
    """A TrueType font whose text layer is right for every character.

    reportlab writes characters beyond the basic plane as five hex digits, which no reader understands;
    ToUnicode wants UTF-16BE, in blocks of at most 100 (ISO 32000-1 §9.10.3, Adobe technical note 5014).
    """

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 (reportlab's name)
        state = self.state[doc]
        super().addObjects(doc)
        objects: dict[str, Any] = doc.idToObject
        fonts = objects["BasicFonts"].dict
        for number, subset in enumerate(state.subsets):
            font = fonts[f"{state.internalName}+{number}"]
            objects[font.ToUnicode.name].content = _to_unicode(subset)


def _to_unicode(subset: list[int]) -> str:
    """The CMap that turns the byte codes of a subset back into characters."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for start in range(0, len(subset), 100):
        block = subset[start : start + 100]
        lines.append(f"{len(block)} beginbfchar")
        lines += [
            f"<{code:02X}> <{chr(character).encode('utf-16-be').hex().upper()}>"
            for code, character in enumerate(block, start)
        ]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


def font_ready() -> None:
    """Load what every page needs, so that reportlab finds it by name."""
    _font(REGULAR)


def runs(text: str, bold: bool = False) -> tuple[Run, ...]:
    """Cut a text into runs of one font. A character without a glyph is a run of its own."""
    found: list[Run] = []
    for font, group in groupby(text, key=lambda character: _font_of(character, bold)):
        characters = "".join(group)
        if font:
            found.append(Run(font, characters))
        else:
            found += [Run(REGULAR, each, framed=True) for each in characters]
    return tuple(found)


def missing(text: str) -> tuple[str, ...]:
    """The codes of the characters that no shipped font has, such as ``U+2EBF0``; each once, in order."""
    return tuple(dict.fromkeys(code_of(each) for each in text if not _font_of(each, False)))


def code_of(character: str) -> str:
    """The code under which a character is known: ``U+20164``."""
    return f"U+{ord(character):04X}"


def text_width(text: str, size: float, bold: bool = False) -> float:
    """The width of a text in points; the width of a text is the sum of the widths of its characters."""
    return sum(_em_width(each, bold) for each in text) * size


def draw_text(
    canvas: Canvas, x: float, y: float, text: str, size: float, *, bold: bool = False, spacing: float = 0.0
) -> float:
    """Draw one line of text at a baseline, in black; returns the x where it ends.

    ``spacing`` points are added after every character. Lengths in points, origin at the bottom left.
    """
    for run in runs(text, bold):
        if run.framed:
            x = _draw_code(canvas, x, y, run.text, size) + spacing
            continue
        line = canvas.beginText(x, y)
        line.setFont(run.font, size)
        line.setCharSpace(spacing)
        line.textOut(run.text)
        canvas.drawText(line)
        x += text_width(run.text, size, bold) + spacing * len(run.text)
    return x


def _draw_code(canvas: Canvas, x: float, y: float, character: str, size: float) -> float:
    width, pad = text_width(character, size), _LABEL_PAD * size
    canvas.setLineWidth(0.4)
    canvas.rect(x + pad / 2, y - 0.08 * size, width - pad, 0.92 * size)
    line = canvas.beginText(x + pad, y + 0.13 * size)
    line.setFont(REGULAR, _LABEL_SIZE * size)
    line.setCharSpace(0)
    line.textOut(code_of(character))
    canvas.drawText(line)
    return x + width


@lru_cache(maxsize=16384)
def _em_width(character: str, bold: bool) -> float:
    name = _font_of(character, bold)
    if name:
        return float(_font(name).stringWidth(character, 1))
    return float(_font(REGULAR).stringWidth(code_of(character), _LABEL_SIZE)) + 2 * _LABEL_PAD


@lru_cache(maxsize=16384)
def _font_of(character: str, bold: bool) -> str:
    """The first font that has the character; empty when none has."""
    return next(
        (name for name in _candidates(bold) if ord(character) in _font(name).face.charToGlyph),
        "",
    )


def _candidates(bold: bool) -> Iterator[str]:
    yield BOLD if bold else REGULAR
    yield _RARE


@lru_cache(maxsize=3)
def _load(name: str) -> TTFont:
    try:
        path = resources.path(f"fonts/{name}.ttf")
    except FileNotFoundError as error:
        raise EnvironmentMissing("document.font_missing", font=name) from error
    font = _NameFont(name, str(path))
    pdfmetrics.registerFont(font)
    return font


def _font(name: str) -> TTFont:
    """A registered font. Loading takes 0.1 to 0.4 s, so it waits until a character needs it.

    Raises EnvironmentMissing("document.font_missing").
    """
    with _loading:
        return _load(name)
