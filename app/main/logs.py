"""Where the program writes what happened to it, for those who mend it. Never personal data."""

from __future__ import annotations

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from app.core.redact import Redact

_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_BYTES, _FILES = 1_000_000, 5
_log = logging.getLogger(__name__)


def install_logs(data: Path, program: str) -> None:
    """Log to ``data/logs/<program>.log``, five files of 1 MB at most, and warnings to standard error too.

    Every handler masks what looks like a personal number. A disk that takes no file costs the file only.
    """
    console = logging.StreamHandler(sys.stderr)
    console.setLevel(logging.WARNING)
    handlers: list[logging.Handler] = [console]
    refused = ""
    try:
        handlers.append(_file(data / "logs", program))
    except OSError as error:
        refused = error.strerror or type(error).__name__
    for handler in handlers:
        handler.setFormatter(logging.Formatter(_FORM))
        handler.addFilter(Redact())
    logging.basicConfig(level=logging.INFO, handlers=handlers, force=True)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    if refused:
        _log.warning("nothing is logged to a file: %s", refused)


def _file(folder: Path, program: str) -> logging.Handler:
    folder.mkdir(parents=True, exist_ok=True)
    file = RotatingFileHandler(folder / f"{program}.log", "a", _BYTES, _FILES - 1, encoding="utf-8")
    file.setLevel(logging.INFO)
    return file
