"""Lint: every defect is found, at its line, and nothing else is reported."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import resources
from app.catalogue.lint import Defect, lint
from tests.support.catalogue_folder import copy_of_shipped, edit


def test_the_shipped_catalogue_has_no_defect() -> None:
    assert lint(resources.path("catalogue")) == ()


DEFECTS: list[tuple[str, Callable[[Any], object], str, str]] = [
    (
        "items.json",
        lambda c: c["items"][7]["materials"][1].update(name="其他材料"),
        "$.items[7].materials[1].name",
        "catch_all_material",
    ),
    (
        "items.json",
        lambda c: c["items"][7]["promised_limit"].update(value=600),
        "$.items[7].promised_limit",
        "promised_exceeds_statutory",
    ),
    (
        "items.json",
        lambda c: c["items"][9].update(implement_code=c["items"][2]["implement_code"]),
        "$.items[9].implement_code",
        "duplicate",
    ),
    (
        "items.json",
        lambda c: c["items"][9]["questions"][0]["answers"][1].update(code="01"),
        "$.items[9].questions[0].answers[1].code",
        "duplicate",
    ),
    (
        "items.json",
        lambda c: c["items"][9]["materials"][1].update(code=c["items"][9]["materials"][0]["code"]),
        "$.items[9].materials[1].code",
        "duplicate",
    ),
    (
        "items.json",
        lambda c: c["items"][9].update(promissed_limit=None),
        "$.items[9].promissed_limit",
        "unknown_field",
    ),
    (
        "themes.json",
        lambda c: c["themes"][1].update(pinyin="tui"),
        "$.themes[1].pinyin",
        "pinyin_does_not_fit",
    ),
    ("zones_windows.json", lambda c: c["windows"][3].update(number=1), "$.windows[3].number", "duplicate"),
    (
        "calendar.json",
        lambda c: c["years"][0]["days"][2].update(date="2026-01-28"),
        "$.years[0].days[2].date",
        "day_of_another_year",
    ),
    (
        "calendar.json",
        lambda c: c["years"][0]["days"][0].update(off=False),
        "$.years[0].days[0]",
        "workday_anyway",
    ),
    (
        "calendar.json",
        lambda c: c["years"][0]["days"].append(c["years"][0]["days"][0]),
        "$.years[0].days[33].date",
        "duplicate",
    ),
]


@pytest.mark.parametrize(("file", "change", "place", "rule"), DEFECTS, ids=[each[3] for each in DEFECTS])
def test_a_defect_is_reported_alone_and_at_its_place(
    tmp_path: Path, file: str, change: Callable[[Any], object], place: str, rule: str
) -> None:
    folder = copy_of_shipped(tmp_path)
    edit(folder, file, change)
    (defect,) = lint(folder)
    assert (defect.file, defect.place, defect.rule) == (file, place, rule)


def test_all_defects_are_reported_at_once_with_their_lines(tmp_path: Path) -> None:
    folder = copy_of_shipped(tmp_path)
    edit(folder, "items.json", lambda c: c["items"][3]["materials"][0].update(name="有关材料"))
    edit(folder, "items.json", lambda c: c["items"][20].update(zone="NOWHERE"))
    edit(folder, "departments.json", lambda c: c["departments"][0].pop("level"))
    defects = lint(folder)
    assert {(each.file, each.rule) for each in defects} == {
        ("departments.json", "missing_field"),
        ("items.json", "catch_all_material"),
    }
    edit(folder, "departments.json", lambda c: c["departments"][0].update(level=4))
    lines = (folder / "items.json").read_text("utf-8").splitlines()
    texts = {each.rule: lines[each.line - 1].strip() for each in lint(folder)}
    assert texts == {"catch_all_material": '"name": "有关材料",', "unknown_reference": '"zone": "NOWHERE",'}


def _repeat(content: Any, name: str, field: str) -> None:
    content[name][1][field] = content[name][0][field]


def _lead_nowhere(content: Any, name: str, field: str) -> None:
    content[name][2][field] = "NOWHERE"


def test_every_key_that_must_be_single_and_every_reference_is_looked_at(tmp_path: Path) -> None:
    folder = copy_of_shipped(tmp_path)
    repeated = {
        "items.json": ["items.id", "items.basic_code", "items.implement_code"],
        "departments.json": ["departments.key"],
        "zones_windows.json": ["zones.key", "zones.ticket_prefix", "window_categories.key", "windows.number"],
        "themes.json": ["themes.key"],
    }
    dangling = {
        "items.json": ["items.department", "items.zone", "items.window_category"],
        "zones_windows.json": ["windows.zone", "windows.category"],
        "themes.json": ["themes.lead"],
    }
    expected = set()
    for file, places in repeated.items():
        for name, field in (each.split(".") for each in places):
            edit(folder, file, partial(_repeat, name=name, field=field))
            expected.add((file, f"$.{name}[1].{field}", "duplicate"))
    for file, places in dangling.items():
        for name, field in (each.split(".") for each in places):
            edit(folder, file, partial(_lead_nowhere, name=name, field=field))
            expected.add((file, f"$.{name}[2].{field}", "unknown_reference"))
    assert expected <= {(each.file, each.place, each.rule) for each in lint(folder)}


def test_a_file_alone_can_be_checked(tmp_path: Path) -> None:
    folder = copy_of_shipped(tmp_path)
    edit(folder, "items.json", lambda c: c["items"][0].update(approval_chain=[]))
    draft = (folder / "items.json").rename(tmp_path / "draft.json")
    assert [(each.file, each.rule) for each in lint(draft)] == [("draft.json", "chain_without_decision")]
    draft.write_text("{\n", "utf-8")
    assert lint(draft) == (Defect("draft.json", 1, "$", "syntax"),)
    assert [each.rule for each in lint(tmp_path / "absent.json")] == ["missing_file"]
