"""Reading visits and cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, Row, and_, bindparam, func, or_, select

from app.cases.amendments import contact_values
from app.cases.events import case_subject, visit_subject
from app.cases.model import (
    OPEN_STATES,
    Received,
    case_notes,
    case_people,
    cases,
    desk_drafts,
    visits,
)
from app.cases.numbering import BLOCK_SIZE, Block
from app.cases.visit import Draft, Manner, MaterialEntry, MaterialState, Visit, parties
from app.cases.visit_text import from_json
from app.core.clock import from_text
from app.core.errors import RuleViolation
from app.journal.model import Json
from app.journal.read import timeline as journal_timeline
from app.people.model import Role

VisitState = Literal["unknown", "open", "finished"]
_RECENT = timedelta(days=30)
_MOST_FOUND, _MOST_RECENT = 5, 8


class DayCounts(Struct, frozen=True):
    """A clerk's day so far. ``average_minutes``: of finished visits; None before the first."""

    cases_received: int
    average_minutes: float | None


class RecordLine(Struct, frozen=True):
    """One line of the handling record (办理记录): kind of event, who, and its facts."""

    at: datetime
    kind: str
    actor: str
    payload: Mapping[str, Json]


class Standing(Struct, frozen=True):
    """What a receipt has to know of the store, read in one statement.

    ``last_number``: the highest case number used of the window's block, empty if none. ``earlier``: the
    answer, if the case was received already.
    """

    visit: VisitState
    last_number: str
    earlier: Received | None


_numbered = cases.alias("numbered")
_last_number = (
    select(func.max(_numbered.c.case_no))
    .where(
        _numbered.c.hall_id == bindparam("hall"),
        _numbered.c.case_no.between(bindparam("first"), bindparam("last")),
    )
    .scalar_subquery()
)
_standing = (
    select(visits.c.finished_at, _last_number.label("last_number"), cases)
    .select_from(visits)
    .outerjoin(cases, and_(cases.c.hall_id == visits.c.hall_id, cases.c.case_id == bindparam("case")))
    .where(visits.c.hall_id == bindparam("hall"), visits.c.visit_id == bindparam("visit"))
)


def standing(conn: Connection, hall_id: str, visit_id: str, case_id: str, block: Block) -> Standing:
    """See Standing."""
    first, last = block.span
    keys = {"hall": hall_id, "visit": visit_id, "case": case_id, "first": first, "last": last}
    row = conn.execute(_standing, keys).first()
    if row is None:
        return Standing("unknown", "", None)
    earlier = _received(row) if row.case_id is not None else None
    return Standing("finished" if row.finished_at else "open", row.last_number or "", earlier)


_SEQUENCE = func.substr(cases.c.case_no, 19, 4)
"""The four digits of a case number before its check character."""


def last_sequence(conn: Connection, hall_id: str, window_no: int, day: str) -> int:
    """The highest sequence of a window's block of case numbers (号段) used on a day; 0 when none is."""
    last = window_no * BLOCK_SIZE
    used = select(func.max(_SEQUENCE)).where(
        cases.c.hall_id == hall_id,
        cases.c.day == day,
        _SEQUENCE.between(f"{last - BLOCK_SIZE + 1:04d}", f"{last:04d}"),
    )
    return int(conn.execute(used).scalar() or 0)


def people_of(conn: Connection, hall_id: str, case_id: str) -> Mapping[str, Any]:
    """Everybody in a case, by role. Raises RuleViolation ``case.unknown``."""
    text = conn.execute(
        select(case_people.c.people).where(case_people.c.hall_id == hall_id, case_people.c.case_id == case_id)
    ).scalar_one_or_none()
    if text is None:
        raise RuleViolation("case.unknown")
    people: Mapping[str, Any] = msgspec.json.decode(text)
    return people


class Note(Struct, frozen=True):
    """One note (备注) on a case."""

    at: datetime
    actor: str
    text: str


class CaseCard(Struct, frozen=True):
    """A received case as it stands: whose it is, until when it is promised, what may be corrected on
    ``version``, and its notes, newest first.
    Personal data: shown, never logged."""

    __repr__ = object.__repr__

    case_id: str
    case_no: str
    item: str
    applicant: str
    received_at: datetime
    due: date
    due_provisional: bool
    version: int
    values: Mapping[str, str]
    notes: tuple[Note, ...]


