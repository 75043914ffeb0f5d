"""Codes out of the stream of a serial scanner. Pure: no I/O, no clock.

A code ends with CR, LF or CRLF, or when the line falls silent. GS (1D) is part of GS1 codes and stays. A code
that is longer than any scanner's memory is dropped up to its end: it is noise, or the wrong device.
"""

from __future__ import annotations

import re

from devices.scanner.contract import Scan

LONGEST = 4096
"""Bytes of a code."""
SILENCE = 0.08
"""Seconds without a byte that end a code of a scanner that sends no terminator."""

_ENDS = re.compile(rb"[\r\n]")
_AIM = re.compile(r"\][A-Za-z][0-9A-Z]")


class StreamDecoder:
    """Feeds on chunks of any size; gives whole codes as bytes."""

    def __init__(self) -> None:
        self._begun = b""
        self._too_long = False

    @property
    def pending(self) -> bool:
        """Whether a code has begun and not ended."""
        return bool(self._begun) or self._too_long

    def feed(self, data: bytes) -> list[bytes]:
        """The codes that ended in this chunk."""
        *ended, rest = _ENDS.split(self._begun + data)
        if ended and self._too_long:
            ended, self._too_long = ended[1:], False
        self._begun = rest
        if len(rest) > LONGEST or self._too_long:
            self._begun, self._too_long = b"", True
        return [code for code in ended if 0 < len(code) <= LONGEST]

    def silence(self) -> list[bytes]:
        """The line has been silent: what was begun is whole."""
        code, self._begun, self._too_long = self._begun, b"", False
        return [code] if code else []


def scan_of(code: bytes) -> Scan:
    """The text of a code: UTF-8, else GB18030, else hexadecimal; the AIM identifier apart (ISO/IEC 15424)."""
    for encoding in ("utf-8", "gb18030"):
        try:
            text = code.decode(encoding)
        except UnicodeDecodeError:
            continue
        found = _AIM.match(text)
        return Scan(text[found.end() :], found[0]) if found else Scan(text)
    return Scan(code.hex().upper(), readable=False)
