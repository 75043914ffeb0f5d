"""The process of a simulated document camera (演示设备).

Its first line is ``{"kind": "camera", "port": FOLDER}``; devices.camera.simulated sees what is in the folder.
It is then told what to do by lines of JSON (devices.simulation.stage):

| line | does |
|---|---|
| ``{"do": "place", "files": [PATH, ...]}`` | lays these image files under it, instead of the sample sheets |
| ``{"do": "unplug"}``, ``{"do": "plug"}`` | the camera vanishes, and comes back at the same place |
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from devices.camera.simulated import SHEETS
from devices.simulation.sheets import lay
from devices.simulation.stage import Stage


class CameraFolder:
    """The folder that stands for a camera."""

    def __init__(self, folder: Path, sheets: Sequence[Path]) -> None:
        self.folder = folder
        self._sheets = tuple(sheets)

    @property
    def verbs(self) -> Mapping[str, Callable[..., None]]:
        """What a script may tell it."""
        return {"place": self.place, "unplug": self.unplug, "plug": self.plug}

    def place(self, files: Sequence[str]) -> None:
        """Lay down other sheets."""
        self._sheets = tuple(Path(each) for each in files)
        if self.folder.exists():
            for each in self.folder.glob(SHEETS):
                each.unlink()
            self._lay_into(self.folder)

    def unplug(self) -> None:
        """The camera vanishes."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def plug(self) -> None:
        """It is there, all at once."""
        fresh = self.folder.with_suffix(".new")
        fresh.mkdir()
        self._lay_into(fresh)
        fresh.replace(self.folder)

    def _lay_into(self, folder: Path) -> None:
        for number, sheet in enumerate(self._sheets, start=1):
            lay(sheet, folder / f"document{number:03}.jpg")


def run(lines: list[str], sheets: Sequence[Path]) -> int:
    """Serve in the foreground until the process is told to end; 0, or 2 when the script is wrong."""
    with tempfile.TemporaryDirectory(prefix="camera-") as place:
        camera = CameraFolder(Path(place) / "camera", sheets)
        camera.plug()
        return Stage("camera", camera.verbs, lines).run(port=str(camera.folder))
