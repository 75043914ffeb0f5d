"""Events that are stored but not applied, and how they come out again.

An event is set apart with the answer that stands for it, and holds up only its own subject. It comes out when
a clerk settled the conflict (``sync.settled``), when an administrator released or dropped it
(``sync.released``, ``sync.dropped``), or when this program has learnt its kind; then whatever was blocked
behind it is applied in its order. What decided it is an event itself, so the journal tells it, and a hub
above this one does the same with its own copy.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, ProgrammingError

from app.core.errors import AppError, RuleViolation, Superseded
from app.hub import feed
from app.hub.model import quarantine
from app.journal.chain import parse
from app.journal.model import Event, Node, Projections, journal, of_chain
from app.journal.read import event_by_id
from app.sync.events import DROPPED, RELEASED, SETTLED
from app.sync.wire import DECIDED, EventAnswer, known_schema

_log = logging.getLogger(__name__)

DECISIONS = frozenset({RELEASED, DROPPED})
"""What only a hub may say."""

SETTLEMENTS = DECISIONS | {SETTLED}

UNKNOWN_KIND, UNKNOWN_SCHEMA = "sync.unknown_kind", "sync.schema_unknown"
NOT_APPLICABLE = "sync.not_applicable"
BLOCKED, CONFLICT, REJECTED = "blocked", "conflict", "rejected"

FAULTS = (
    AppError,
    IntegrityError,
    DataError,
    ProgrammingError,
    InterfaceError,
    LookupError,
    TypeError,
    ValueError,
)
"""What applying an event may raise because of the event; anything else is about us or the database."""

UNREADABLE = (msgspec.DecodeError, RecursionError)
"""What reading a payload may raise that is no JSON object."""

_stuck = (quarantine.c.hall_id == bindparam("hall"), quarantine.c.status != REJECTED)
_any_stuck = select(quarantine.c.event_id).where(*_stuck).limit(1)


class Apart(Struct, frozen=True):
    """One event that waits, for an administrator's list. ``at`` is the window's time, ``since`` the hub's;
    ``clock_offset_s``: what was missing on the window's clock, 0 when it was right."""

    hall_id: str
    event_id: str
    kind: str
    subject: str
    status: str
    code: str
    version: int
    at: str
    since: str
    node: str
    window: str
    clock_offset_s: int


class Freed(Struct, frozen=True):
    """An event that was applied after it had waited. ``fed``: the feed has it already, unread; ``told``: the
    decision that freed it tells so."""

    event: Event
    fed: bool
    told: bool = False


class Applier:
    """Applies single events, each so that a fault of one leaves no trace but its answer."""

    def __init__(self, projections: Projections) -> None:
        self._projections = projections

    def knows(self, kind: str) -> bool:
        """Whether events of a kind change anything here."""
        return kind in self._projections

    def __call__(self, conn: Connection, event: Event) -> EventAnswer:
        """Apply one event; the answer says what came of it, ``ok`` or the reason why nothing did."""
        if not self.knows(event.kind):
            return EventAnswer(event.id, "quarantined", UNKNOWN_KIND)
        try:
            with conn.begin_nested():
                self._projections[event.kind](conn, event)
        except Superseded as late:
            return EventAnswer(event.id, CONFLICT, late.code, late.version)
        except RuleViolation as refusal:
            _log.warning("event %s of kind %s is rejected: %s", event.id, event.kind, refusal.code)
            return EventAnswer(event.id, REJECTED, refusal.code)
        except FAULTS as fault:
            if getattr(fault, "connection_invalidated", False):
                raise
            _log.error(
                "event %s of kind %s cannot be applied: %s", event.id, event.kind, type(fault).__name__
            )
            return EventAnswer(event.id, "quarantined", NOT_APPLICABLE)
        return EventAnswer(event.id, "ok")


def stuck(conn: Connection, hall_id: str, subjects: Iterable[str]) -> set[str]:
    """Those of the subjects that an earlier event holds up."""
    if conn.execute(_any_stuck, {"hall": hall_id}).first() is None:
        return set()
    waiting = select(quarantine.c.subject).where(*_stuck, quarantine.c.subject.in_(sorted(subjects)))
    return set(conn.execute(waiting, {"hall": hall_id}).scalars())


