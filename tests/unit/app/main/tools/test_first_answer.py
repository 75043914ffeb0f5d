"""Whoever waits at a shell for a device learns what for, and for how long."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

import pytest

from app.main.command_line import ENVIRONMENT, run


@pytest.fixture
def port() -> Iterator[str]:
    """A serial line at whose other end nobody does anything."""
    ours, theirs = os.openpty()
    yield os.ttyname(theirs)
    os.close(ours)
    os.close(theirs)


def test_who_waits_is_told_what_for_and_a_script_reads_on_as_before(
    port: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["scan", "--port", port, "--timeout", "2", "--json"]) == ENVIRONMENT
    out, err = capfd.readouterr()
    assert err.splitlines()[0] == "等着扫码；用扫码枪扫一个码，再等 1 秒。"
    assert json.loads(out)["error"]["code"] == "scan.none"


def test_where_there_is_nothing_to_wait_for_only_the_reason_is_told(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert run(["read-card", "--port", "/dev/no-such-reader"]) == ENVIRONMENT
    (reason,) = capfd.readouterr().err.splitlines()
    assert "[device.not_connected]" in reason
