"""The folder where data lies unless one is named: the same one wherever the program is started."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from app.__main__ import main
from app.config.folders import default_data_folder
from app.main.command_line import OK, WRONG_USE

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have other variables")


@linux
@pytest.mark.parametrize("said", ["", "data", "~/data"])
def test_a_variable_that_names_no_folder_counts_as_none(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", said)
    monkeypatch.setenv("HOME", "/srv/clerk")
    assert default_data_folder() == Path("/srv/clerk/.local/share/zongchuang")


@linux
def test_a_user_without_a_home_has_to_name_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nobody(_: type[Path]) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setattr(Path, "home", classmethod(nobody))
    with pytest.raises(SystemExit) as ended:
        main(["check-number", "resident", "1", "--json"])
    assert ended.value.code == WRONG_USE
    said = capsys.readouterr()
    assert "argument --data" in said.err
    assert "cli.wrong_use" in said.out
    assert main(["check-number", "resident", "1", "--data", str(tmp_path)]) == OK
