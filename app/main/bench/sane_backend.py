"""SANE's own test backend (sane-test(5)): a page scanner without hardware, behind the driver of real ones."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.config.schema import Device
from app.main.devices.capture import SANE
from devices.page_scanner.contract import CoverOpen, FeederJammed, NoDocuments, ScannerInUse
from devices.page_scanner.drivers.sane import PROGRAM
from devices.page_scanner.simulated import HANGS

_STATUS: Mapping[object, str] = {
    FeederJammed.code: "SANE_STATUS_JAMMED",
    NoDocuments.code: "SANE_STATUS_NO_DOCS",
    CoverOpen.code: "SANE_STATUS_COVER_OPEN",
    ScannerInUse.code: "SANE_STATUS_DEVICE_BUSY",
    HANGS: "SANE_STATUS_IO_ERROR",
}


class SaneBackend:
    """Obeys as ``zongchuang simulate page-scanner`` does; where that hangs, this one's line breaks.

    ``folder`` becomes its private configuration, which is read anew at every scan.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir()
        (folder / "dll.conf").write_text("test\n", "ascii")
        self._say("")

    @staticmethod
    def there() -> bool:
        """Whether this machine has SANE."""
        return shutil.which(PROGRAM) is not None

    @property
    def binding(self) -> Device:
        """What to bind in the place of the page scanner."""
        return Device(SANE, "test:0", profile=str(self._folder))

    def tell(self, do: str, **arguments: object) -> dict[str, Any]:
        """Give it one line of the script language; returns its answer."""
        self._say(_STATUS[arguments["code"]] if do == "trouble" else "", scanners=int(do != "unplug"))
        return {"done": do}

    def _say(self, status: str, scanners: int = 1) -> None:
        lines = f'number_of_devices {scanners}\nmode Color\nread-status-code "{status or "Default"}"\n'
        draft = self._folder / "draft"
        draft.write_text(lines, "ascii")
        draft.replace(self._folder / "test.conf")
