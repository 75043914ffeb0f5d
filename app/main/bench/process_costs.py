"""What running processes cost: processor time and memory, as Linux tells it under ``/proc``."""

from __future__ import annotations

import os
from pathlib import Path

_UTIME, _STIME = 11, 12
"""Places of a process's own times among the fields that follow its name (proc(5))."""


def family(pid: int) -> list[int]:
    """A process and its children."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [pid, *(int(child) for task in tasks for child in (task / "children").read_text("ascii").split())]


def cpu_seconds(pids: list[int]) -> float:
    """Processor time that these processes have used so far."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        ticks += int(fields[_UTIME]) + int(fields[_STIME])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory_kb(pids: list[int]) -> int:
    """Memory of these processes that lies in no file, in KiB; what several of them share counts once. What
    they read of a program's files counts as theirs or not by who else runs the same program, and is left out.
    """
    own = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss_Anon:"):
                own += int(line.split()[1])
    return own
