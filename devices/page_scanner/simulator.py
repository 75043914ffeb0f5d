"""The process of a simulated page scanner (演示设备).

Its first line is ``{"kind": "page-scanner", "port": FOLDER}``; devices.page_scanner.simulated feeds what lies
in the folder. It is then told what to do by lines of JSON (devices.simulation.stage):

| line | does |
|---|---|
| ``{"do": "load", "files": [PATH, ...]}`` | lays these image files into the feeder instead of what is there |
| ``{"do": "trouble", "code": "page_scanner.jammed", "after": 2}`` | fails after two pages |
| ``{"do": "mend"}`` | all is well again |
| ``{"do": "unplug"}``, ``{"do": "plug"}`` | the scanner vanishes, and comes back at the same place |

Troubles: ``page_scanner.jammed``, ``.no_documents``, ``.cover_open``, ``.in_use``, and ``hang``.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from devices.page_scanner.simulated import HANGS, PAGES, TROUBLE, TROUBLES
from devices.simulation.sheets import SheetFolder
from devices.simulation.stage import Stage


class FeederFolder(SheetFolder):
    """The folder that stands for a scanner: a note in it says what is the matter."""

    @property
    def verbs(self) -> Mapping[str, Callable[..., None]]:
        """What a script may tell it."""
        return {
            "load": self.lay,
            "trouble": self.trouble,
            "mend": self.mend,
            "unplug": self.unplug,
            "plug": self.plug,
        }

    def trouble(self, code: str, after: int = 0) -> None:
        """Fail after so many pages. Raises KeyError for a trouble that no scanner has."""
        if code != HANGS:
            TROUBLES[code]
        (self.folder / TROUBLE).write_text(f"{code} {after}", "utf-8")

    def mend(self) -> None:
        """Fail no more."""
        (self.folder / TROUBLE).unlink(missing_ok=True)


def run(lines: list[str], pages: Sequence[Path]) -> int:
    """Serve in the foreground until the process is told to end; 0, or 2 when the script is wrong."""
    with tempfile.TemporaryDirectory(prefix="page-scanner-") as place:
        feeder = FeederFolder(Path(place) / "page-scanner", PAGES, pages)
        feeder.plug()
        return Stage("page-scanner", feeder.verbs, lines).run(port=str(feeder.folder))
