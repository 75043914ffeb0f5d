"""read-card, check-number and simulate idcard as the command line calls them."""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import ContentError, PeripheralError
from app.main.devices.simulators import simulate
from app.main.tools.cards import check, read
from tests.support.simulated_device import IdCardProcess
from tests.support.timing import timed

# The driver gives a reader half a second for its answer, whatever else the machine does.
pytestmark = timed


def read_card(port: str, timeout: float = 60.0) -> dict[str, Any]:
    return read(Namespace(port=port, baud=0, timeout=timeout))


def test_a_card_becomes_the_documented_object() -> None:
    with IdCardProcess() as device:
        device.do("card_in", name="样例丙 2023")
        answer = read_card(device.port)
    assert json.loads(json.dumps(answer)) == {
        "card": {
            "card_type": "foreign2023",
            "chinese_name": "样例丙",
            "english_name": "YANGLI, BING",
            "sex_code": "1",
            "sex": "男",
            "birth": "19900101",
            "number": "931554199001010013",
            "nationality": "NZL",
            "valid_from": "20240101",
            "valid_to": "20340101",
            "long_term": False,
            "old_number": "NZL310090010111",
        }
    }


def test_a_script_lays_a_card_down_when_the_reader_was_asked_and_lifts_it_after(tmp_path: Path) -> None:
    script = tmp_path / "script.jsonl"
    steps = [
        {"do": "await", "command": "FIND", "times": 2},
        {"do": "wait", "ms": 50},
        {"do": "card_in", "name": "演示戊"},
        {"do": "await", "command": "READ"},
        {"do": "card_out"},
    ]
    script.write_text("\n".join(json.dumps(step) for step in steps), "utf-8")
    with IdCardProcess(str(script)) as device:
        card = read_card(device.port)["card"]
        assert (card["name"], card["valid_to"], card["long_term"]) == ("演示戊", None, True)
        with pytest.raises(PeripheralError) as refusal:
            read_card(device.port, timeout=0.5)
    assert refusal.value.code == "card.none"


@pytest.mark.parametrize(
    ("status", "code"), [("40", "card.unknown_kind"), ("41", "card.unread"), ("66", "reader.not_licensed")]
)
def test_what_is_wrong_with_a_card_is_said(status: str, code: str) -> None:
    with IdCardProcess() as device:
        device.do("card_in", name="样本甲")
        command = "FIND" if code.startswith("reader") else "SELECT"
        device.do("fault", kind="status", value=status, on=command, times=9)
        with pytest.raises(PeripheralError) as refusal:
            read_card(device.port)
    assert (refusal.value.code, refusal.value.params["status"]) == (code, status)


def test_a_missing_reader_is_said_at_once() -> None:
    with pytest.raises(PeripheralError) as refusal:
        read_card("/dev/no-such-reader")
    assert refusal.value.code == "device.not_connected"


def test_numbers_are_judged_in_the_documented_form() -> None:
    answer = check(Namespace(kind="resident", values=["11010519491231002x", "110105194912310021"]))
    assert answer == {
        "numbers": [
            {
                "value": "11010519491231002x",
                "valid": True,
                "normalized": "11010519491231002X",
                "warning": None,
                "reason": None,
            },
            {
                "value": "110105194912310021",
                "valid": False,
                "normalized": "110105194912310021",
                "warning": None,
                "reason": "number.check_digit",
            },
        ]
    }


def run_simulator(*arguments: str) -> subprocess.Popen[str]:
    """``zongchuang simulate idcard`` in the background, without an input."""
    return subprocess.Popen(
        [sys.executable, "-m", "app", "simulate", "idcard", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_without_a_script_a_sample_card_lies_on_the_reader_until_the_process_ends() -> None:
    with run_simulator() as process:
        assert process.stdout is not None
        port = json.loads(process.stdout.readline())["port"]
        shown = subprocess.run(
            [sys.executable, "-m", "app", "read-card", "--port", port, "--json"],
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
        process.terminate()
        assert process.wait(60) == 0
    assert json.loads(shown.stdout.splitlines()[-1])["card"]["name"] == "样例甲"
    assert not Path(port).exists()


def test_a_script_that_means_nothing_ends_it_with_the_line(tmp_path: Path) -> None:
    script = tmp_path / "script.jsonl"
    script.write_text('{"do": "dance"}\n', "utf-8")
    with run_simulator("--script", str(script)) as process:
        _, complaint = process.communicate(timeout=120)
    assert process.returncode == 2
    assert "dance" in complaint


def test_a_script_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as refusal:
        simulate(Namespace(kind="idcard", script=tmp_path / "none.jsonl", empty=False))
    assert refusal.value.code == "simulate.script_unreadable"


def test_numbers_are_checked_from_the_shell() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "app", "check-number", "hm-pass", "H12345678", "X1", "--json"],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    verdicts = json.loads(shown.stdout.splitlines()[-1])["numbers"]
    assert [each["valid"] for each in verdicts] == [True, False]
