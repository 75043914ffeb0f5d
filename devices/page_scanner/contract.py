"""What a scanner of pages does: scan what lies on its glass or in its feeder, page by page."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from devices.contract import Device
from devices.errors import DeviceError

DPI = 200


class FeederJammed(DeviceError):
    """Paper is stuck in the feeder."""

    code = "page_scanner.jammed"


class NoDocuments(DeviceError):
    """There is no paper in the feeder."""

    code = "page_scanner.no_documents"


class CoverOpen(DeviceError):
    """The cover is open."""

    code = "page_scanner.cover_open"


class ScannerInUse(DeviceError):
    """Another program is scanning."""

    code = "page_scanner.in_use"


class Source(StrEnum):
    """Where the paper lies."""

    FLATBED = "flatbed"
    FEEDER = "feeder"


class ScanOrder(Struct, frozen=True):
    """What to scan: every sheet of the feeder, or the one on the glass. ``dpi``: dots per inch."""

    source: Source = Source.FEEDER
    colour: bool = True
    dpi: int = DPI


class PageScanner(Device, Protocol):
    """One scanner."""

    def scan(self, order: ScanOrder, page: Callable[[bytes], None]) -> int:
        """Scan; ``page`` is called with each page (JPEG or PNG) as soon as it is there. How many there were.

        Pages that came before an error are good. Cancelled by ``cancel``, it ends early without an error.
        Raises FeederJammed, NoDocuments, CoverOpen, ScannerInUse, DeviceTimeout when no page comes in time.
        """
        ...

    def cancel(self) -> None:
        """End the scan that is under way; called from another thread."""
        ...
