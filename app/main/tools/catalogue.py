"""``zongchuang due`` and ``zongchuang catalogue import / lint / search``."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from typing import Any

from msgspec.structs import asdict

import resources
from app.catalogue.lint import lint as defects_of
from app.catalogue.load import load_shipped
from app.catalogue.search import index_of
from app.core.errors import RuleViolation
from app.workdays.deadline import Suspension
from app.workdays.deadline import due as due_of
from app.workdays.load import shipped_calendar

_FIRST_YEAR, _LAST_YEAR = 1900, 2199
"""No case was received before, and none is due after: arithmetic beyond would run out of the calendar."""


def due(args: Namespace) -> dict[str, Any]:
    """``{"due": "YYYY-MM-DD", "provisional": bool}`` by the shipped calendar, for ``args.received workdays
    suspend extend``; dates as YYYY-MM-DD, suspensions as START:RESUME.

    Raises RuleViolation ``workdays.not_a_date``, ``workdays.no_such_year`` and what
    ``app.workdays.deadline.due`` raises.
    """
    suspensions = [_suspension(text) for text in args.suspend]
    received = _date(args.received, "received")
    found = due_of(received, args.workdays, suspensions, args.extend, shipped_calendar())
    return {"due": found.date.isoformat(), "provisional": found.provisional}


def catalogue_import(args: Namespace) -> dict[str, Any]:
    """Publish the folder ``args.source`` to ``args.target``: ``{"imported", "defects"}``.

    Nothing is written and the exit code is 1 when there are defects. Raises ContentError
    ``catalogue.broken``.
    """
    # The reading dictionary behind it is heavy; no other command should pay for it.
    from app.catalogue.importing import import_folder

    defects = import_folder(args.source, args.target)
    return {
        "imported": not defects,
        "defects": [asdict(each) for each in defects],
        "exit": int(bool(defects)),
    }


def lint(args: Namespace) -> dict[str, Any]:
    """``{"defects": [{"file", "line", "place", "rule"}]}`` of ``args.folder``, or of what is shipped."""
    defects = defects_of(args.folder or resources.path("catalogue"))
    return {"defects": [asdict(each) for each in defects], "exit": int(bool(defects))}


def search(args: Namespace) -> dict[str, Any]:
    """``{"hits": [{"item_id", "name", "code", "why"}]}`` for ``args.text`` in the shipped catalogue."""
    return {"hits": [asdict(hit) for hit in index_of(load_shipped()).search(args.text)]}


def _suspension(text: str) -> Suspension:
    start, _, resume = text.partition(":")
    return Suspension(_date(start, "suspend"), _date(resume, "suspend"))


def _date(text: str, field: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise RuleViolation("workdays.not_a_date", field=field, text=text) from error
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        facts = {"year": found.year, "first": _FIRST_YEAR, "last": _LAST_YEAR}
        raise RuleViolation("workdays.no_such_year", field=field, **facts)
    return found
