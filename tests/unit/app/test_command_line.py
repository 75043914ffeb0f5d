"""The command line: lists one row a line; wrong use a clear line and exit code 2 or 3, never a traceback."""

from __future__ import annotations

import gc
import io
import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from app.__main__ import INTERRUPTED, main
from app.main.command_line import ENVIRONMENT, WRONG_USE
from app.main.output import say
from app.main.program import own_command

NO_SERVER = "postgresql+psycopg://nobody@127.0.0.1:1/none"


@pytest.fixture
def occupied(tmp_path: Path) -> Path:
    """A file where a folder should be."""
    path = tmp_path / "occupied"
    path.write_text("not a folder", "utf-8")
    return path


def outcome(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Exit code and the last line of complaint."""
    try:
        code = main(arguments)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return code, (capsys.readouterr().err.strip().splitlines() or [""])[-1]


@pytest.mark.parametrize(
    "arguments",
    [
        ["dance"],
        ["--dance"],
        ["hub", "--port", "65536"],
        ["hub", "--port", "-1"],
        ["hub", "--workers", "0"],
        ["read-card", "--port", "none", "--baud", "-7"],
        ["read-card", "--port", "none", "--timeout", "nan"],
        ["due", "--received", "yesterday", "--workdays", "3"],
        ["due", "--received", "9999-12-31", "--workdays", "3"],
        ["due", "--received", "2026-07-06", "--workdays", "-3"],
        ["simulate", "idcard", "--script", "none.jsonl"],
        ["print", "none.pdf"],
        ["catalogue", "import", "none", "nowhere"],
        ["hub", "enrol", "--kind", "hall", "--hall", ""],
        ["hub", "enrol", "--kind", "hall", "--hall", ".."],
        ["hub", "enrol", "--kind", "hall", "--hall", "a/b"],
        ["hub", "reclaim", "--hall", "x" * 65, "--window", "3", "--reason", "off"],
        ["hub", "reclaim", "--hall", "x", "--window", "3", "--reason", "\udcff"],
        ["hub", "enrol", "--kind", "hall", "--hall", "x", "--name", "n" * 129],
        ["hub", "devices", "--revoke", "\udcff"],
        ["hub", "quarantine", "drop", "\udcff"],
    ],
    ids=" ".join,
)
def test_what_makes_no_sense_is_wrong_use(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, said = outcome(arguments, capsys)
    assert code == WRONG_USE
    assert said


@pytest.mark.parametrize("arguments", [["dance"], ["due", "--received", "yesterday", "--workdays", "3"]])
def test_wrong_use_is_told_to_programs_too(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    with suppress(SystemExit):
        main([*arguments, "--json"])
    assert json.loads(capfd.readouterr().out.splitlines()[-1])["error"]["code"]


@pytest.mark.parametrize("uids", [["04A1B2C3"], ["04A1B2C3", "04A1B2C4"]])
def test_a_list_stands_one_row_a_line(uids: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["staff-card", "--hall", "hall-1", *uids]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert [re.fullmatch("cards: [0-9a-f]{32}", row) is not None for row in rows] == [True] * len(uids)


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "utf-8"])
def test_what_a_console_cannot_show_is_escaped(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr("sys.stdout", shown)
    assert main(["check-number", "resident", "𬭸\udcff", "--json"]) == 0
    shown.seek(0)
    assert json.loads(shown.read())["numbers"][0]["value"] == "𬭸\udcff"


@pytest.mark.parametrize("mode", ["pipe", *(["disk"] if Path("/dev/full").exists() else [])])
def test_an_answer_that_nobody_takes_is_no_fault(mode: str) -> None:
    if mode == "pipe":
        reader, writer = os.pipe()
        os.close(reader)
    else:
        writer = os.open("/dev/full", os.O_WRONLY)
    ended = subprocess.run(
        [*own_command(), "due", "--received", "yesterday", "--workdays", "3", "--json"],
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
    )
    os.close(writer)
    assert ended.returncode == ENVIRONMENT
    assert "workdays.not_a_date" in ended.stderr.splitlines()[-1]


@pytest.mark.skipif(shutil.which("sh") is None, reason="a shell closes what Python would open")
def test_streams_that_were_closed_change_no_exit_code(tmp_path: Path) -> None:
    said, command = tmp_path / "said", [*own_command(), "due", "--received", "yesterday", "--workdays", "3"]
    for streams in ("<&- >&- 2>&-", f"2>&- >{said}"):
        ended = subprocess.run(["sh", "-c", f'exec "$@" {streams}', "sh", *command, "--json"], timeout=60)
        assert ended.returncode == WRONG_USE
    assert "workdays.not_a_date" in said.read_text("utf-8")


def test_ctrl_c_while_the_program_loads_ends_it_quietly(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    class Pressed:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "app.main.commands.parser":
                raise KeyboardInterrupt

    for loaded in ("app.main.command_line", "app.main.commands.parser"):
        monkeypatch.delitem(sys.modules, loaded, raising=False)
    monkeypatch.setattr(sys, "meta_path", [Pressed(), *sys.meta_path])
    assert main(["doctor"]) == INTERRUPTED
    assert capfd.readouterr() == ("", "")


def test_whoever_serves_goes_on_when_nobody_reads_its_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", encoding="utf-8") as closed:
        monkeypatch.setattr("sys.stdout", closed)
        assert [say("one line"), say("and the next")] == [False, True]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["hub", "--port", "0", "--host", "nowhere"], "hub.needs_init"),
        (["hub", "--port", "0", "--db", "nowhere"], "store.unknown_database"),
        (["hub", "--port", "0", "--db", "mysql://nowhere/none"], "store.unknown_database"),
        (["hub", "--port", "0", "--db", "postgresql+nothing://nowhere/none"], "store.unknown_database"),
        (["hub", "--port", "0", "--db", f"{NO_SERVER}?foo=bar"], "store.unknown_option"),
        (["hub", "--port", "0", "--db", f"{NO_SERVER}?row_factory=dict"], "store.unknown_option"),
        (["hub", "--port", "0", "--db", f"{NO_SERVER}?sslmode=nonsense"], "store.no_connection"),
        (["hub", "--port", "0", "--db", f"{NO_SERVER}?connect_timeout=soon"], "store.no_connection"),
        (["hub", "--port", "0", "--db", "postgresql://nobody@127.0.0.1:none/none"], "store.unknown_database"),
        (["hub", "--port", "0", "--db", NO_SERVER], "store.no_connection"),
        (["read-card", "--port", "/nowhere/tty"], "device.not_connected"),
        (["journal", "verify"], "store.none_here"),
        (["bench", "call", "--db", "nowhere"], "store.unknown_database"),
        (["bench", "call", "--db", NO_SERVER], "store.no_connection"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else each,
)
def test_what_is_not_there_is_named(
    arguments: list[str], reason: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, said = outcome([*arguments, "--data", str(tmp_path)], capsys)
    assert (code, f"[{reason}]" in said) == (ENVIRONMENT, True), said


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("hub devices", "hub.none_here"),
        ("hub devices --revoke ID", "hub.none_here"),
        ("hub quarantine list", "hub.none_here"),
        ("hub quarantine release ID", "hub.none_here"),
        ("hub quarantine drop ID", "hub.none_here"),
        ("hub reclaim --hall hall --window 1 --reason off", "hub.none_here"),
        ("hub import FILE", "hub.none_here"),
        ("hub new-epoch", "hub.none_here"),
        ("hub new-keys", "hub.none_here"),
        ("hub backup FILE", "hub.none_here"),
        ("hub devices --db sqlite:///FOLDER/mistyped.db", "hub.none_here"),
        ("journal verify --rebuild", "store.none_here"),
        ("outbox export FILE", "store.none_here"),
        ("backup FILE", "store.none_here"),
        ("start-over", "store.none_here"),
    ],
)
def test_a_mistyped_folder_stays_as_it_is(
    command: str, reason: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "mistyped"
    arguments = [
        each.replace("FILE", str(tmp_path / "file")).replace("FOLDER", str(folder))
        for each in command.split()
    ]
    code, said = outcome([*arguments, "--data", str(folder)], capsys)
    assert (code, f"[{reason}]" in said) == (ENVIRONMENT, True), said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [["hub", "--port", "0", "--data"], ["demo", "--headless", "--out"], ["run", "--data"]],
    ids=" ".join,
)
def test_a_file_where_a_folder_should_be_is_named(
    arguments: list[str], occupied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = outcome([*arguments, str(occupied)], capsys)
    assert code == ENVIRONMENT
    assert str(occupied) in said
    assert occupied.read_text("utf-8") == "not a folder"


def test_the_demo_is_not_played_among_somebodys_data(
    occupied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = outcome(["demo", "--headless", "--data", str(occupied.parent)], capsys)
    assert (code, "[demo.folder_in_use]" in said) == (WRONG_USE, True)
    assert list(occupied.parent.iterdir()) == [occupied]


def test_a_command_leaves_it_to_its_caller_when_garbage_is_collected() -> None:
    """Else a lane's thread could free what belongs to Qt."""
    assert not gc.isenabled()
    assert main(["due", "--received", "2026-07-06", "--workdays", "3"]) == 0
    assert not gc.isenabled()


def test_a_broken_settings_file_is_named_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "settings.json").write_text('{\n "hall": {,}\n}', "utf-8")
    code, said = outcome(["run", "--data", str(tmp_path)], capsys)
    assert code == ENVIRONMENT
    assert "2" in said
    assert "[config.broken]" in said


@pytest.mark.parametrize("place", [0, 2], ids=["before the action", "after it"])
def test_an_action_of_the_hub_takes_the_folder_wherever_it_stands(place: int, tmp_path: Path) -> None:
    arguments = ["hub", "init"]
    arguments[1 + place // 2 : 1 + place // 2] = ["--data", str(tmp_path)]
    assert main(arguments) == 0
    assert (tmp_path / "trust" / "authority.pem").exists()
