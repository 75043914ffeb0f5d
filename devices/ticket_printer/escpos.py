"""ESC/POS commands as bytes, and its status bytes as needs. Pure: no I/O.

Only what this program uses: 58 mm paper has 384 dots a line, 80 mm has 576, at 203 dots an inch.
"""

from __future__ import annotations

from collections.abc import Iterator

from devices.errors import BadReply
from devices.ticket_printer.contract import (
    CoverOpen,
    CutterStuck,
    OutOfPaper,
    PrinterFault,
    PrinterNotReady,
    PrinterOffline,
    Readiness,
)

DOTS = {58: 384, 80: 576}
"""Dots a line by paper width in mm."""
BAND = 256
"""Lines a raster command carries at most: small printers have small buffers."""
INIT = b"\x1b@"
CHINESE = b"\x1c&"
LEFT, CENTRE = b"\x1ba\x00", b"\x1ba\x01"
CUT = b"\x1dVB\x00"
"""Feed to the cutter and cut."""
_ASK = b"\x10\x04"
STATUS, OFFLINE_CAUSE, ERROR_CAUSE, PAPER = 1, 2, 3, 4
"""What the status command (DLE EOT n) may ask."""
_FIXED, _FIXED_BITS = 0x93, 0x12


def ask(what: int) -> bytes:
    """The command that asks for a status byte; answered at once, even by a printer that is offline."""
    return _ASK + bytes((what,))


def raster(bitmap: bytes, width: int) -> Iterator[bytes]:
    """A picture of one bit a dot (1 = black, rows of ``width`` / 8 bytes) as raster commands, in bands."""
    row = width // 8
    for top in range(0, len(bitmap), row * BAND):
        band = bitmap[top : top + row * BAND]
        lines = len(band) // row
        yield b"\x1dv0\x00" + row.to_bytes(2, "little") + lines.to_bytes(2, "little") + band


def text(line: bytes, *, scale: int = 1) -> bytes:
    """One line of text in the printer's own letters, ``scale`` times as large (1 to 8)."""
    return b"\x1d!" + bytes((17 * (scale - 1),)) + line + b"\n"


def feed(lines: int) -> bytes:
    """Empty lines."""
    return b"\x1bd" + bytes((lines,))


def readiness(answers: dict[int, int]) -> Readiness:
    """What status bytes mean, by what was asked. Raises BadReply when one is none."""
    for what, byte in answers.items():
        if byte & _FIXED != _FIXED_BITS:
            raise BadReply(command=f"DLE EOT {what}", reason=f"{byte:02X} is no status")
    found = [need for need, what, bits in _NEEDS if answers.get(what, 0) & bits]
    needs: tuple[type[PrinterNotReady], ...] = tuple(dict.fromkeys(found))
    if not needs and answers.get(STATUS, 0) & 0x08:
        needs = (PrinterOffline,)
    shown = answers.get(PAPER, 0) if OutOfPaper in needs else answers.get(STATUS, 0)
    return Readiness(needs, bool(answers.get(PAPER, 0) & 0x0C), status=shown)


_NEEDS: tuple[tuple[type[PrinterNotReady], int, int], ...] = (
    (CoverOpen, OFFLINE_CAUSE, 0x04),
    (OutOfPaper, PAPER, 0x60),
    (OutOfPaper, OFFLINE_CAUSE, 0x20),
    (CutterStuck, ERROR_CAUSE, 0x08),
    (PrinterFault, ERROR_CAUSE, 0x60),
)
"""Bits that name a need; offline alone is what remains when no cause is given."""
