"""An error that reached a view-model, as a message of its state."""

from __future__ import annotations

import logging

from app.core.errors import AppError, StoreBug
from ui.workbench.state import Wording

_log = logging.getLogger(__name__)


def worded(error: Exception) -> Wording:
    """Its code and facts. What is no AppError is our mistake: it is logged, and told as one."""
    if not isinstance(error, AppError):
        _log.error("work for the window broke", exc_info=error)
        error = StoreBug("program.bug", kind=type(error).__name__)
    return Wording(error.code, tuple(error.params.items()))