def card(conn: Connection, hall_id: str, case_id: str) -> CaseCard:
    """A received case by its id. Raises RuleViolation ``case.unknown``."""
    row = conn.execute(select(cases).where(cases.c.hall_id == hall_id, cases.c.case_id == case_id)).first()
    if row is None:
        raise RuleViolation("case.unknown")
    mail = conn.execute(
        select(case_people.c.mail_address).where(
            case_people.c.hall_id == hall_id, case_people.c.case_id == case_id
        )
    ).scalar()
    people = people_of(conn, hall_id, case_id)
    noted = conn.execute(
        select(case_notes)
        .where(case_notes.c.hall_id == hall_id, case_notes.c.case_id == case_id)
        .order_by(case_notes.c.at.desc())
    )
    notes = tuple(Note(from_text(each.at), each.actor, each.text) for each in noted)
    return CaseCard(
        case_id=case_id,
        case_no=row.case_no,
        item=row.item_name,
        applicant=str((people.get(Role.ORGANISATION) or people[Role.APPLICANT])["name"]),
        received_at=from_text(row.received_at),
        due=date.fromisoformat(row.promised_due),
        due_provisional=bool(row.promised_provisional),
        version=row.version,
        values=contact_values(people, mail or ""),
        notes=notes,
    )


class FoundCase(Struct, frozen=True):
    """A case that a search found."""

    case_id: str
    case_no: str
    item: str


def found_by_number(conn: Connection, hall_id: str, digits: str) -> tuple[FoundCase, ...]:
    """Cases whose number holds these characters, or whose applicant has this number, the latest first."""
    of_applicant = select(case_people.c.case_id).where(
        case_people.c.hall_id == hall_id, case_people.c.applicant_number == digits
    )
    named = cases.c.case_no.contains(digits, autoescape=True)
    rows = conn.execute(
        select(cases.c.case_id, cases.c.case_no, cases.c.item_name)
        .where(cases.c.hall_id == hall_id, or_(named, cases.c.case_id.in_(of_applicant)))
        .order_by(cases.c.received_at.desc())
        .limit(_MOST_FOUND)
    )
    return tuple(FoundCase(*row) for row in rows)


def last_number(conn: Connection, hall_id: str, block: Block) -> str:
    """The highest case number used of a window's block, empty if none."""
    first, last = block.span
    found = select(func.max(cases.c.case_no)).where(
        cases.c.hall_id == hall_id, cases.c.case_no.between(first, last)
    )
    return conn.execute(found).scalar() or ""


def visit_state(conn: Connection, hall_id: str, visit_id: str) -> VisitState:
    """Whether a visit was begun here and whether it goes on."""
    row = conn.execute(
        select(visits.c.finished_at).where(visits.c.hall_id == hall_id, visits.c.visit_id == visit_id)
    ).first()
    if row is None:
        return "unknown"
    return "finished" if row.finished_at else "open"


def served(conn: Connection, hall_id: str, ticket_id: str) -> bool:
    """Whether a visit with this ticket is over."""
    over = select(visits.c.visit_id).where(
        visits.c.hall_id == hall_id, visits.c.ticket_id == ticket_id, visits.c.finished_at.is_not(None)
    )
    return conn.execute(over.limit(1)).first() is not None


def open_duplicates(conn: Connection, hall_id: str, number: str, item_id: str) -> tuple[str, ...]:
    """Case numbers of open cases of the same applicant and item, oldest first."""
    if not number:
        return ()
    found = conn.execute(
        select(cases.c.case_no)
        .join(
            case_people,
            and_(case_people.c.hall_id == cases.c.hall_id, case_people.c.case_id == cases.c.case_id),
        )
        .where(
            case_people.c.hall_id == hall_id,
            case_people.c.applicant_number == number,
            cases.c.item_id == item_id,
            cases.c.state.in_(OPEN_STATES),
        )
        .order_by(cases.c.received_at)
    )
    return tuple(found.scalars())


def received_in(conn: Connection, hall_id: str, visit_id: str) -> tuple[Received, ...]:
    """What was received in a visit."""
    rows = conn.execute(select(cases).where(cases.c.hall_id == hall_id, cases.c.visit_id == visit_id))
    return tuple(_received(row) for row in rows)


def earlier_cases(conn: Connection, hall_id: str, number: str) -> int:
    """How many cases a person or organisation has applied for (历史办件)."""
    if not number:
        return 0
    found = select(func.count()).where(
        case_people.c.hall_id == hall_id, case_people.c.applicant_number == number
    )
    return conn.execute(found).scalar_one()


