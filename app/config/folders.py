"""Where a machine keeps its data."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def default_data_folder() -> Path:
    """The platform's folder for a user's application data."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData/Local")) / "Zongchuang"
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/Zongchuang"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local/share")) / "zongchuang"
