"""Processes behind the window have the processor after it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from devices.courtesy import stand_back


@pytest.mark.skipif(sys.platform == "win32", reason="niceness is of POSIX")
def test_who_stands_back_is_nicer_than_the_window_up_to_the_end_of_the_scale() -> None:
    own = os.getpriority(os.PRIO_PROCESS, 0)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        for steps, nicer in ((4, min(19, own + 4)), (40, 19)):
            stand_back(other.pid, steps)
            assert os.getpriority(os.PRIO_PROCESS, other.pid) == nicer
        other.communicate(b"\n")
    assert os.getpriority(os.PRIO_PROCESS, 0) == own
