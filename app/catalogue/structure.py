"""What must hold before a catalogue can be navigated at all: unique keys, and no reference to nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from app.catalogue.files import DEPARTMENTS, ITEMS, THEMES, WINDOWS, Contents, ItemsFile

Broken = tuple[str, str]
"""A rule's name and the place, in a file or inside an item."""


class Finding(Struct, frozen=True):
    """A broken rule and the place in its file, e.g. ``$.items[3].promised_limit``."""

    file: str
    place: str
    rule: str


def structure_findings(contents: Contents) -> Iterator[Finding]:
    """Duplicate keys, then references to nothing."""
    for rule, place in duplicates_in_items(contents.items):
        yield Finding(ITEMS, place, rule)
    yield from _duplicates_elsewhere(contents)
    yield from _dangling_in_items(contents)
    yield from _dangling_elsewhere(contents)


def duplicates_in_items(file: ItemsFile) -> Iterator[Broken]:
    """Ids and codes that occur twice, in the whole file or within an item."""
    for field, values in (
        ("id", [item.id for item in file.items]),
        ("basic_code", [item.basic_code for item in file.items]),
        ("implement_code", [item.implement_code for item in file.items]),
    ):
        for n in _repeated(values):
            yield "duplicate", f"$.items[{n}].{field}"
    materials = [
        (each.code, f"$.items[{n}].materials[{m}].code")
        for n, item in enumerate(file.items)
        for m, each in enumerate(item.materials)
    ]
    answers = [
        ((n, answer.code), f"$.items[{n}].questions[{q}].answers[{a}].code")
        for n, item in enumerate(file.items)
        for q, question in enumerate(item.questions)
        for a, answer in enumerate(question.answers)
    ]
    for placed in (materials, answers):
        for k in _repeated(key for key, _ in placed):
            yield "duplicate", placed[k][1]


def _duplicates_elsewhere(contents: Contents) -> Iterator[Finding]:
    windows = contents.windows
    lists: tuple[tuple[str, str, str, list[object]], ...] = (
        (DEPARTMENTS, "departments", "key", [each.key for each in contents.departments.departments]),
        (WINDOWS, "zones", "key", [each.key for each in windows.zones]),
        (WINDOWS, "zones", "ticket_prefix", [each.ticket_prefix for each in windows.zones]),
        (WINDOWS, "window_categories", "key", [each.key for each in windows.window_categories]),
        (WINDOWS, "windows", "number", [each.number for each in windows.windows]),
        (THEMES, "themes", "key", [each.key for each in contents.themes.themes]),
    )
    for file, name, field, values in lists:
        for n in _repeated(values):
            yield Finding(file, f"$.{name}[{n}].{field}", "duplicate")


def _dangling_in_items(contents: Contents) -> Iterator[Finding]:
    departments = {each.key for each in contents.departments.departments}
    zones = {each.key for each in contents.windows.zones}
    categories = {each.key for each in contents.windows.window_categories}
    for n, item in enumerate(contents.items.items):
        for field, value, known in (
            ("department", item.department, departments),
            ("zone", item.zone, zones),
            ("window_category", item.window_category, categories),
        ):
            if value not in known:
                yield Finding(ITEMS, f"$.items[{n}].{field}", "unknown_reference")


def _dangling_elsewhere(contents: Contents) -> Iterator[Finding]:
    zones = {each.key for each in contents.windows.zones}
    categories = {each.key for each in contents.windows.window_categories}
    for n, window in enumerate(contents.windows.windows):
        if window.zone not in zones:
            yield Finding(WINDOWS, f"$.windows[{n}].zone", "unknown_reference")
        if window.category not in categories:
            yield Finding(WINDOWS, f"$.windows[{n}].category", "unknown_reference")
    items = {each.id for each in contents.items.items}
    departments = {each.key for each in contents.departments.departments}
    for n, theme in enumerate(contents.themes.themes):
        if theme.lead not in departments:
            yield Finding(THEMES, f"$.themes[{n}].lead", "unknown_reference")
        for m, item in enumerate(theme.items):
            if item not in items:
                yield Finding(THEMES, f"$.themes[{n}].items[{m}]", "unknown_reference")


def _repeated(values: Iterable[object]) -> Iterator[int]:
    """Positions of values that occurred before."""
    seen: set[object] = set()
    for n, value in enumerate(values):
        if value in seen:
            yield n
        seen.add(value)