def standing(conn: Connection, hall_id: str, event_ids: Sequence[str]) -> dict[str, EventAnswer]:
    """The answers that stand for those of the events that are not applied."""
    here = (quarantine.c.hall_id == hall_id, quarantine.c.event_id.in_(event_ids))
    return {row.event_id: _answer(row) for row in conn.execute(select(quarantine).where(*here))}


def dropped(conn: Connection, hall_id: str, event_ids: Sequence[str]) -> set[str]:
    """Those of the events that an administrator has dropped, or others of their subjects."""
    named = select(journal.c.subject).where(journal.c.hall_id == hall_id, journal.c.id.in_(event_ids))
    here = (journal.c.hall_id == hall_id, journal.c.kind == DROPPED, journal.c.subject.in_(named))
    said = conn.execute(select(journal.c.payload).where(*here)).scalars()
    return {str(parse(payload).get("event")) for payload in said}


def once_more(conn: Connection, hall_id: str, event_ids: Sequence[str]) -> dict[str, EventAnswer]:
    """The answers to events that are here already, by id."""
    waiting = standing(conn, hall_id, event_ids)
    counted = feed.among(conn, hall_id, event_ids) - dropped(conn, hall_id, event_ids)
    answers = {each: EventAnswer(each, "dup", "" if each in counted else DECIDED) for each in event_ids}
    return {**answers, **waiting}


def apart_of(conn: Connection, node: Node) -> list[EventAnswer]:
    """The answers that stand for those events of a chain that are not applied."""
    found = select(quarantine).join(journal, _journal_row).where(*of_chain(journal))
    return [_answer(row) for row in conn.execute(found, node.here)]


def set_apart(
    conn: Connection, hall_id: str, subject: str, answer: EventAnswer, at: str, *, fed: bool
) -> None:
    """Keep the answer of an event that is not applied."""
    row = {"hall_id": hall_id, "event_id": answer.id, "subject": subject, "since": at}
    facts = {"status": answer.status, "code": answer.code, "version": answer.version}
    conn.execute(insert(quarantine), {**row, **facts, "fed": int(fed)})


def settle(conn: Connection, decision: Event, apply: Applier) -> list[Freed]:
    """Carry out a settlement: its event leaves the quarantine, and what it held up is applied. The event may
    not wait, or not have come yet: then nothing waits for it any more."""
    waiting = (
        quarantine.c.hall_id == decision.hall_id,
        quarantine.c.event_id == str(decision.payload.get("event")),
        quarantine.c.subject == decision.subject,
    )
    found = select(quarantine, journal.c.schema).join(journal, _journal_row).where(*waiting)
    row = conn.execute(found.with_for_update(of=quarantine)).first()
    if row is None:
        return resume(conn, decision.hall_id, decision.subject, apply)
    freed: list[Freed] = []
    if decision.kind == RELEASED:
        tried = _try(conn, row, apply)
        if tried is None:
            return []
        freed.append(replace(tried, told=True))
    else:
        _leave(conn, row)
    return freed + resume(conn, decision.hall_id, decision.subject, apply)


def resume(conn: Connection, hall_id: str, subject: str, apply: Applier) -> list[Freed]:
    """Apply what waits for a subject, in order, up to the first that must go on waiting."""
    freed: list[Freed] = []
    held = False
    for row in _queue(conn, hall_id, subject):
        if row.status == REJECTED:
            continue
        if held:
            _answer_behind(conn, row)
        elif row.status != BLOCKED and not _has_become_known(row, apply):
            held = True
        elif (tried := _try(conn, row, apply)) is not None:
            freed.append(tried)
        else:
            held = _answer_now(conn, row) != REJECTED
    return freed


def behind(conn: Connection, event: Event) -> EventAnswer:
    """The answer to an event while an earlier one holds up its subject: it is blocked.

    But what a node changes while an own change of it waits that came too late came too late as well: it was
    made on a state that never was, whatever version it names. Unless it says what a clerk decided.
    """
    if event.base_version and "settles" not in event.payload:
        here = (quarantine.c.hall_id == event.hall_id, quarantine.c.subject == event.subject)
        mine = (quarantine.c.status == CONFLICT, journal.c.node == event.node)
        found = select(quarantine.c.code, quarantine.c.version).join(journal, _journal_row)
        late = conn.execute(found.where(*here, *mine).limit(1)).first()
        if late is not None:
            return EventAnswer(event.id, CONFLICT, late.code, late.version)
    return EventAnswer(event.id, BLOCKED, "sync.earlier_unsettled")


