"""Which processes of the program let the clerk's window have the processor first."""

from __future__ import annotations

import os
import sys

DRIVER, SIMULATOR = 5, 10
"""Steps of nice(2). A driver cuts pages out of pictures while the clerk types on; what a simulator stands for
would cost this machine nothing."""
_NICEST = 19


def stand_back(pid: int, steps: int) -> None:
    """Let the window go before a process that was just started, by so many steps. Nothing on Windows."""
    if sys.platform != "win32":
        nicer = os.getpriority(os.PRIO_PROCESS, pid) + steps
        os.setpriority(os.PRIO_PROCESS, pid, min(_NICEST, nicer))
