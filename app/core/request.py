"""Which request a thread or task works for: a short id that ties a line of the log to an answer."""

from __future__ import annotations

import secrets
from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""Set for the time of a request, in every thread that works for it; empty outside."""


def new_request_id() -> str:
    """Eight characters: enough to find the line among those of a day."""
    return secrets.token_hex(4)
