"""Publishes a catalogue folder: completes readings, refuses defects, writes the manifest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from app.catalogue.files import (
    CALENDAR,
    DEPARTMENTS,
    FORMAT,
    ITEMS,
    LISTED,
    MANIFEST,
    THEMES,
    WINDOWS,
    Manifest,
    ThemesFile,
    digest,
    parse,
    read_contents,
)
from app.catalogue.lint import Defect, lint
from app.catalogue.model import Item, Theme
from app.catalogue.readings import fits
from app.catalogue.spelling import spell
from app.workdays.load import CalendarFile

Named = TypeVar("Named", Item, Theme)


def import_folder(source: Path, target: Path) -> tuple[Defect, ...]:
    """Write the catalogue of ``source`` to ``target``, which may be the same folder.

    Readings that are missing or do not fit are computed; others stay, since a person may have corrected
    them. Returns the defects that made it write nothing; none when it is written. Raises ContentError
    ``catalogue.broken`` when a file cannot be read.
    """
    files = _normalised(source)
    with TemporaryDirectory() as draft:
        _write(Path(draft), files)
        defects = lint(Path(draft))
    if not defects:
        target.mkdir(parents=True, exist_ok=True)
        _write(target, files)
    return defects


def _normalised(source: Path) -> dict[str, bytes]:
    contents = read_contents(source)
    manifest = parse(source, MANIFEST, Manifest)
    parts: dict[str, object] = {
        ITEMS: replace(contents.items, items=_spelt(contents.items.items)),
        DEPARTMENTS: contents.departments,
        WINDOWS: contents.windows,
        THEMES: ThemesFile(_spelt(contents.themes.themes)),
        CALENDAR: parse(source, CALENDAR, CalendarFile),
    }
    files = {name: _encoded(part) for name, part in parts.items()}
    listed = {name: digest(files[name]) for name in LISTED}
    return files | {MANIFEST: _encoded(replace(manifest, format=FORMAT, files=listed))}


def _spelt(named: Sequence[Named]) -> tuple[Named, ...]:
    return tuple(
        each if each.pinyin and fits(each.name, each.pinyin) else replace(each, pinyin=spell(each.name))
        for each in named
    )


def _encoded(part: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(part), indent=1) + b"\n"


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """The manifest goes last: a write cut short is noticed by its digests."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
