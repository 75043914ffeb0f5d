"""The process of a simulated document camera (演示设备).

Its first line is ``{"kind": "camera", "port": FOLDER}``; devices.camera.simulated sees what is in the folder.
It is then told what to do by lines of JSON (devices.simulation.stage):

| line | does |
|---|---|
| ``{"do": "place", "files": [PATH, ...]}`` | lays these image files under it, instead of the sample sheets |
| ``{"do": "unplug"}``, ``{"do": "plug"}`` | the camera vanishes, and comes back at the same place |
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from devices.camera.simulated import SHEETS
from devices.simulation.sheets import SheetFolder
from devices.simulation.stage import Stage


def run(lines: list[str], sheets: Sequence[Path]) -> int:
    """Serve in the foreground until the process is told to end; 0, or 2 when the script is wrong."""
    with tempfile.TemporaryDirectory(prefix="camera-") as place:
        camera = SheetFolder(Path(place) / "camera", SHEETS, sheets)
        camera.plug()
        verbs: dict[str, Callable[..., None]] = {
            "place": camera.lay,
            "unplug": camera.unplug,
            "plug": camera.plug,
        }
        return Stage("camera", verbs, lines).run(port=str(camera.folder))
