"""Pages of a material as one PDF: every page as large as it is on paper, its JPEG as it was kept."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

_POINTS_PER_INCH, _DPI = 72, 200


def pages_pdf(pages: Sequence[bytes], title: str) -> bytes:
    """One PDF of JPEGs, in their order; ``title`` stands in its description."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    canvas.setTitle(title)
    for page in pages:
        with Image.open(io.BytesIO(page)) as picture:
            width, height = picture.size
            dpi = float(picture.info.get("dpi", (_DPI, _DPI))[0]) or _DPI
        size = (width / dpi * _POINTS_PER_INCH, height / dpi * _POINTS_PER_INCH)
        canvas.setPageSize(size)
        canvas.drawImage(ImageReader(io.BytesIO(page)), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
