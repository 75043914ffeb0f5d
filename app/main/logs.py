"""Where the program writes what happened to it, for those who mend it. Never personal data."""

from __future__ import annotations

import json
import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from app.core.redact import Redact, places
from app.core.request import request_id

_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_BYTES, _FILES = 1_000_000, 5
REFUSED = "ASGI callable returned without completing handshake."
"""uvicorn says this of a live connection that was refused with a proper answer."""
_log = logging.getLogger(__name__)


def install_logs(data: Path) -> None:
    """Log to ``data/logs/window.log``, five files of 1 MB at most, and warnings to standard error too.

    Every handler masks what looks like a personal number, and leaves out what exceptions say. A disk that
    takes no file costs the file only.
    """
    logging.raiseExceptions = False  # else a log that cannot be written shows all this on standard error
    console = logging.StreamHandler(sys.stderr)
    console.setLevel(logging.WARNING)
    handlers: list[logging.Handler] = [console]
    refused = ""
    try:
        handlers.append(_file(data / "logs"))
    except OSError as error:
        refused = error.strerror or type(error).__name__
    for handler in handlers:
        handler.setFormatter(logging.Formatter(_FORM))
        handler.addFilter(Redact())
    logging.basicConfig(level=logging.INFO, handlers=handlers, force=True)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    if refused:
        _log.warning("nothing is logged to a file: %s", refused)


def install_hub_log() -> None:
    """Log warnings of a hub's process to standard error, one JSON object a line: ``at`` ``level`` ``logger``
    ``message``, the ``request`` it happened in, and ``trace``, the places of an exception.

    What an exception says is left out: databases and parsers quote the values that they could not take.
    """
    logging.raiseExceptions = False
    console = logging.StreamHandler(sys.stderr)
    console.setFormatter(_OneLine())
    console.addFilter(Redact())
    console.addFilter(lambda record: record.getMessage() != REFUSED)
    logging.basicConfig(level=logging.WARNING, handlers=[console], force=True)


class _OneLine(logging.Formatter):
    """A record as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage().partition("\n")[0],
        }
        if request := request_id.get():
            said["request"] = request
        if record.exc_info and record.exc_info[1]:
            said["trace"] = " < ".join(places(record.exc_info[1]))
        return json.dumps(said, ensure_ascii=False)


def _file(folder: Path) -> logging.Handler:
    folder.mkdir(parents=True, exist_ok=True)
    file = RotatingFileHandler(folder / "window.log", "a", _BYTES, _FILES - 1, encoding="utf-8")
    file.setLevel(logging.INFO)
    return file
