"""Where the program writes what happened to it, for those who mend it. Never personal data."""

from __future__ import annotations

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from app.core.redact import Redact

_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_BYTES, _FILES = 1_000_000, 5


def install_logs(data: Path, program: str) -> None:
    """Log to ``data/logs/<program>.log``, five files of 1 MB at most, and warnings to standard error too.

    Every handler masks what looks like a personal number.
    """
    folder = data / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    file = RotatingFileHandler(folder / f"{program}.log", "a", _BYTES, _FILES - 1, encoding="utf-8")
    file.setLevel(logging.INFO)
    console = logging.StreamHandler(sys.stderr)
    console.setLevel(logging.WARNING)
    for handler in (file, console):
        handler.setFormatter(logging.Formatter(_FORM))
        handler.addFilter(Redact())
    logging.basicConfig(level=logging.INFO, handlers=[file, console], force=True)
    logging.getLogger("httpx").setLevel(logging.WARNING)
