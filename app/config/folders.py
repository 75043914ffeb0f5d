"""Where a machine keeps its data."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def default_data_folder() -> Path:
    """The platform's folder for a user's application data. Raises RuntimeError for a user without a home."""
    if sys.platform == "win32":
        return (_named("LOCALAPPDATA") or Path.home() / "AppData/Local") / "Zongchuang"
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/Zongchuang"
    return (_named("XDG_DATA_HOME") or Path.home() / ".local/share") / "zongchuang"


def _named(variable: str) -> Path | None:
    """The folder that the environment names. An empty or relative one would be another wherever the program
    is started, and counts as none (XDG Base Directory Specification)."""
    said = Path(os.environ.get(variable, ""))
    return said if said.is_absolute() else None
