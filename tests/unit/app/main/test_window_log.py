"""A window's log on a disk that takes nothing more costs the log, and tells nobody who cannot help."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("resource")
FULL = """
import logging, resource, sys
from pathlib import Path
from app.main.logs import install_logs

install_logs(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
logging.getLogger("app.anything").info("what cannot be written any more")
"""


def test_a_full_disk_is_no_trace_on_standard_error(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, check=True)
    assert (tmp_path / "logs" / "window.log").read_bytes() == b""
    assert done.stderr == b""
