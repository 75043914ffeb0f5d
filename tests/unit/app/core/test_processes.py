"""Noticing that another process has ended; letting the window go first."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest

from app.core.processes import stand_back, wait_for_end


def test_returns_when_the_process_has_ended_and_not_before() -> None:
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    noticed = threading.Event()

    def watch_it() -> None:
        wait_for_end(other.pid)
        noticed.set()

    watch = threading.Thread(target=watch_it)
    watch.start()
    assert not noticed.wait(0.7)
    other.communicate(b"\n")
    assert noticed.wait(60)
    watch.join()


@pytest.mark.skipif(sys.platform == "win32", reason="niceness is of POSIX")
def test_who_stands_back_is_nicer_than_the_window_up_to_the_end_of_the_scale() -> None:
    own = os.getpriority(os.PRIO_PROCESS, 0)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        for steps, nicer in ((4, min(19, own + 4)), (40, 19)):
            stand_back(steps, other.pid)
            assert os.getpriority(os.PRIO_PROCESS, other.pid) == nicer
        other.communicate(b"\n")
    assert os.getpriority(os.PRIO_PROCESS, 0) == own
