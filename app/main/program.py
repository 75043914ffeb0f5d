"""This program as a command, for the processes that it starts of itself."""

from __future__ import annotations

import sys


def own_command() -> list[str]:
    """What to run to get this very program: the bundle's executable, or Python with our package."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "app"]
