"""Which paper a document asks for, in the names of PWG 5101.1."""

from __future__ import annotations

_POINTS_PER_MM = 72 / 25.4
_NAMED = {(210.0, 297.0): "iso_a4_210x297mm", (148.0, 210.0): "iso_a5_148x210mm"}


def media_of(pdf: bytes) -> str:
    """The paper of the first page, to a tenth of a millimetre; A4 for what cannot be read, which the printer
    will say."""
    import pypdfium2  # 10 MB: with the first document that is printed, not with the program

    try:
        with pypdfium2.PdfDocument(pdf) as document:
            width, height = (round(each / _POINTS_PER_MM, 1) for each in document[0].get_size())
    except pypdfium2.PdfiumError:
        return "iso_a4_210x297mm"
    return _NAMED.get((width, height)) or f"custom_form_{width:g}x{height:g}mm"