def subject_of(conn: Connection, hall_id: str, event_id: str) -> str | None:
    """The subject that an event waits for; None when it does not wait."""
    here = (quarantine.c.hall_id == hall_id, quarantine.c.event_id == event_id)
    found: str | None = conn.execute(select(quarantine.c.subject).where(*here)).scalar()
    return found


def become_known(conn: Connection, apply: Applier) -> list[tuple[str, str]]:
    """The (hall, subject) that wait for an event whose kind or schema this program has learnt since."""
    unknown = (
        select(quarantine, journal.c.kind, journal.c.schema)
        .join(journal, _journal_row)
        .where(quarantine.c.code.in_((UNKNOWN_KIND, UNKNOWN_SCHEMA)))
    )
    return sorted({(r.hall_id, r.subject) for r in conn.execute(unknown) if _has_become_known(r, apply)})


def waiting(conn: Connection, hall_id: str | None = None) -> list[Apart]:
    """Everything that waits, of one hall or of all, in the order in which it came."""
    row = journal.c
    columns = (quarantine, row.kind, row.at, row.node, row.window, row.clock_offset_s)
    found = select(*columns).join(journal, _journal_row).order_by(quarantine.c.hall_id, *_ORDER)
    if hall_id is not None:
        found = found.where(quarantine.c.hall_id == hall_id)
    names = Apart.__struct_fields__
    return [Apart(**{name: row[name] for name in names}) for row in conn.execute(found).mappings()]


_journal_row = (
    (journal.c.hall_id == quarantine.c.hall_id)
    & (journal.c.id == quarantine.c.event_id)
    & (journal.c.doubled == 0)
)
_ORDER = (quarantine.c.since, journal.c.node, journal.c.incarnation, journal.c.seq)


def _queue(conn: Connection, hall_id: str, subject: str) -> Sequence[Row[Any]]:
    return conn.execute(
        select(quarantine, journal.c.kind, journal.c.schema)
        .join(journal, _journal_row)
        .where(quarantine.c.hall_id == hall_id, quarantine.c.subject == subject)
        .order_by(*_ORDER)
    ).all()


def _has_become_known(row: Row[Any], apply: Applier) -> bool:
    if row.code == UNKNOWN_SCHEMA:
        return known_schema(row.schema)
    return row.code == UNKNOWN_KIND and apply.knows(row.kind)


def _try(conn: Connection, row: Row[Any], apply: Applier) -> Freed | None:
    if not known_schema(row.schema):
        # Read with the rules of this program it would mean something else.
        return None
    try:
        event = event_by_id(conn, row.hall_id, row.event_id)
    except UNREADABLE:
        answer = EventAnswer(row.event_id, "quarantined", NOT_APPLICABLE)
    else:
        answer = apply(conn, event)
        if answer.status == "ok":
            _leave(conn, row)
            return Freed(event, bool(row.fed))
    _keep_answer(conn, row, answer)
    return None


def _answer_behind(conn: Connection, row: Row[Any]) -> None:
    if row.status == BLOCKED:
        with suppress(*UNREADABLE):
            _keep_answer(conn, row, behind(conn, event_by_id(conn, row.hall_id, row.event_id)))


def _keep_answer(conn: Connection, row: Row[Any], answer: EventAnswer) -> None:
    facts = {"status": answer.status, "code": answer.code, "version": answer.version}
    conn.execute(update(quarantine).where(*_here(row)).values(**facts))


def _leave(conn: Connection, row: Row[Any]) -> None:
    conn.execute(delete(quarantine).where(*_here(row)))


def _answer_now(conn: Connection, row: Row[Any]) -> str:
    status: str = conn.execute(select(quarantine.c.status).where(*_here(row))).scalar_one()
    return status


def _here(row: Row[Any]) -> tuple[Any, Any]:
    return quarantine.c.hall_id == row.hall_id, quarantine.c.event_id == row.event_id


def _answer(row: Row[Any]) -> EventAnswer:
    return EventAnswer(row.event_id, row.status, row.code, row.version)
