"""The conditions of tests/conftest.py hold: no other machine is reached, nothing is logged unnoticed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTATION_ADDRESS = "192.0.2.1"  # RFC 5737: belongs to nobody


def test_another_machine_cannot_be_reached() -> None:
    with pytest.raises(RuntimeError, match="this machine only"):
        socket.create_connection((DOCUMENTATION_ADDRESS, 80))
    with pytest.raises(RuntimeError, match="this machine only"):
        socket.getaddrinfo("hub.example.gov.cn", 443)


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        here = server.getsockname()
        with socket.create_connection(here) as client:
            assert client.getpeername() == here


def test_a_warning_in_the_log_fails_a_test_unless_it_looks(tmp_path: Path) -> None:
    (tmp_path / "test_log.py").write_text(
        "import logging\n"
        "def test_unaware():\n    logging.getLogger('app').warning('paper low')\n"
        "def test_aware(caplog):\n    logging.getLogger('app').warning('paper low')\n"
        "    assert caplog.records\n",
        "utf-8",
    )
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "tests.conftest",
            "-p",
            "no:cacheprovider",
            str(tmp_path),
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "2 passed, 1 error" in run.stdout, run.stdout + run.stderr
    assert "WARNING app: paper low" in run.stdout


def test_windows_draw_with_the_shipped_fonts(qapp: QApplication) -> None:
    assert QFontInfo(qapp.font()).family() == "Zongchuang Sans"


def test_examples_are_new_in_every_run_but_the_build_servers() -> None:
    assert settings().derandomize is ("CI" in os.environ)
    assert settings().print_blob
