"""The simulated reader as a process beside the desktop: when it is gone, that is said and nothing breaks."""

from __future__ import annotations

import os
import signal

import pytest

from app.core.errors import PeripheralError
from app.main.devices.simulated_reader import SimulatedReaderProcess
from tests.support.hub import until


def test_a_reader_that_was_killed_is_told_from_a_fault_of_ours() -> None:
    reader = SimulatedReaderProcess()
    reader.start()
    assert reader._process is not None
    os.kill(reader._process.pid, signal.SIGKILL)
    until(lambda: reader._process is not None and reader._process.poll() is not None)
    for _ in range(2):
        with pytest.raises(PeripheralError, match="simulator_ended"):
            reader.lay_down("样本甲")
    reader.stop()
