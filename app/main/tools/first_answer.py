"""Waiting for the first thing that a device tells, from the shell."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from app.peripherals.desk import DeviceDesk

_SILENCE_S = 1.0
"""What lies there already is read within it; afterwards it is a person who is waited for."""


def wait_for_first(desk: DeviceDesk[Any], told: Sequence[object], awaited: str, *, seconds: float) -> None:
    """Let a desk work until something was ``told``, or the ``seconds`` are over; then it is stopped.

    Where it takes long, standard error says what is ``awaited`` (a code with words), and how long.
    """
    rest, pause, silent = threading.Event(), 0.0, True
    begun = time.monotonic()
    try:
        while not told and (left := begun + seconds - time.monotonic()) > 0:
            if silent and seconds - left > _SILENCE_S:
                silent = False
                _say(awaited, round(left))
            rest.wait(min(pause, left))
            pause = desk.step()
    finally:
        desk.stop()


def _say(awaited: str, seconds: int) -> None:
    from ui.shell.notices import word

    with suppress(OSError):  # waiting goes on, whoever reads it
        sys.stderr.write(word(awaited, {"seconds": seconds}).sentence + "\n")
        sys.stderr.flush()
