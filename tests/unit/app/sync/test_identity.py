"""Who a machine is to its hub, when the file that says so was spoilt."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import AppError
from app.sync.enrol import new_key
from app.sync.identity import FILE, DeviceIdentity, keep_identity, load_identity
from app.sync.trust import DeviceKind

KNOWN = DeviceIdentity(DeviceKind.WINDOW, ("hall-1",), "3", "3号窗口", "", "0f" * 32, new_key())


def refusal(folder: Path) -> str:
    with pytest.raises(AppError) as error:
        load_identity(folder)
    return error.value.code


def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    keep_identity(tmp_path, KNOWN)
    assert load_identity(tmp_path) == KNOWN


@pytest.mark.parametrize(
    ("was", "becomes"), [("{", ""), ("0f0f", "zz"), ('"window": "3"', '"window": 3'), ("}", "}[")]
)
def test_a_spoilt_file_is_named(was: str, becomes: str, tmp_path: Path) -> None:
    keep_identity(tmp_path, KNOWN)
    file = tmp_path / FILE
    file.write_text(file.read_text("utf-8").replace(was, becomes), "utf-8")
    assert refusal(tmp_path) == "config.broken"


@pytest.mark.parametrize(
    ("file", "told"), [("device.key", "store.key_unreadable"), (FILE, "environment.file")]
)
def test_a_file_that_this_user_may_not_read_is_told(
    file: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_identity(tmp_path, KNOWN)
    opened = Path.open

    def forbidden(path: Path, *args: Any, **kwargs: Any) -> Any:
        if path.name == file:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", forbidden)
    with pytest.raises(AppError) as error:
        load_identity(tmp_path)
    assert (error.value.code, error.value.params["reason"]) == (told, "forbidden")


def test_the_file_of_another_machine_is_worth_nothing(tmp_path: Path) -> None:
    keep_identity(tmp_path / "theirs", KNOWN)
    keep_identity(tmp_path, DeviceIdentity(DeviceKind.WINDOW, ("hall-1",), "4", "", "", "0f" * 32, new_key()))
    (tmp_path / "theirs" / FILE).replace(tmp_path / FILE)
    assert refusal(tmp_path) == "auth.not_enrolled"
