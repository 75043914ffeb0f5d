"""A program that cannot open its window says why on the screen, on standard error, and by its exit code."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile

from app.main.command_line import ENVIRONMENT
from tests.support.screen import PATIENCE, Screen

pytestmark = pytest.mark.skipif(
    any(shutil.which(each) is None for each in ("Xvfb", "openbox", "xdotool")),
    reason="packaging/debian.txt names what is missing",
)


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    folder = tmp_path / "home"
    folder.mkdir()
    with Screen(folder) as started:
        del started.environment["QT_QPA_PLATFORM"]
        yield started


@contextmanager
def started(environment: dict[str, str], *arguments: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "app", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def in_use(data: Path) -> QLockFile:
    lock = QLockFile(str(data / "window.lock"))
    assert lock.tryLock(0)
    return lock


def test_the_reason_stands_on_the_screen_until_it_is_closed(screen: Screen, tmp_path: Path) -> None:
    lock = in_use(tmp_path)
    with started(screen.environment, "--data", str(tmp_path)) as program:
        box = screen.say("xdotool", "search", "--sync", "--onlyvisible", "--name", "综窗没有打开")
        assert box
        assert program.poll() is None
        screen.say("xdotool", "windowactivate", "--sync", box.split()[0], "key", "Return")
        _, said = program.communicate(timeout=PATIENCE)
    assert (program.returncode, "[store.in_use]" in said) == (ENVIRONMENT, True)
    lock.unlock()


@pytest.mark.parametrize("arguments", [[], ["--json"]], ids=["a screen that is gone", "a script asks"])
def test_where_nobody_can_close_a_box_none_is_shown(
    screen: Screen, tmp_path: Path, arguments: list[str]
) -> None:
    (tmp_path / "settings.json").write_text('{"window": {"nubmer": 3}}', "utf-8")
    gone = {} if arguments else {"DISPLAY": ":9999"}
    with started({**screen.environment, **gone}, "run", "--data", str(tmp_path), *arguments) as program:
        _, said = program.communicate(timeout=PATIENCE)
    assert (program.returncode, "[config.misspelt_key]" in said) == (ENVIRONMENT, True)
