"""What must be there before a case is received (收件). Pure.

``gaps`` is the only definition of what is missing: the gap bar, the number on the tab and the receipt
itself all ask it, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from app.cases.form import FormField, fields
from app.cases.materials import MaterialLine, lines
from app.cases.questions import AskedQuestion, asked
from app.cases.visit import Draft, Visit
from app.catalogue.model import Item
from app.core.errors import RuleViolation
from app.people.model import born

_OF_AGE = 18
"""Years (民法典 art.17)."""


class Gap(Struct, frozen=True):
    """One thing that is missing or wrong, in the order of the screen.

    ``key``: the question's text, the field's key or the material's code. ``code`` and ``params`` say what.
    """

    kind: Literal["question", "field", "material"]
    key: str
    code: str
    params: tuple[tuple[str, object], ...] = ()


class Caution(Struct, frozen=True):
    """Something to know before the receipt, which does not forbid it: ``case.duplicate_open`` (params:
    case_no), ``person.card_expired``, ``person.minor`` (未成年人: 民法典 art.17, 19, 20, 23)."""

    code: str
    params: tuple[tuple[str, object], ...] = ()


class Sheet(Struct, frozen=True):
    """One item of the visit as the screen shows it and as the receipt judges it."""

    questions: tuple[AskedQuestion, ...]
    fields: tuple[FormField, ...]
    materials: tuple[MaterialLine, ...]
    gaps: tuple[Gap, ...]


def sheet(visit: Visit, draft: Draft, item: Item, today: date) -> Sheet:
    """Everything that follows from the visit for one item."""
    questions, form = asked(visit, draft, item), fields(visit, draft, item, today)
    materials = lines(visit, draft, item)
    missing = () if draft.received else (*_unanswered(questions), *_wrong(form), *_missing(materials))
    return Sheet(questions, form, materials, missing)


def gaps(visit: Visit, draft: Draft, item: Item, today: date) -> tuple[Gap, ...]:
    """All that keeps an item from being received; empty for a received case.

    A missing material that the catalogue lets come later (容缺受理) is a gap until the clerk says so.
    """
    return sheet(visit, draft, item, today).gaps


def receive_guard(visit: Visit, draft: Draft, item: Item, today: date) -> Sheet:
    """Let an item through to receipt, as its sheet, or say why not.

    Raises RuleViolation ``visit.finished``, ``case.item_not_in_use`` (取消, or not yet in force),
    ``case.has_gaps`` (params: count; ``field``: key of the first).
    """
    if visit.finished:
        raise RuleViolation("visit.finished")
    if not item.in_use(today):
        raise RuleViolation("case.item_not_in_use", item=item.name)
    complete = sheet(visit, draft, item, today)
    if complete.gaps:
        raise RuleViolation("case.has_gaps", field=complete.gaps[0].key, count=len(complete.gaps))
    return complete


def cautions(visit: Visit, draft: Draft, duplicates: tuple[str, ...], today: date) -> tuple[Caution, ...]:
    """What the clerk should know; ``duplicates``: numbers of open cases of the same applicant and item."""
    others = [case_no for case_no in duplicates if case_no != draft.case_no]
    found = [Caution("case.duplicate_open", (("case_no", case_no),)) for case_no in others]
    if "" < visit.present.valid_to < f"{today:%Y%m%d}":
        found.append(Caution("person.card_expired"))
    if not visit.by_agent and born(visit.applicant) > f"{today.year - _OF_AGE}{today:%m%d}":
        found.append(Caution("person.minor"))
    return tuple(found)


def _unanswered(questions: tuple[AskedQuestion, ...]) -> Iterator[Gap]:
    for question in questions:
        if not question.chosen:
            yield Gap("question", question.text, "question.unanswered")


def _wrong(form: tuple[FormField, ...]) -> Iterator[Gap]:
    for field in form:
        if field.problem:
            yield Gap("field", field.key, field.problem.code, field.problem.params)


def _missing(materials: tuple[MaterialLine, ...]) -> Iterator[Gap]:
    for line in materials:
        if line.missing:
            yield Gap("material", line.material.code, "material.missing", (("name", line.material.name),))
