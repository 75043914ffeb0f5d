"""Other processes of this machine."""

from __future__ import annotations

import os
import sys
import threading

_LOOK_S = 0.5


def wait_for_end(pid: int) -> None:
    """Return when the process has ended; blocks, so call it on a thread of its own."""
    if sys.platform == "win32":
        _wait_on_windows(pid)
        return
    pause = threading.Event()
    while runs(pid):
        pause.wait(_LOOK_S)


def runs(pid: int) -> bool:
    """Whether a process lives; true where that cannot be asked without ending it (Windows)."""
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _wait_on_windows(pid: int) -> None:
    # os.kill(pid, 0) would end the process there.
    import ctypes

    synchronize, forever = 0x0010_0000, 0xFFFF_FFFF
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
    handle = kernel.OpenProcess(synchronize, False, pid)
    if handle:
        kernel.WaitForSingleObject(handle, forever)
        kernel.CloseHandle(handle)
