"""Loads a published catalogue; what it returns can be navigated by every id that it mentions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import resources
from app.catalogue.files import (
    BROKEN,
    FORMAT,
    LISTED,
    MANIFEST,
    Contents,
    Manifest,
    digest,
    parse,
    read,
    read_contents,
)
from app.catalogue.model import Catalogue
from app.catalogue.structure import Finding, structure_findings
from app.core.content import line_of
from app.core.errors import ContentError


def load_shipped() -> Catalogue:
    """The sample catalogue that comes with the program. It is believed as the program itself is: digests are
    for what was carried from one machine to another."""
    folder = resources.path("catalogue")
    return assemble(parse(folder, MANIFEST, Manifest), read_contents(folder))


def load(folder: Path) -> Catalogue:
    """The catalogue of a folder.

    Raises ContentError ``catalogue.broken`` with file, line, place and reason: those of
    ``app.core.content.decode``, ``missing_file``, ``unknown_format``, ``changed`` (the file is not the one
    that was published), ``duplicate``, ``unknown_reference``.
    """
    manifest = parse(folder, MANIFEST, Manifest)
    finding = next(manifest_findings(folder, manifest), None)
    contents = read_contents(folder)
    finding = next(structure_findings(contents), finding)
    if finding:
        raise _as_error(folder, finding)
    return assemble(manifest, contents)


def manifest_findings(folder: Path, manifest: Manifest) -> Iterator[Finding]:
    """An unknown format, and files that are not the ones that were published."""
    if manifest.format != FORMAT:
        yield Finding(MANIFEST, "$.format", "unknown_format")
    for file in LISTED:
        if manifest.files.get(file) != digest(read(folder, file)):
            yield Finding(file, "$", "changed")


def assemble(manifest: Manifest, contents: Contents) -> Catalogue:
    """The decoded files as one catalogue."""
    return Catalogue(
        version=manifest.version,
        effective=manifest.effective,
        items={each.id: each for each in contents.items.items},
        departments={each.key: each for each in contents.departments.departments},
        zones={each.key: each for each in contents.windows.zones},
        window_categories={each.key: each for each in contents.windows.window_categories},
        windows={each.number: each for each in contents.windows.windows},
        themes={each.key: each for each in contents.themes.themes},
    )


def _as_error(folder: Path, finding: Finding) -> ContentError:
    # A file that is not the one published may be no text at all.
    line = line_of(read(folder, finding.file).decode(errors="replace"), finding.place)
    return ContentError(BROKEN, file=finding.file, line=line, place=finding.place, reason=finding.rule)
