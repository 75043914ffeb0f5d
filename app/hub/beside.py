"""Which subjects go with a case: its documents, and the evaluation of the visit in which it was received."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import msgspec
from sqlalchemy import Connection, select

from app.cases.events import case_subject
from app.cases.model import cases
from app.documents.events import document_subject
from app.documents.model import documents
from app.evaluations.events import evaluation_subject
from app.evaluations.model import evaluations

_MOST_CASES = 12
"""Of an evaluation so many cases are looked at: more than one visit has, fewer than a statement could not
name when a page is full of evaluations."""


def of_cases(conn: Connection, hall_id: str, subjects: Collection[str]) -> set[str]:
    """The subjects that go with these cases."""
    case_ids = _ids(subjects, case_subject(""))
    if not case_ids:
        return set()
    issued = select(documents.c.id).where(documents.c.hall_id == hall_id, documents.c.case_id.in_(case_ids))
    visited = select(cases.c.visit_id).where(cases.c.hall_id == hall_id, cases.c.case_id.in_(case_ids))
    found = {document_subject(each) for each in conn.execute(issued).scalars()}
    return found | {evaluation_subject(each) for each in conn.execute(visited).scalars()}


def cases_of(conn: Connection, hall_id: str, subjects: Collection[str]) -> dict[str, set[str]]:
    """Of these subjects those that go with cases, each with its cases."""
    found: dict[str, set[str]] = defaultdict(set)
    if issued := _ids(subjects, document_subject("")):
        of_case = select(documents.c.id, documents.c.case_id)
        for row in conn.execute(of_case.where(documents.c.hall_id == hall_id, documents.c.id.in_(issued))):
            found[document_subject(row.id)].add(case_subject(row.case_id))
    if rated := _ids(subjects, evaluation_subject("")):
        of_visit = select(evaluations.c.visit_id, evaluations.c.case_ids)
        here = (evaluations.c.hall_id == hall_id, evaluations.c.visit_id.in_(rated))
        for row in conn.execute(of_visit.where(*here)):
            said = msgspec.json.decode(row.case_ids)
            # Whatever a device has written there, it must not stop the others from reading.
            case_ids = said[:_MOST_CASES] if isinstance(said, list) else ()
            found[evaluation_subject(row.visit_id)] |= {case_subject(str(each)) for each in case_ids}
    return found


def _ids(subjects: Collection[str], beginning: str) -> list[str]:
    return [each.removeprefix(beginning) for each in subjects if each.startswith(beginning)]