def day_counts(conn: Connection, hall_id: str, day: date, actor: str) -> DayCounts:
    """What a clerk did on a business day."""
    rows = conn.execute(
        select(visits.c.opened_at, visits.c.finished_at).where(
            visits.c.hall_id == hall_id,
            visits.c.day == day.isoformat(),
            visits.c.actor == actor,
            visits.c.finished_at.is_not(None),
        )
    ).all()
    spans = [from_text(row.finished_at) - from_text(row.opened_at) for row in rows]
    received = conn.execute(
        select(func.count()).where(
            cases.c.hall_id == hall_id, cases.c.day == day.isoformat(), cases.c.actor == actor
        )
    ).scalar_one()
    # A clock set back in the middle makes a span that was none.
    counted = [span / timedelta(minutes=1) for span in spans if span >= timedelta()]
    average = sum(counted) / len(counted) if counted else None
    return DayCounts(received, average)


def recent_items(conn: Connection, hall_id: str, actor: str, today: date) -> tuple[str, ...]:
    """The items a clerk received in the last 30 days, the latest first."""
    found = conn.execute(
        select(cases.c.item_id)
        .where(
            cases.c.hall_id == hall_id,
            cases.c.day >= (today - _RECENT).isoformat(),
            cases.c.actor == actor,
        )
        .group_by(cases.c.item_id)
        .order_by(func.max(cases.c.received_at).desc())
        .limit(_MOST_RECENT)
    )
    return tuple(found.scalars())


def record(
    conn: Connection, hall_id: str, visit: Visit, documents: Sequence[str] = ()
) -> tuple[RecordLine, ...]:
    """What happened to a visit, its cases and their ``documents`` (journal subjects), the latest first; no
    personal data."""
    own = [visit_subject(visit.visit_id), *(case_subject(draft.case_id) for draft in visit.drafts)]
    subjects = [*own, *documents]
    lines = [
        RecordLine(from_text(event.at), event.kind, event.actor, event.payload)
        for event in journal_timeline(conn, hall_id, subjects)
    ]
    return tuple(reversed(lines))


def load_open_visit(conn: Connection, hall_id: str) -> Visit | None:
    """The visit on the desk as it was last saved, with every case received since; None when there is none."""
    text = conn.execute(
        select(desk_drafts.c.visit)
        .where(desk_drafts.c.hall_id == hall_id)
        .order_by(desk_drafts.c.saved_at.desc())
        .limit(1)
    ).scalar_one_or_none()
    if text is None:
        return None
    visit = from_json(text)
    rows = conn.execute(
        select(cases)
        # Not narrowed by day: the clock may have been set back since the visit began.
        .where(cases.c.hall_id == hall_id, cases.c.visit_id == visit.visit_id)
        .order_by(cases.c.received_at)
    )
    known = {draft.case_id: draft.as_received for draft in visit.drafts}
    stored = {row.case_id: _draft(row, known.get(row.case_id) or parties(visit)) for row in rows}
    drafts = tuple(stored.pop(draft.case_id, draft) for draft in visit.drafts)
    return replace(visit, drafts=(*drafts, *stored.values()))


def _received(row: Row[Any]) -> Received:
    return Received(
        case_id=row.case_id,
        case_no=row.case_no,
        received_at=from_text(row.received_at),
        promised_due=date.fromisoformat(row.promised_due),
        promised_provisional=bool(row.promised_provisional),
        statutory_due=date.fromisoformat(row.statutory_due),
        statutory_provisional=bool(row.statutory_provisional),
        notice_due=date.fromisoformat(row.notice_due),
    )


def _draft(row: Row[Any], as_received: Visit) -> Draft:
    intake = msgspec.json.decode(row.intake)
    return Draft(
        case_id=row.case_id,
        item_id=row.item_id,
        answers=tuple(intake["answers"]),
        delivery=intake["delivery"],
        materials={each["code"]: _entry(each) for each in intake["materials"]},
        case_no=row.case_no,
        received_at=from_text(row.received_at),
        as_received=as_received,
    )


def _entry(stored: Mapping[str, Any]) -> MaterialEntry:
    due = date.fromisoformat(stored["due"]) if stored["due"] else None
    return MaterialEntry(MaterialState(stored["state"]), Manner(stored["manner"]), due)
