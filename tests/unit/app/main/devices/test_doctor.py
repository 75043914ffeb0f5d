"""The doctor: what is there, what is wrong, and words for what to do."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from app.config.load import load_settings, remember
from app.core.errors import EnvironmentMissing
from app.main.devices import doctor
from app.main.window.store import open_window_store
from app.peripherals.events import DeviceHealth, DeviceState


def checks(data: Path) -> dict[str, dict[str, Any]]:
    return {check["check"]: check for check in doctor.run(Namespace(data=data))["checks"]}


def test_a_fresh_folder_is_examined_and_stays_empty(tmp_path: Path) -> None:
    found = checks(tmp_path)
    assert {"machine", "settings", "fonts", "input_method", "store", "hub", "page_printer"} <= found.keys()
    assert found["machine"]["ok"]
    assert found["fonts"]["ok"]
    assert found["hub"]["ok"]
    assert list(tmp_path.iterdir()) == [], "the doctor left something behind"


@pytest.mark.parametrize(("lost", "told"), [("window.db", "store.gone"), ("store.key", "store.key_missing")])
def test_a_store_that_was_lost_is_not_one_that_never_was(tmp_path: Path, lost: str, told: str) -> None:
    open_window_store(tmp_path).store.close()
    (tmp_path / lost).unlink()
    found = checks(tmp_path)["store"]
    assert (found["ok"], found["code"]) == (False, told)
    assert lost in found["problem"] + found["why"]


def test_a_device_that_is_not_there_is_a_problem_with_a_way_out(tmp_path: Path) -> None:
    remember(tmp_path, {"devices": {"idcard": {"port": str(tmp_path / "no-port")}}})
    answer = doctor.run(Namespace(data=tmp_path))
    found = next(check for check in answer["checks"] if check["check"] == "idcard")
    assert (found["ok"], found["code"]) == (False, "device.not_connected")
    assert found["fix"]
    assert (answer["exit"], answer["ok"]) == (1, False)


def test_a_reader_known_by_its_name_is_not_looked_for_among_the_ports(tmp_path: Path) -> None:
    remember(tmp_path, {"devices": {"staff_card": {"driver": "pcsc", "port": "ACS ACR122U"}}})
    assert checks(tmp_path)["staff_card"]["ok"]


@pytest.mark.parametrize(
    ("kind", "device", "code"),
    [
        ("call_pad", {"port": "127.0.0.1:5005", "profile": "nobodys"}, "device.profile_broken"),
        ("idcard", {"port": "http://127.0.0.1:8989", "driver": "htpp"}, "config.wrong_value"),
        ("page_scanner", {"driver": "sain"}, "config.wrong_value"),
    ],
)
def test_a_binding_that_cannot_be_is_a_problem_before_the_window_is_opened(
    tmp_path: Path, kind: str, device: dict[str, str], code: str
) -> None:
    remember(tmp_path, {"devices": {kind: device}})
    assert checks(tmp_path)[kind]["code"] == code


def test_a_voice_pack_that_cannot_be_spoken_with_is_a_problem_that_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert checks(tmp_path)["voice"]["ok"]
    remember(tmp_path, {"hall_voice": {"pack": str(tmp_path / "gone")}})
    found = checks(tmp_path)["voice"]
    assert (found["ok"], found["code"]) == (False, "voice.pack_broken")
    assert "gone" in found["faults"][0]
    assert "hall_voice.pack" in found["fix"]
    assert "voice.pack_broken" in caplog.text


def test_settings_that_cannot_be_read_do_not_stop_the_doctor(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text("{", "utf-8")
    assert checks(tmp_path)["settings"]["code"] == "config.broken"


def test_a_hub_that_does_not_know_this_machine_is_a_problem(tmp_path: Path) -> None:
    remember(tmp_path, {"hub": {"url": "http://127.0.0.1:1"}})
    assert checks(tmp_path)["hub"]["ok"] is False


def test_the_report_has_the_end_of_the_log_masked_and_nobody_in_it(tmp_path: Path) -> None:
    remember(tmp_path, {"window": {"clerk_name": "张三丰", "clerk_id": "zsf-17"}})
    (tmp_path / "logs").mkdir()
    lines = [f"line {n}" for n in range(500)] + ["card 31999919780315901X, phone 19900001000"]
    (tmp_path / "logs/window.log").write_text("\n".join(lines), "utf-8")
    health = DeviceHealth("idcard", DeviceState.TROUBLE, "device.timeout", port="COM3")
    path = doctor.write_report(tmp_path, load_settings(tmp_path), {"idcard": health})
    text = path.read_text("utf-8")
    report = json.loads(text)
    assert report["devices"]["idcard"]["detail"] == "device.timeout"
    assert report["log"][-2] == "line 499"
    assert "line 10\n" not in text
    assert not any(word in text for word in ("31999919780315901X", "19900001000", "张三丰", "zsf-17"))


def test_a_report_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / doctor.FOLDER).write_text("a file where a folder should be")
    with pytest.raises(EnvironmentMissing) as refused:
        doctor.write_report(tmp_path, load_settings(tmp_path), {})
    assert refused.value.params == {"file": str(tmp_path / doctor.FOLDER), "reason": "file_in_the_way"}
