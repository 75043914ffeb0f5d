"""A page scanner behind a side-car: how vendors' libraries, TWAIN and WIA are driven.

TWAIN sources are 32-bit or 64-bit libraries that show windows and crash, WIA drivers hang: each runs in a
process of its own bitness that answers these requests (devices.sidecar), whatever it is written in:

| request | answer |
|---|---|
| ``open {}`` | null; errors ``device.not_connected``, ``device.port_busy`` |
| ``identity {}`` | the name of the scanner |
| ``begin {"source": "feeder" or "flatbed", "colour": true, "dpi": 200}`` | null |
| ``next_page {}`` | the page, a JPEG or PNG in Base64; empty after the last one |
| ``cancel {}`` | null: paper is given back, the next ``begin`` starts afresh |

Errors of ``begin`` and ``next_page``: ``page_scanner.jammed``, ``page_scanner.no_documents``,
``page_scanner.cover_open``, ``page_scanner.in_use``, ``device.unplugged``.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import msgspec

from devices.contract import Device
from devices.page_scanner.contract import ScanOrder, Source
from devices.sidecar.client import Sidecar
from devices.sidecar.device import SidecarDevice

PAGE_LIMIT = 60.0
"""Seconds that one page may take."""


class PageFeed(Device, Protocol):
    """The side-car's end: a scanner that is asked for one page after the other."""

    def begin(self, order: ScanOrder) -> None:
        """Be ready to scan."""
        ...

    def next_page(self) -> bytes:
        """The next page; empty after the last one."""
        ...

    def cancel(self) -> None:
        """Scan no further."""
        ...


class SidecarScanner(SidecarDevice):
    """A PageScanner. ``sidecar`` runs a host with the methods of ``methods_of``."""

    def __init__(self, sidecar: Sidecar) -> None:
        super().__init__(sidecar)
        self._cancelled = threading.Event()

    def scan(self, order: ScanOrder, page: Callable[[bytes], None]) -> int:
        """See PageScanner; cancelled, it ends after the page that is under way."""
        self._cancelled.clear()
        self._sidecar.ask("begin", source=order.source.value, colour=order.colour, dpi=order.dpi)
        count = 0
        while not self._cancelled.is_set():
            found = self.asked(bytes, "next_page", PAGE_LIMIT)
            if not found:
                return count
            count += 1
            page(found)
        self._sidecar.ask("cancel")
        return count

    def cancel(self) -> None:
        """See PageScanner."""
        self._cancelled.set()


def methods_of(feed: PageFeed) -> Mapping[str, Callable[..., Any]]:
    """What the host of a scanner answers."""

    def begin(source: str, colour: bool, dpi: int) -> None:
        feed.begin(ScanOrder(Source(source), colour, dpi))

    return {
        "open": feed.open,
        "identity": feed.identity,
        "begin": begin,
        "next_page": lambda: msgspec.to_builtins(feed.next_page()),
        "cancel": feed.cancel,
    }
