"""The program as a command. Ctrl+C ends it quietly from the first moment on: next to nothing is loaded before
that is so."""

from __future__ import annotations

import sys
from collections.abc import Sequence

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code, as of app.main.command_line, or 130: interrupted."""
    try:
        from app.main.command_line import run

        return run(sys.argv[1:] if argv is None else argv)
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support  # not free to load, and of use in a bundle only

        freeze_support()
    sys.exit(main())
