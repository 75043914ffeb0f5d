"""Functions behind the command line: ``due`` and ``catalogue import / lint / search``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

import resources
from app.catalogue.lint import lint as find_defects
from app.catalogue.load import load_shipped
from app.catalogue.search import index_of
from app.core.errors import RuleViolation
from app.workdays.deadline import Suspension
from app.workdays.deadline import due as due_of
from app.workdays.load import shipped_calendar


def due(received: str, workdays: int, suspends: Sequence[str], extend: int) -> dict[str, object]:
    """``{"due": "YYYY-MM-DD", "provisional": bool}`` for dates as YYYY-MM-DD and suspensions as START:RESUME.

    Raises RuleViolation ``workdays.not_a_date`` and what ``app.workdays.deadline.due`` raises.
    """
    suspensions = [_suspension(text) for text in suspends]
    found = due_of(_date(received, "received"), workdays, suspensions, extend, shipped_calendar())
    return {"due": found.date.isoformat(), "provisional": found.provisional}


def catalogue_import(src: Path, out: Path) -> dict[str, object]:
    """``{"imported": bool, "defects": [...]}``; nothing is written when there are defects.

    Raises ContentError ``catalogue.broken``.
    """
    # The reading dictionary behind it is heavy; no other command should pay for it.
    from app.catalogue.importing import import_folder

    defects = import_folder(src, out)
    return {"imported": not defects, "defects": [asdict(defect) for defect in defects]}


def catalogue_lint(path: Path | None) -> dict[str, object]:
    """``{"defects": [{"file", "line", "place", "rule"}, ...]}`` of a folder, a file, or what is shipped."""
    defects = find_defects(path or resources.path("catalogue"))
    return {"defects": [asdict(defect) for defect in defects]}


def catalogue_search(text: str) -> dict[str, object]:
    """``{"hits": [{"item_id", "name", "code", "why"}, ...]}`` from the shipped catalogue."""
    return {"hits": [asdict(hit) for hit in index_of(load_shipped()).search(text)]}


def _suspension(text: str) -> Suspension:
    start, _, resume = text.partition(":")
    return Suspension(_date(start, "suspend"), _date(resume, "suspend"))


def _date(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise RuleViolation("workdays.not_a_date", field=field, text=text) from error
