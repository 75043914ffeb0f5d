"""Loading: the shipped content, and what is refused with which line."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.catalogue.codes import CaseKind, TaskType
from app.catalogue.lint import lint
from app.catalogue.load import load, load_shipped
from app.core.errors import ContentError
from tests.support.catalogue_folder import copy_of_shipped, edit


def test_the_shipped_catalogue_is_that_of_a_district_hall() -> None:
    catalogue = load_shipped()
    assert len(catalogue.items) == 62
    assert sum(item.department == "SWW" for item in catalogue.items.values()) == 12
    assert [zone.ticket_prefix for zone in catalogue.zones.values()] == list("ABCDEF")
    assert len(catalogue.windows) == 29


def test_an_item_keeps_its_codes_limits_and_kind() -> None:
    item = load_shipped().items["IT013"]
    assert (item.name, item.task_type, item.case_kind) == (
        "酒类商品零售许可",
        TaskType.PERMIT,
        CaseKind.INSTANT,
    )
    assert item.implement_code.endswith(item.basic_code)
    waived = [m.name for m in item.materials if m.e_license and m.e_license.waives_paper]
    assert len(waived) == 4 == len(item.materials) / 2


def test_a_cancelled_item_is_not_in_use_from_its_last_day_on() -> None:
    item = load_shipped().items["IT006"]
    assert item.cancelled is not None
    assert item.in_use(date(2021, 4, 14))
    assert not item.in_use(item.cancelled)
    assert not item.in_use(date(2018, 12, 31))


def test_every_id_that_is_mentioned_leads_somewhere() -> None:
    catalogue = load_shipped()
    for item in catalogue.items.values():
        assert catalogue.departments[item.department]
        assert catalogue.zones[item.zone]
        assert catalogue.window_categories[item.window_category]
    assert {i for theme in catalogue.themes.values() for i in theme.items} <= catalogue.items.keys()


def set_first_item(field: str, value: object) -> Callable[[Any], None]:
    def change(content: Any) -> None:
        content["items"][0][field] = value

    return change


def set_first_zone(field: str, value: str) -> Callable[[Any], None]:
    def change(content: Any) -> None:
        content["zones"][0][field] = value

    return change


@pytest.mark.parametrize(
    ("file", "change", "reason", "marker"),
    [
        ("items.json", set_first_item("case_kind", "即办件"), "unknown_value", "即办件"),
        ("items.json", set_first_item("department", "NOWHERE"), "unknown_reference", "NOWHERE"),
        ("items.json", set_first_item("id", "IT002"), "duplicate", None),
        ("items.json", set_first_item("effective", "2019-02-30"), "bad_value", "2019-02-30"),
        ("themes.json", lambda c: c["themes"][3].pop("lead"), "missing_field", None),
        ("themes.json", lambda c: c["themes"][3]["items"].append("IT999"), "unknown_reference", "IT999"),
        ("items.json", set_first_item("id", "I" * 65), "bad_value", "I" * 65),
        ("items.json", set_first_item("name", "名" * 257), "bad_value", "名" * 257),
        ("zones_windows.json", set_first_zone("ticket_prefix", "商务"), "bad_value", "商务"),
        ("zones_windows.json", set_first_zone("name", "商" * 200), "bad_value", "商" * 200),
        ("zones_windows.json", set_first_zone("name", "商务\n区"), "bad_value", None),
        ("zones_windows.json", lambda c: c["windows"][4].update(zone="X9"), "unknown_reference", "X9"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(
    tmp_path: Path, file: str, change: Callable[[Any], object], reason: str, marker: str | None
) -> None:
    folder = copy_of_shipped(tmp_path)
    edit(folder, file, change)
    with pytest.raises(ContentError) as caught:
        load(folder)
    assert caught.value.code == "catalogue.broken"
    assert (caught.value.params["file"], caught.value.params["reason"]) == (file, reason)
    line = (folder / file).read_text("utf-8").splitlines()[int(str(caught.value.params["line"])) - 1]
    assert marker is None or marker in line


def test_a_file_that_is_not_the_published_one_is_refused(tmp_path: Path) -> None:
    folder = copy_of_shipped(tmp_path)
    path = folder / "items.json"
    path.write_bytes(path.read_bytes().replace("酒类".encode(), "水类".encode()))
    with pytest.raises(ContentError) as caught:
        load(folder)
    assert caught.value.params["reason"] == "changed"


def test_a_missing_file_and_an_unknown_format_are_named(tmp_path: Path) -> None:
    folder = copy_of_shipped(tmp_path)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps({**manifest, "format": 2}), "utf-8")
    with pytest.raises(ContentError) as caught:
        load(folder)
    assert caught.value.params["reason"] == "unknown_format"
    (folder / "themes.json").unlink()
    with pytest.raises(ContentError) as caught:
        load(folder)
    assert (caught.value.params["file"], caught.value.params["reason"]) == ("themes.json", "missing_file")


@pytest.mark.parametrize(
    "content",
    [b"", b"\xaf\xff", "{}".encode("utf-16"), b"[" * 100_000],
    ids=["empty", "bytes", "UTF-16", "without end"],
)
def test_whatever_lies_in_the_place_of_a_file_is_named(tmp_path: Path, content: bytes) -> None:
    folder = copy_of_shipped(tmp_path)
    for file in sorted(path.name for path in folder.glob("*.json")):
        whole = (folder / file).read_bytes()
        (folder / file).write_bytes(content)
        with pytest.raises(ContentError) as caught:
            load(folder)
        assert caught.value.params["file"] == file
        assert lint(folder)
        (folder / file).write_bytes(whole)
