"""Noticing that another process has ended."""

from __future__ import annotations

import subprocess
import sys
import threading

from app.core.processes import wait_for_end


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
