"""The one place where codes become words: what failed, why, what to do (什么没成、为什么、怎么办).

Rows are Chinese source strings marked for translation. A code without a row is shown as itself together
with its facts, and a test fails: every code that the program raises must have words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.core.errors import AppError
from ui.shell.wording_cases import CASES
from ui.shell.wording_devices import DEVICES
from ui.shell.wording_store import STORE
from ui.shell.wording_sync import SYNC

_CONTEXT = "Notices"

Row = tuple[str, str, str]
"""What failed or is so; why; what to do. Parts may be empty; ``{name}`` stands for a fact."""

ROWS: Mapping[str, Row] = {**STORE, **SYNC, **DEVICES, **CASES}


@dataclass(frozen=True)
class Notice:
    """A message in words. ``code`` is what a clerk reads out on the telephone."""

    what: str
    why: str
    how: str
    code: str

    @property
    def sentence(self) -> str:
        """All parts as one line of text."""
        parts = [part for part in (self.what, self.why, self.how) if part]
        return "；".join(part.rstrip("。") for part in parts) + ("。" if len(parts) > 1 else "")


def word(code: str, params: Mapping[str, object] | Iterable[tuple[str, object]] = ()) -> Notice:
    """The words for a code and its facts, in the language of the screen."""
    facts = {name: _shown(value) for name, value in dict(params).items()}
    row = ROWS.get(code)
    if row is None:
        return Notice(code, "，".join(f"{name} {value}" for name, value in facts.items()), "", code)
    what, why, how = (_fill(part, facts) for part in row)
    return Notice(what, why, how, code)


def sentence(error: AppError) -> str:
    """An error as one line that ends with its code, for the command line and the log bar."""
    return f"{word(error.code, error.params).sentence} [{error.code}]"


def _fill(source: str, facts: Mapping[str, str]) -> str:
    if not source:
        return ""
    try:
        return QCoreApplication.translate(_CONTEXT, source).format_map(facts)
    except KeyError:
        return QCoreApplication.translate(_CONTEXT, source)


def _shown(value: object) -> str:
    if isinstance(value, AppError):
        return word(value.code, value.params).what
    return str(value)
