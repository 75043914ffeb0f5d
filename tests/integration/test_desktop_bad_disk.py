"""On a disk that takes nothing more the desktop starts all the same, and tells that from a second desktop."""

from __future__ import annotations

import signal
import subprocess
import sys
from itertools import takewhile
from pathlib import Path

import pytest

resource = pytest.importorskip("resource")


def no_room() -> None:
    """Let every write to a file fail, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def test_a_disk_without_room_does_not_keep_the_desk_from_opening(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file where the logs should be", "utf-8")
    command = [sys.executable, "-m", "app", "run", "--data", str(tmp_path)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=no_room) as desktop:
        assert desktop.stderr is not None
        said = list(takewhile(lambda line: "nothing is logged to a file" not in line, desktop.stderr))
        desktop.send_signal(signal.SIGTERM)
        desktop.communicate(timeout=120)
    assert desktop.returncode == 0, said
    assert "store.in_use" not in "".join(said)
