"""The one place where codes become words: what failed, why, what to do (什么没成、为什么、怎么办).

Rows are Chinese source strings marked for translation. A code without a row is shown as itself together
with its facts, and a test fails: every code that the program raises or shows must have words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, runtime_checkable

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QDate, QLocale

from app.core.errors import AppError
from ui.common.marking import QT_TRANSLATE_NOOP
from ui.shell.wording.backup import BACKUP
from ui.shell.wording.calling import CALLING
from ui.shell.wording.cases import CASES
from ui.shell.wording.catalogue import CATALOGUE
from ui.shell.wording.counter import COUNTER
from ui.shell.wording.device_centre import DEVICE_CENTRE
from ui.shell.wording.devices import DEVICES
from ui.shell.wording.duty import DUTY
from ui.shell.wording.pages import PAGES
from ui.shell.wording.paper import PAPER
from ui.shell.wording.scans import SCANS
from ui.shell.wording.settling import SETTLING
from ui.shell.wording.store import STORE
from ui.shell.wording.sync import SYNC
from ui.shell.wording.sync_centre import SYNC_CENTRE
from ui.shell.wording.travel import TRAVEL
from ui.shell.wording.trust import TRUST

_CONTEXT = "Notices"
_PARTS = 3
AT_DEVICE = "at_device"
"""The fact that says of which device (devices.<kind>) a message is."""
BAR = "｜"

ROWS: Mapping[str, str] = {
    **STORE,
    **SYNC,
    **SYNC_CENTRE,
    **SETTLING,
    **DEVICES,
    **DEVICE_CENTRE,
    **COUNTER,
    **CATALOGUE,
    **CASES,
    **TRAVEL,
    **PAPER,
    **PAGES,
    **BACKUP,
    **SCANS,
    **TRUST,
    **CALLING,
    **DUTY,
}
"""For each code ``what failed or is so｜why｜what to do``; parts may be empty and the last ones missing.
``{name}`` stands for a fact. A code made of a fact's name and value (``state.called``) words that fact."""

_DAY = QT_TRANSLATE_NOOP("Notices", "M月d日")
_AT = QT_TRANSLATE_NOOP("Notices", "{device}{what}")
_AND, _END = QT_TRANSLATE_NOOP("Notices", "；"), QT_TRANSLATE_NOOP("Notices", "。")


@runtime_checkable
class Coded(Protocol):
    """A message as a code and its facts, such as an AppError or a Wording of a page's state."""

    @property
    def code(self) -> str:
        """What its words are kept under."""

    @property
    def params(self) -> Mapping[str, object] | Iterable[tuple[str, object]]:
        """Its facts by name."""


class Notice(Struct, frozen=True):
    """A message in words. ``code`` is what a clerk reads out on the telephone."""

    what: str
    why: str
    how: str
    code: str

    @property
    def sentence(self) -> str:
        """All parts as one line of text."""
        parts = [part for part in (self.what, self.advice) if part]
        return _translated(_AND).join(parts) + (_translated(_END) if len(parts) > 1 else "")

    @property
    def advice(self) -> str:
        """Why it is so and what to do, as one line of text."""
        return _translated(_AND).join(part for part in (self.why, self.how) if part)


def word(code: str, params: Mapping[str, object] | Iterable[tuple[str, object]] = ()) -> Notice:
    """The words for a code and its facts, in the language of the screen."""
    facts = {name: fact(name, value) for name, value in dict(params).items()}
    row = ROWS.get(code)
    if row is None:
        return Notice(code, "，".join(f"{name} {value}" for name, value in facts.items()), "", code)
    parts = [_fill(part, facts) for part in _translated(row).split(BAR)]
    what, why, how = parts + [""] * (_PARTS - len(parts))
    if AT_DEVICE in facts:
        what = _translated(_AT).format(device=facts[AT_DEVICE], what=what)
    return Notice(what, why, how, code)


def in_words(message: Coded) -> str:
    """A message as one line of text: what is so, why, and what to do."""
    return word(message.code, message.params).sentence


def sentence(error: AppError) -> str:
    """An error as one line that ends with its code, for the command line and the log bar."""
    return f"{in_words(error)} [{error.code}]"


def _translated(source: str) -> str:
    return QCoreApplication.translate(_CONTEXT, source)


def _fill(part: str, facts: Mapping[str, str]) -> str:
    try:
        return part.format_map(facts).strip()
    except KeyError:
        return part


def fact(name: str, value: object) -> str:
    """A fact in words: another message, a day, or a value that has words of its own."""
    if not isinstance(value, str | int) and isinstance(value, Coded):  # a protocol is slow to be asked
        return word(value.code, value.params).what
    if name == "day":
        day = QDate.fromString(str(value), "yyyy-MM-dd")
        return QLocale().toString(day, _translated(_DAY)) if day.isValid() else str(value)
    named = f"{name}.{value}"
    return word(named).what if named in ROWS else str(value)
