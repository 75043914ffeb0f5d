"""Waiting for the first thing that a device tells, from the shell."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from typing import Any

from app.peripherals.desk import DeviceDesk


def wait_for_first(desk: DeviceDesk[Any], told: Sequence[object], timeout: float) -> None:
    """Let a desk work until something was ``told``, or ``timeout`` seconds are over; then it is stopped."""
    rest, pause = threading.Event(), 0.0
    deadline = time.monotonic() + timeout
    try:
        while not told and (left := deadline - time.monotonic()) > 0:
            rest.wait(min(pause, left))
            pause = desk.step()
    finally:
        desk.stop()
