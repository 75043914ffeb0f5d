"""The files of a catalogue folder and how they are read. Described in resources/catalogue/README.md."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from app.catalogue.model import Department, Item, Key, Theme, Window, WindowCategory, Zone
from app.core.content import decode
from app.core.errors import ContentError

T = TypeVar("T")
BROKEN = "catalogue.broken"
FORMAT = 1
MANIFEST = "manifest.json"
ITEMS = "items.json"
DEPARTMENTS = "departments.json"
WINDOWS = "zones_windows.json"
THEMES = "themes.json"
CALENDAR = "calendar.json"
LISTED = (ITEMS, DEPARTMENTS, WINDOWS, THEMES, CALENDAR)
"""The files whose digests the manifest holds."""


class Manifest(Struct, frozen=True):
    """What is published: ``files`` maps each name to the SHA-256 of its bytes, in hex."""

    format: int
    version: Key
    effective: date
    files: dict[str, str]


class ItemsFile(Struct, frozen=True):
    """items.json"""

    items: tuple[Item, ...]


class DepartmentsFile(Struct, frozen=True):
    """departments.json"""

    departments: tuple[Department, ...]


class WindowsFile(Struct, frozen=True):
    """zones_windows.json"""

    zones: tuple[Zone, ...]
    window_categories: tuple[WindowCategory, ...]
    windows: tuple[Window, ...]


class ThemesFile(Struct, frozen=True):
    """themes.json"""

    themes: tuple[Theme, ...]


class Contents(Struct, frozen=True):
    """The files of a catalogue folder, decoded."""

    items: ItemsFile
    departments: DepartmentsFile
    windows: WindowsFile
    themes: ThemesFile


def read(folder: Path, file: str) -> bytes:
    """The bytes of a file. Raises ContentError ``catalogue.broken``, reason ``missing_file``."""
    try:
        return (folder / file).read_bytes()
    except OSError as error:
        raise ContentError(BROKEN, file=file, line=0, place="$", reason="missing_file") from error


def parse(folder: Path, file: str, into: type[T]) -> T:
    """A file as a typed value. Raises ContentError ``catalogue.broken`` with the line."""
    return decode(read(folder, file), into, file, BROKEN)


def read_contents(folder: Path) -> Contents:
    """All files that make up the catalogue. Raises ContentError ``catalogue.broken``."""
    return Contents(
        items=parse(folder, ITEMS, ItemsFile),
        departments=parse(folder, DEPARTMENTS, DepartmentsFile),
        windows=parse(folder, WINDOWS, WindowsFile),
        themes=parse(folder, THEMES, ThemesFile),
    )


def digest(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()
