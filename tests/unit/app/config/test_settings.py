"""Settings: layers, refusals, memory."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from app.config.load import FILE, load_settings, remember
from app.core.errors import ConfigError, EnvironmentMissing


def test_the_command_line_wins_over_the_machine_over_the_defaults(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"window": {"number": 7}, "hall": {"name": "测试大厅"}}', encoding="utf-8")
    settings = load_settings(tmp_path, {"window": {"number": 9}})
    assert settings.window.number == 9
    assert settings.hall.name == "测试大厅"
    assert settings.appearance.text_scale == 100


def test_an_unknown_name_is_refused_with_the_nearest_known_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        load_settings(tmp_path, {"window": {"nubmer": 3}})
    assert refused.value.code == "config.misspelt_key"
    assert refused.value.params == {"key": "window.nubmer", "suggestion": "window.number"}


@pytest.mark.parametrize(
    ("layer", "suggestion"),
    [
        ({"devices": {"idcard": {"prot": "COM3"}}}, "devices.idcard.port"),
        ({"printer": {"placement": {"点阵": {"rigth_mm": 1}}}}, "printer.placement[...].right_mm"),
    ],
)
def test_the_nearest_name_is_found_however_deep_it_lies(
    tmp_path: Path, layer: dict[str, object], suggestion: str
) -> None:
    with pytest.raises(ConfigError) as refused:
        load_settings(tmp_path, layer)
    assert refused.value.params["suggestion"] == suggestion


def test_a_name_like_no_other_is_refused_without_a_guess(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        load_settings(tmp_path, {"qqqq": {"zzzz": 3}})
    assert refused.value.code == "config.unknown_key"
    assert refused.value.params == {"key": "qqqq"}


@pytest.mark.parametrize(
    "layer",
    [
        {"window": {"number": 34}},
        {"window": {"number": 0}},
        {"appearance": {"theme": "pink"}},
        {"hall": {"division": "31"}},
        {"hub": 3},
    ],
)
def test_a_wrong_value_names_its_key(tmp_path: Path, layer: dict[str, object]) -> None:
    with pytest.raises(ConfigError) as refused:
        load_settings(tmp_path, layer)
    assert refused.value.code == "config.wrong_value"
    assert str(refused.value.params["key"]).startswith(next(iter(layer)))


def test_a_broken_file_names_its_line(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{\n "window": {\n  "number": ,\n }\n}', encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        load_settings(tmp_path)
    assert refused.value.params == {"file": FILE, "line": 3}


def test_choices_made_on_screen_are_there_next_time(tmp_path: Path) -> None:
    remember(tmp_path, {"appearance": {"theme": "dark"}})
    remember(tmp_path, {"appearance": {"text_scale": 125}})
    appearance = load_settings(tmp_path).appearance
    assert (appearance.theme, appearance.text_scale) == ("dark", 125)


def test_a_choice_that_no_start_would_take_is_not_kept(tmp_path: Path) -> None:
    remember(tmp_path, {"appearance": {"theme": "dark"}})
    with pytest.raises(ConfigError) as refused:
        remember(tmp_path, {"appearance": {"theme": "pink"}})
    assert (refused.value.code, refused.value.params["key"]) == ("config.wrong_value", "appearance.theme")
    assert load_settings(tmp_path).appearance.theme == "dark"


def test_choices_that_cannot_be_kept_are_told_and_leave_what_was(tmp_path: Path) -> None:
    remember(tmp_path, {"appearance": {"theme": "dark"}})
    (tmp_path / f"{FILE}.new").mkdir()
    with pytest.raises(EnvironmentMissing) as refused:
        remember(tmp_path, {"appearance": {"theme": "light"}})
    assert (refused.value.code, refused.value.params["reason"]) == ("environment.file", "folder_in_the_way")
    assert load_settings(tmp_path).appearance.theme == "dark"


def test_choices_made_at_the_same_moment_are_all_kept(tmp_path: Path) -> None:
    kinds, at_once = ("idcard", "scanner", "camera", "call_pad", "evaluator"), Barrier(5)

    def choose(kind: str) -> None:
        at_once.wait()
        remember(tmp_path, {"devices": {kind: {"driver": "simulated"}}})

    with ThreadPoolExecutor(len(kinds)) as lanes:
        list(lanes.map(choose, kinds))
    devices = load_settings(tmp_path).devices
    assert [getattr(devices, kind).driver for kind in kinds] == ["simulated"] * len(kinds)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\0" * 4096,
        b'{"a":' * 100_000,
        b'{"window": {"number": ' + b"9" * 6000 + b"}}",
        '{"hall": {}}'.encode("utf-16"),
        b'{"hall": {"name": "\\ud800"}}',
    ],
    ids=["empty", "a list", "zeros", "without end", "long number", "UTF-16", "half a character"],
)
def test_whatever_lies_in_the_file_is_a_broken_setting_and_no_crash(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(content)
    with pytest.raises(ConfigError) as refusal:
        load_settings(tmp_path)
    assert refusal.value.code == "config.broken"


def test_the_mark_of_a_windows_editor_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"window": {"number": 7}}', "utf-8-sig")
    assert load_settings(tmp_path).window.number == 7


@pytest.mark.parametrize(
    "layer",
    [
        {"hall": {"id": "hall\n"}},
        {"hall": {"division": "31999９"}},
        {"window": {"clerk_id": "x" * 65}},
        {"window": {"clerk_id": "a\0"}},
        {"window": {"zones": ["z" * 65]}},
        {"hall": {"name": "长" * 101}},
        {"hall": {"id": ".."}},
    ],
    ids=str,
)
def test_what_no_hub_could_keep_is_refused_at_the_start(tmp_path: Path, layer: dict[str, object]) -> None:
    with pytest.raises(ConfigError) as refusal:
        load_settings(tmp_path, layer)
    assert refusal.value.code == "config.wrong_value"


@pytest.mark.parametrize("value", ["a\0", "x" * 5000], ids=["NUL", "without end"])
@pytest.mark.parametrize(
    ("section", "name"),
    [
        ("hall", "progress_url"),
        ("hub", "url"),
        ("tablets", "host"),
        ("printer", "name"),
        ("hall_voice", "pack"),
    ],
)
def test_what_no_file_and_no_code_on_paper_takes_is_refused_too(
    tmp_path: Path, section: str, name: str, value: str
) -> None:
    with pytest.raises(ConfigError) as refusal:
        load_settings(tmp_path, {section: {name: value}})
    assert refusal.value.params["key"] == f"{section}.{name}"


@pytest.mark.parametrize(
    ("window", "name"), [({"number": 4}, "4号综合窗口"), ({"name": "不动产窗口"}, "不动产窗口")]
)
def test_a_window_without_a_name_is_called_after_its_own_number(
    tmp_path: Path, window: dict[str, object], name: str
) -> None:
    assert load_settings(tmp_path, {"window": window}).window.shown_name == name
