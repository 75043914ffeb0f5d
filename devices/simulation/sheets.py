"""The folder that stands for a simulated device with sheets of paper: under a lens, or in a feeder."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path


class SheetFolder:
    """Pictures of sheets in a folder that comes and goes with the device.

    ``pattern``: what the device finds them by, with a ``*`` where their number stands.
    """

    def __init__(self, folder: Path, pattern: str, sheets: Sequence[Path]) -> None:
        self.folder = folder
        self._pattern = pattern
        self._sheets = tuple(sheets)

    def lay(self, files: Sequence[str]) -> None:
        """Lay down other sheets."""
        self._sheets = tuple(Path(each) for each in files)
        if self.folder.exists():
            for each in self.folder.glob(self._pattern):
                each.unlink()
            self._lay_into(self.folder)

    def unplug(self) -> None:
        """The device vanishes."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def plug(self) -> None:
        """It is there, all at once."""
        fresh = self.folder.with_suffix(".new")
        fresh.mkdir()
        self._lay_into(fresh)
        fresh.replace(self.folder)

    def _lay_into(self, folder: Path) -> None:
        for number, sheet in enumerate(self._sheets, start=1):
            place = folder / self._pattern.replace("*", f"{number:03}")
            coming = place.with_suffix(".new")
            shutil.copyfile(sheet, coming)
            coming.replace(place)  # nobody sees half of it
