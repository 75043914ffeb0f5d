"""A window that prints: its documents and its spool, on a printer that does what a test tells it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.documents_desk import Counter, PrinterOnStrings, counter


@pytest.fixture
def printer() -> PrinterOnStrings:
    return PrinterOnStrings()


@pytest.fixture
def window(tmp_path: Path, printer: PrinterOnStrings) -> Iterator[Counter]:
    opened = counter(tmp_path, printer)
    yield opened
    opened.store.close()
