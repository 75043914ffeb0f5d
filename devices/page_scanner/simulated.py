"""A simulated page scanner (演示设备): a folder whose ``page*.jpg`` lie in its feeder.

A file ``trouble`` holds ``CODE AFTER``: what goes wrong, after how many pages. A folder that is gone is a
cable that was pulled.
"""

from __future__ import annotations

import threading
from collections import deque
from pathlib import Path

from devices.errors import DeviceError, NotConnected, Unplugged
from devices.page_scanner.contract import (
    CoverOpen,
    FeederJammed,
    NoDocuments,
    ScannerInUse,
    ScanOrder,
    Source,
)

IDENTITY = "演示扫描仪"
PAGES, TROUBLE, HANGS = "page*.jpg", "trouble", "hang"
TROUBLES: dict[str, type[DeviceError]] = {
    each.code: each for each in (FeederJammed, NoDocuments, CoverOpen, ScannerInUse)
}
_FOREVER = 3600.0


class SimulatedScanner:
    """A PageFeed over a folder; ``hang`` as trouble does not come back."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._left: deque[Path] = deque()
        self._until_trouble = -1

    def open(self) -> None:
        """Raises NotConnected when the folder is not there."""
        if not self._folder.is_dir():
            raise NotConnected(port=str(self._folder))

    def close(self) -> None:
        """Nothing is held."""

    def identity(self) -> str:
        """What tells everybody that it is no scanner. Raises Unplugged when the folder is gone."""
        self._require()
        return IDENTITY

    def begin(self, order: ScanOrder) -> None:
        """Take the paper in."""
        self._require()
        pages = sorted(self._folder.glob(PAGES))
        self._left = deque(pages if order.source is Source.FEEDER else pages[:1])
        self._until_trouble = int(self._trouble()[1])
        if not self._left:
            raise NoDocuments

    def next_page(self) -> bytes:
        """The next page that lies there."""
        if self._until_trouble == 0:
            self._fail(self._trouble()[0])
        self._until_trouble -= 1
        return self._left.popleft().read_bytes() if self._left else b""

    def cancel(self) -> None:
        """Give the paper back."""
        self._left.clear()

    def _require(self) -> None:
        if not self._folder.is_dir():
            raise Unplugged(port=str(self._folder))

    def _trouble(self) -> tuple[str, str]:
        try:
            code, after = (self._folder / TROUBLE).read_text("utf-8").split()
        except FileNotFoundError:
            return "", "-1"
        return code, after

    def _fail(self, code: str) -> None:
        if code == HANGS:
            threading.Event().wait(_FOREVER)
        raise TROUBLES[code]
