"""What the program asks of a scanner (扫码枪), and what it gets."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from devices.contract import Device


class Scan(Struct, frozen=True):
    """One code that was read. ``text`` is hexadecimal when ``readable`` is false.

    ``symbology`` is the AIM identifier (``]Q1``) when the scanner sends it, else empty.
    """

    text: str
    symbology: str = ""
    readable: bool = True

    def __repr__(self) -> str:
        return f"Scan({len(self.text)} characters)"  # codes are numbers of persons: never in a log


class Scanner(Device, Protocol):
    """One scanner on a line of its own."""

    def read(self, seconds: float) -> tuple[Scan, ...]:
        """The codes that arrived, waiting so long for the first; none then. Raises Unplugged."""
        ...
