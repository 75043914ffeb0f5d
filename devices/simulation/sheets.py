"""Sheets under the lens or in the feeder of a simulated device."""

from __future__ import annotations

import shutil
from pathlib import Path


def lay(sheet: Path, place: Path) -> None:
    """Put the picture of a sheet there, all at once: nobody sees half of it."""
    coming = place.with_suffix(".new")
    shutil.copyfile(sheet, coming)
    coming.replace(place)
