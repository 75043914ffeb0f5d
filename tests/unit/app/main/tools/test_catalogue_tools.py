"""The command line functions of catalogue and deadlines."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from app.core.errors import RuleViolation
from app.main.tools.catalogue import catalogue_import, due, lint, search
from tests.support.catalogue_folder import copy_of_shipped, edit


def due_of(received: str, workdays: int, *suspend: str, extend: int = 0) -> dict[str, object]:
    return due(Namespace(received=received, workdays=workdays, suspend=list(suspend), extend=extend))


def test_due_answers_day_and_certainty() -> None:
    stopped = due_of("2026-03-02", 15, "2026-03-05:2026-03-12")
    assert stopped == {"due": "2026-03-30", "provisional": False}
    assert due_of("2026-12-28", 10)["provisional"] is True
    assert due_of("2026-03-02", 5, extend=5) == due_of("2026-03-02", 10)


@pytest.mark.parametrize("arguments", [("2026-02-30", 3), ("2026-03-02", 3, "2026-03-05")])
def test_due_refuses_what_is_not_a_date(arguments: tuple[str, int, str]) -> None:
    with pytest.raises(RuleViolation) as caught:
        due_of(*arguments)
    assert caught.value.code == "workdays.not_a_date"


def test_lint_fails_only_with_defects(tmp_path: Path) -> None:
    assert lint(Namespace(folder=None)) == {"defects": [], "exit": 0}
    folder = copy_of_shipped(tmp_path)
    edit(folder, "items.json", lambda c: c["items"][0].update(approval_chain=[]))
    answer = lint(Namespace(folder=folder))
    assert (answer["exit"], answer["defects"][0]["rule"]) == (1, "chain_without_decision")
    refused = catalogue_import(Namespace(source=folder, target=tmp_path / "out"))
    assert (refused["imported"], refused["exit"]) == (False, 1)


def test_import_and_search_answer_with_plain_values(tmp_path: Path) -> None:
    folder = copy_of_shipped(tmp_path)
    published = catalogue_import(Namespace(source=folder, target=tmp_path / "out"))
    assert published == {"imported": True, "defects": [], "exit": 0}
    assert search(Namespace(text="huzhao"))["hits"][0]["name"] == "普通护照签发"
