"""What must be there before a case is received (收件). Pure.

``gaps`` is the only definition of what is missing: the gap bar, the number on the tab and the receipt
itself all ask it, so they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.cases.form import fields
from app.cases.materials import lines
from app.cases.questions import asked
from app.cases.visit import Draft, Visit
from app.catalogue.model import Item
from app.core.errors import RuleViolation


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing or wrong, in the order of the screen.

    ``key``: the question's text, the field's key or the material's code. ``code`` and ``params`` say what.
    """

    kind: Literal["question", "field", "material"]
    key: str
    code: str
    params: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to know before the receipt, which does not forbid it: ``case.duplicate_open`` (params:
    case_no), ``person.card_expired``."""

    code: str
    params: tuple[tuple[str, object], ...] = ()


def gaps(visit: Visit, draft: Draft, item: Item, today: date) -> tuple[Gap, ...]:
    """All that keeps an item from being received; empty for a received case.

    A missing material that the catalogue lets come later (容缺受理) is a gap until the clerk says so.
    """
    if draft.received:
        return ()
    unanswered = [
        Gap("question", question.text, "question.unanswered")
        for question in asked(visit, draft, item)
        if not question.chosen
    ]
    wrong = [
        Gap("field", field.key, field.problem.code, field.problem.params)
        for field in fields(visit, draft, item, today)
        if field.problem
    ]
    missing = [
        Gap("material", line.material.code, "material.missing", (("name", line.material.name),))
        for line in lines(visit, draft, item)
        if line.missing
    ]
    return (*unanswered, *wrong, *missing)


def receive_guard(visit: Visit, draft: Draft, item: Item, today: date) -> None:
    """Let an item through to receipt, or say why not.

    Raises RuleViolation ``visit.finished``, ``case.item_not_in_use`` (取消, or not yet in force),
    ``case.has_gaps`` (params: count; ``field``: key of the first).
    """
    if visit.finished:
        raise RuleViolation("visit.finished")
    if not item.in_use(today):
        raise RuleViolation("case.item_not_in_use", item=item.id)
    found = gaps(visit, draft, item, today)
    if found:
        raise RuleViolation("case.has_gaps", field=found[0].key, count=len(found))


def cautions(visit: Visit, draft: Draft, duplicates: tuple[str, ...], today: date) -> tuple[Caution, ...]:
    """What the clerk should know; ``duplicates``: numbers of open cases of the same applicant and item."""
    others = [case_no for case_no in duplicates if case_no != draft.case_no]
    found = [Caution("case.duplicate_open", (("case_no", case_no),)) for case_no in others]
    if "" < visit.present.valid_to < f"{today:%Y%m%d}":
        found.append(Caution("person.card_expired"))
    return tuple(found)
