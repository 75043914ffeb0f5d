"""Where a page lands on the sheet of one printer (套打): on forms printed already, a millimetre counts.

Every printer draws in its sheets in its own way, so each has corrections of its own. A page is moved by
moving its frame the other way; what is on it stays as it was issued.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

from msgspec import Struct

from devices.page_printer.contract import DocumentBroken, JobStatus, PagePrinter, Printer

POINTS_PER_MM = 72 / 25.4
_RIGHT = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}
"""What is right on the sheet, in the coordinates of a page that is turned clockwise by so many degrees."""
_FOOT = {0: 1, 90: 2, 180: 3, 270: 0}
"""Which edge of its frame is then at the foot of the sheet."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""


class Placement(Struct, frozen=True):
    """Corrections in mm: how far to print to the right and down, and how much taller a sheet is than its page
    says. The last one keeps endless paper (连续纸) from drifting."""

    right_mm: float = 0.0
    down_mm: float = 0.0
    taller_mm: float = 0.0


class PlacingPrinter:
    """A PagePrinter that corrects every page for the printer it goes to; ``placements`` by printer's name."""

    def __init__(self, printer: PagePrinter, placements: Mapping[str, Placement]) -> None:
        self._printer = printer
        self._placements = placements

    def printers(self) -> tuple[Printer, ...]:
        """See PagePrinter."""
        return self._printer.printers()

    def submit(self, pdf: bytes, title: str, printer: str = "", sheets: int = 1) -> str:
        """See PagePrinter. Raises DocumentBroken too, where there is something to correct."""
        placement = self.placement_of(printer)
        if placement != Placement():
            pdf = placed(pdf, placement)
        return self._printer.submit(pdf, title, printer, sheets)

    def status(self, job: str) -> JobStatus:
        """See PagePrinter."""
        return self._printer.status(job)

    def cancel(self, job: str) -> None:
        """See PagePrinter."""
        self._printer.cancel(job)

    def placement_of(self, printer: str) -> Placement:
        """The corrections for a printer; no name: for the default one. Raises what ``printers`` raises."""
        if not printer and self._placements:
            printer = next((each.name for each in self._printer.printers() if each.default), "")
        return self._placements.get(printer, Placement())


def placed(pdf: bytes, placement: Placement) -> bytes:
    """The same pages, corrected. Raises DocumentBroken."""
    import pypdfium2  # 10 MB: for printers that need it only

    try:
        with pypdfium2.PdfDocument(pdf) as document:
            for page in document:
                turned = page.get_rotation()
                page.set_mediabox(*_moved(page.get_mediabox(), turned, placement))
                if cropped := page.get_cropbox(fallback_ok=False):
                    page.set_cropbox(*_moved(cropped, turned, placement))
            corrected = io.BytesIO()
            document.save(corrected)
    except pypdfium2.PdfiumError as error:
        raise DocumentBroken(reason=str(error)) from error
    return corrected.getvalue()


def _moved(box: Box, turned: int, placement: Placement) -> Box:
    """The frame of a page after the corrections."""
    right_x, right_y = _RIGHT[turned]
    down_x, down_y = right_y, -right_x
    right, down, taller = (
        each * POINTS_PER_MM for each in (placement.right_mm, placement.down_mm, placement.taller_mm)
    )
    x, y = -(right_x * right + down_x * down), -(right_y * right + down_y * down)
    edges = [box[0] + x, box[1] + y, box[2] + x, box[3] + y]
    foot = _FOOT[turned]
    edges[foot] += taller if foot in (2, 3) else -taller
    return edges[0], edges[1], edges[2], edges[3]
