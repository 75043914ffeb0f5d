"""What a program says to whoever started it, a line at a time."""

from __future__ import annotations

import os
import sys


def say(line: str) -> bool:
    """Write a line to standard output at once; false when nobody takes it any more, or the disk is full.

    Then nothing is written there again: whoever serves or shows goes on.
    """
    try:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    except OSError:
        # The interpreter would try once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return False
    return True
