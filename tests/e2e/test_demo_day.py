"""The whole, as one command: two visits on real parts, pictures, papers, and nothing lost."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtGui import QImage

from app.__main__ import main
from app.main.bench.postgres import running_server


def play(out: Path, *more: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "app", "demo", "--headless", "--out", str(out), "--json", *more],
        capture_output=True,
        text=True,
        timeout=280,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    summary: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return summary


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo-data")


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory, data: Path) -> dict[str, Any]:
    return play(tmp_path_factory.mktemp("demo"), "--data", str(data))


def test_nothing_is_lost_or_doubled_through_the_hubs_absence(day: dict[str, Any]) -> None:
    assert (day["lost"], day["doubled"]) == (0, 0)
    assert day["window_head"] == day["hub_head"]
    assert day["window_head"]["seq"] == day["events"] > 0
    assert day["window_journal_intact"]
    assert day["hub_journal_intact"]


def test_what_was_played_can_be_proved_again(
    day: dict[str, Any], data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["journal", "verify", "--rebuild", "--data", str(data), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"] >= day["events"]


def test_every_step_is_timed_and_in_order(day: dict[str, Any]) -> None:
    steps = [step["step"] for step in day["steps"]]
    assert steps.index("call") < steps.index("receive") < steps.index("hub_stopped")
    assert steps.index("hub_stopped") < steps.index("walk_in") < steps.index("hub_started")
    assert all(step["ms"] >= 0 for step in day["steps"])


def test_the_hall_speaks_the_number_digit_by_digit(day: dict[str, Any]) -> None:
    assert day["tickets"] == ["A001"]
    assert day["voice"] == ["请 A 零 零 一 号，到 3 号窗口"]


def test_case_numbers_are_those_of_the_windows_block(day: dict[str, Any]) -> None:
    for serial, number in enumerate(day["case_numbers"], start=601):
        assert re.fullmatch(rf"319999-\d{{8}}-010{serial}[0-9X]", number)
    assert len(set(day["case_numbers"])) == len(day["pdfs"]) == 3


def test_pictures_have_the_sizes_that_were_asked_for(day: dict[str, Any]) -> None:
    sizes = {Path(path).stem: QImage(path).size().toTuple() for path in day["screenshots"]}
    assert sizes["2-online-gaps-1920x1080-dark"] == (1920, 1080)
    assert sizes["3-offline-done-1366x768-light"] == (1366, 768)
    assert sizes["hall-portrait"] == (1080, 1920)
    assert len(sizes) == len(day["screenshots"])


def test_the_receipt_carries_the_rare_name_as_text(day: dict[str, Any]) -> None:
    text = pypdfium2.PdfDocument(day["pdfs"][0])[0].get_textpage().get_text_range()
    assert "刘𬭸" in text
    assert day["case_numbers"][0] in text


def test_the_same_day_with_the_hub_on_postgresql(tmp_path: Path) -> None:
    with running_server() as server:
        day = play(tmp_path, "--hub-db", server.new_database())
    assert (day["lost"], day["doubled"]) == (0, 0)
    assert day["window_head"] == day["hub_head"]
