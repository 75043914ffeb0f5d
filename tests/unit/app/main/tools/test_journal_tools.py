"""The proof of a window's store covers its whole file."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from app.core.errors import AppError, StoreUnavailable
from app.main.tools.journal import verify_journal
from app.main.window.store import STORE_FILE, open_window_store

PAGE = 4096


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with a store."""
    open_window_store(tmp_path).store.close()
    return tmp_path


def verified(data: Path, *, rebuild: bool = True) -> dict[str, object]:
    return verify_journal(Namespace(data=data, rebuild=rebuild))


def test_a_store_that_nobody_touched_is_intact(data: Path) -> None:
    assert verified(data) == {
        "rows": 0,
        "chains": 0,
        "rebuilt": True,
        "damaged_pages": 0,
        "intact": True,
        "problems": [],
        "exit": 0,
    }


def test_a_store_that_was_deleted_is_told_from_one_that_never_was(data: Path) -> None:
    (data / STORE_FILE).unlink()
    for folder, code in ((data, "store.gone"), (data / "mistyped", "store.none_here")):
        with pytest.raises(AppError) as refused:
            verified(folder)
        assert refused.value.code == code


def test_no_page_can_be_overwritten_unnoticed(data: Path) -> None:
    file = data / STORE_FILE
    whole = file.read_bytes()
    unnoticed = []
    for page in range(len(whole) // PAGE):
        file.write_bytes(whole[: page * PAGE + 100] + bytes(200) + whole[page * PAGE + 300 :])
        try:
            if verified(data, rebuild=False)["intact"]:
                unnoticed.append(page)
        except StoreUnavailable:
            continue
    assert unnoticed == []
