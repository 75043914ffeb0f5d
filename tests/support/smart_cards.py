"""The smart card service of this machine with its virtual reader, for one test at a time."""

from __future__ import annotations

import fcntl
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType

from devices.staff_card.simulator import reader_waits
from tests.support.hub import until

_SOCKET = Path("/run/pcscd/pcscd.comm")
_LOCK = "zongchuang-smart-cards.lock"


class SmartCards:
    """Runs at entry, ends at exit; another test that wants it waits meanwhile. Must be root."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = (Path(tempfile.gettempdir()) / _LOCK).open("w")

    def start(self) -> None:
        """Start the service."""
        self._process = subprocess.Popen(
            ["/usr/sbin/pcscd", "--foreground"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until(lambda: _SOCKET.exists() and reader_waits(), what="the smart card service")

    def stop(self) -> None:
        """End it."""
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            process.wait()

    def __enter__(self) -> SmartCards:
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self._lock.close()
