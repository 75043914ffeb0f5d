"""A4 pages that fill from the top: paragraphs, field grids, tables, and what stands on every page.

Black only, one grid, four weights of line. Lengths are points; y runs downwards from the top of the page
as one reads, and turns into PDF coordinates only where something is drawn.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from msgspec import Struct
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from app.documents.fonts import REGULAR, draw_text, font_ready, text_width
from app.documents.typeset import break_lines, spacing

LEFT = 20 * mm
RIGHT = A4[0] - 20 * mm
WIDTH = RIGHT - LEFT
TOP = 12 * mm
BOTTOM = A4[1] - 19 * mm
_MIDDLE = LEFT + 98 * mm
_LABEL = 20 * mm
HAIRLINE, RULE = 0.25, 0.9
SMALL = 8.0
_CENTRE_OF_GLYPH = 0.38


class Density(Struct, frozen=True):
    """How tightly a page is set: text size, distance of baselines, and room above and below a row."""

    size: float
    leading: float
    pad: float


ROOMY = Density(size=10, leading=14.5, pad=2.6)
COMPACT = Density(size=9, leading=11.8, pad=1.4)


class Column(Struct, frozen=True):
    """A column of a table: its heading, its width in points, and whether its text is centred."""

    heading: str
    width: float
    centred: bool = False


class Frame(Struct, frozen=True):
    """What every page says: title and number on the pages that continue, and the foot of all."""

    title: str
    number: str
    issuer: str
    foot: str


class Sheet:
    """The pages of one document while they are being written."""

    def __init__(self, frame: Frame, density: Density, total: int) -> None:
        font_ready()
        self.density = density
        self.page = 1
        self.y = TOP
        self._frame = frame
        self._total = total
        self._buffer = io.BytesIO()
        self.canvas = Canvas(
            self._buffer,
            pagesize=A4,
            invariant=1,
            pageCompression=1,
            initialFontName=REGULAR,  # type: ignore[arg-type]  # the stub says float
            lang="zh-CN",
        )
        self.canvas.setTitle(f"{frame.title} {frame.number}")
        self.canvas.setAuthor(frame.issuer)
        self.canvas.setSubject(frame.title)

    @property
    def room(self) -> float:
        """What is left on this page."""
        return BOTTOM - self.y

    def finish(self) -> bytes:
        """Close the last page; the PDF."""
        self._foot()
        self.canvas.showPage()
        self.canvas.save()
        return self._buffer.getvalue()

    def ensure(self, height: float) -> bool:
        """Go to a new page unless ``height`` fits on this one; true when a new page began."""
        if height <= self.room:
            return False
        self._foot()
        self.canvas.showPage()
        self.page += 1
        self.y = TOP
        self._continuation_head()
        return True

    def text(
        self, x: float, y: float, text: str, size: float, *, bold: bool = False, spread: float = 0.0
    ) -> None:
        """One line whose glyphs are centred on the height ``y``."""
        baseline = A4[1] - y - _CENTRE_OF_GLYPH * size
        draw_text(self.canvas, x, baseline, text, size, bold=bold, spacing=spread)

    def centred(self, x: float, y: float, text: str, size: float, *, bold: bool = False) -> None:
        """One line with its middle at ``x``."""
        self.text(x - text_width(text, size, bold) / 2, y, text, size, bold=bold)

    def flush_right(self, x: float, y: float, text: str, size: float) -> None:
        """One line that ends at ``x``."""
        self.text(x - text_width(text, size), y, text, size)

    def rule(self, y: float, weight: float = HAIRLINE, left: float = LEFT, right: float = RIGHT) -> None:
        """A horizontal line."""
        self.canvas.setLineWidth(weight)
        self.canvas.line(left, A4[1] - y, right, A4[1] - y)

    def box(self, x: float, y: float, width: float, height: float, *, dashed: bool = False) -> None:
        """A frame; (x, y) is its upper left corner."""
        self.canvas.saveState()
        self.canvas.setLineWidth(HAIRLINE * 2)
        if dashed:
            self.canvas.setDash(3, 2)
        self.canvas.rect(x, A4[1] - y - height, width, height)
        self.canvas.restoreState()

    def paragraph(self, text: str) -> None:
        """A justified paragraph over the whole width, its first line indented by two characters."""
        size, leading = self.density.size, self.density.leading
        lines = self.wrap("　　" + text, WIDTH)
        for number, line in enumerate(lines, 1):
            self.ensure(leading)
            last = number == len(lines)
            spread = 0.0 if last else spacing(line, WIDTH, self._measure)
            self.text(LEFT, self.y + leading / 2, line.rstrip(" "), size, spread=spread)
            self.y += leading

    def wrap(self, text: str, width: float, *, bold: bool = False) -> list[str]:
        """The lines of a text at the sheet's size; a line feed begins a new one."""

        def measure(piece: str) -> float:
            return text_width(piece, self.density.size, bold)

        return [line for part in text.split("\n") for line in break_lines(part, width, measure)]

    def fields(self, *pairs: tuple[str, str], strong: bool = False) -> None:
        """A row of one label and value, or of two side by side, a hairline below."""
        edges = [LEFT, _MIDDLE, RIGHT] if len(pairs) == 2 else [LEFT, RIGHT]
        cells = [
            self.wrap(value, right - left - _LABEL - 2 * mm, bold=strong)
            for (_, value), left, right in zip(pairs, edges, edges[1:], strict=False)
        ]
        height = self._row_height(cells)
        self.ensure(height)
        for (label, _), x, lines in zip(pairs, edges, cells, strict=False):
            self._lines(x, [label])
            self._lines(x + _LABEL, lines, bold=strong)
        self.y += height
        self.rule(self.y)

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str]], tail: float) -> None:
        """A table whose heading is repeated on every page; ``tail`` is kept together with the last row."""
        self._heading(columns)
        for number, row in enumerate(rows, 1):
            cells = [
                self.wrap(text, column.width - 2 * mm) for text, column in zip(row, columns, strict=True)
            ]
            height = self._row_height(cells)
            if self.ensure(height + (tail if number == len(rows) else 0.0)):
                self._heading(columns)
            self._row(columns, cells)
            self.y += height
            self.rule(self.y, HAIRLINE if number < len(rows) else RULE)

    def _measure(self, text: str) -> float:
        return text_width(text, self.density.size)

    def _row_height(self, cells: Sequence[Sequence[str]]) -> float:
        return max(map(len, cells)) * self.density.leading + 2 * self.density.pad

    def _lines(self, x: float, lines: Sequence[str], *, centred_in: float = 0.0, bold: bool = False) -> None:
        for index, line in enumerate(lines):
            shown = line.rstrip(" ")
            y = self.y + self.density.pad + (index + 0.5) * self.density.leading
            if centred_in:
                self.centred(x + centred_in / 2, y, shown, self.density.size, bold=bold)
            else:
                self.text(x, y, shown, self.density.size, bold=bold)

    def _row(self, columns: Sequence[Column], cells: Sequence[Sequence[str]], *, bold: bool = False) -> None:
        x = LEFT
        for column, lines in zip(columns, cells, strict=True):
            if column.centred:
                self._lines(x, lines, centred_in=column.width, bold=bold)
            else:
                self._lines(x + 1 * mm, lines, bold=bold)
            x += column.width

    def _heading(self, columns: Sequence[Column]) -> None:
        self.rule(self.y, RULE)
        cells = [[column.heading] for column in columns]
        self._row(columns, cells, bold=True)
        self.y += self._row_height(cells)
        self.rule(self.y, HAIRLINE * 2)

    def _continuation_head(self) -> None:
        middle = self.y + 2.5 * mm
        self.text(LEFT, middle, f"{self._frame.title}（续）", SMALL + 1)
        self.flush_right(RIGHT, middle, f"编号 {self._frame.number}", SMALL + 1)
        self.y += 8 * mm

    def _foot(self) -> None:
        self.rule(BOTTOM + 4 * mm)
        middle = BOTTOM + 7 * mm
        self.text(LEFT, middle, self._frame.foot, SMALL)
        self.flush_right(RIGHT, middle, f"第 {self.page} 页　共 {self._total} 页", SMALL)


def compose(frame: Frame, write: Callable[[Sheet], None]) -> bytes:
    """Write a document; the PDF. The same input gives the same bytes.

    It is set compactly when that saves a page. Writing is repeated where the layout asks for it, because
    the first page already says how many there are; the PDF itself is made once.
    """
    sheet = _written(frame, ROOMY, 1, write)
    if sheet.page > 1:
        compact = _written(frame, COMPACT, 1, write)
        sheet = compact if compact.page < sheet.page else sheet
    if sheet.page > 1:
        sheet = _written(frame, sheet.density, sheet.page, write)
    return sheet.finish()


def _written(frame: Frame, density: Density, total: int, write: Callable[[Sheet], None]) -> Sheet:
    sheet = Sheet(frame, density, total)
    write(sheet)
    return sheet
