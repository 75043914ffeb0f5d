"""Finds every defect of a catalogue folder, with its file and line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from app.catalogue.files import (
    CALENDAR,
    DEPARTMENTS,
    ITEMS,
    MANIFEST,
    THEMES,
    WINDOWS,
    Contents,
    DepartmentsFile,
    ItemsFile,
    Manifest,
    ThemesFile,
    WindowsFile,
    parse,
    read,
)
from app.catalogue.item_rules import broken_rules
from app.catalogue.load import manifest_findings
from app.catalogue.readings import fits
from app.catalogue.structure import Broken, Finding, duplicates_in_items, structure_findings
from app.core.content import line_of
from app.core.errors import ContentError
from app.workdays.calendar import CalendarYear
from app.workdays.load import CalendarFile
from devices.decoding import convert

_SATURDAY = 5
_SHAPES: dict[str, type] = {
    MANIFEST: Manifest,
    ITEMS: ItemsFile,
    DEPARTMENTS: DepartmentsFile,
    WINDOWS: WindowsFile,
    THEMES: ThemesFile,
    CALENDAR: CalendarFile,
}


class Defect(Struct, frozen=True, order=True):
    """A broken rule and where: ``place`` is the path in the file, ``line`` counts from 1 (0: no file)."""

    file: str
    line: int
    place: str
    rule: str


def lint(path: Path) -> tuple[Defect, ...]:
    """All defects of a catalogue folder, or of one file alone, by file and line.

    A lone file that does not bear the name of another kind is read as items.
    """
    folder, files = (path, tuple(_SHAPES)) if path.is_dir() else (path.parent, (path.name,))
    found: list[Defect] = []
    values: dict[str, object] = {}
    for file in files:
        try:
            values[file] = parse(folder, file, _SHAPES.get(file, ItemsFile))
        except ContentError as error:
            found.append(_defect_of(error))
    findings = [each for file, value in values.items() for each in _in_file(folder, file, value)]
    findings += _across(folder, values)
    texts = {file: read(folder, file).decode() for file in {each.file for each in findings}}
    found += [Defect(f.file, line_of(texts[f.file], f.place), f.place, f.rule) for f in findings]
    return tuple(sorted(set(found)))


def _in_file(folder: Path, file: str, value: object) -> Iterator[Finding]:
    """What can be said of a file without the others."""
    raw = json.loads(read(folder, file))
    for place in _unknown_fields(raw, msgspec.to_builtins(value), "$"):
        yield Finding(file, place, "unknown_field")
    if isinstance(value, ItemsFile):
        for rule, place in _in_items(value):
            yield Finding(file, place, rule)
    elif isinstance(value, ThemesFile):
        for n, theme in enumerate(value.themes):
            if not fits(theme.name, theme.pinyin):
                yield Finding(file, f"$.themes[{n}].pinyin", "pinyin_does_not_fit")
    elif isinstance(value, CalendarFile):
        for n, year in enumerate(value.years):
            for rule, place in _in_year(year):
                yield Finding(file, f"$.years[{n}]{place}", rule)


def _in_items(file: ItemsFile) -> Iterator[Broken]:
    yield from duplicates_in_items(file)
    for n, item in enumerate(file.items):
        for rule, place in broken_rules(item):
            yield rule, f"$.items[{n}]{place}"


def _in_year(year: CalendarYear) -> Iterator[Broken]:
    seen: set[date] = set()
    for n, day in enumerate(year.days):
        if day.date.year != year.year:
            yield "day_of_another_year", f".days[{n}].date"
        if day.date in seen:
            yield "duplicate", f".days[{n}].date"
        if not day.off and day.date.weekday() < _SATURDAY:
            yield "workday_anyway", f".days[{n}]"
        seen.add(day.date)


def _across(folder: Path, values: dict[str, object]) -> list[Finding]:
    """What only the files together tell; empty when one of them cannot be read."""
    manifest = values.get(MANIFEST)
    items, departments = values.get(ITEMS), values.get(DEPARTMENTS)
    windows, themes = values.get(WINDOWS), values.get(THEMES)
    if not (
        isinstance(manifest, Manifest)
        and isinstance(items, ItemsFile)
        and isinstance(departments, DepartmentsFile)
        and isinstance(windows, WindowsFile)
        and isinstance(themes, ThemesFile)
        and CALENDAR in values
    ):
        return []
    contents = Contents(items, departments, windows, themes)
    return [*manifest_findings(folder, manifest), *structure_findings(contents)]


def _unknown_fields(raw: object, known: object, place: str) -> Iterator[str]:
    """Places of fields that the file has and the program does not read: misspelt, most likely."""
    if isinstance(raw, dict) and isinstance(known, dict):
        for name, value in raw.items():
            if name not in known:
                yield f"{place}.{name}"
            else:
                yield from _unknown_fields(value, known[name], f"{place}.{name}")
    elif isinstance(raw, list) and isinstance(known, tuple):
        for n, (value, reading) in enumerate(zip(raw, known, strict=True)):
            yield from _unknown_fields(value, reading, f"{place}[{n}]")


def _defect_of(error: ContentError) -> Defect:
    facts = {name: error.params[name] for name in ("file", "line", "place")}
    return convert({**facts, "rule": error.params["reason"]}, Defect)
