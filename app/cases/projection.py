"""How the tables of visits and cases follow from the journal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import msgspec
from sqlalchemy import Connection, Table, bindparam, delete, select, update
from sqlalchemy.exc import IntegrityError

from app.cases.amendments import amended, contact_values
from app.cases.events import (
    CASE_AMENDED,
    CASE_NOTED,
    CASE_RECEIVED,
    CASE_RENUMBERED,
    VISIT_FINISHED,
    VISIT_OPENED,
    VISIT_PERSON_VERIFIED,
)
from app.cases.model import CaseState, case_notes, case_people, cases, visits
from app.core.errors import RuleViolation, Superseded
from app.db.dialect import insert_ignore, insert_many, update_many
from app.journal.chain import canonical
from app.journal.model import Event, Projections
from app.journal.writes import Row, RowOf, Writes

_this_case = update(cases).where(
    cases.c.hall_id == bindparam("hall"), cases.c.case_id == bindparam("of_case")
)
_advance_case = _this_case.where(cases.c.version == bindparam("base")).values(version=cases.c.version + 1)
_renumber_case = _this_case.values(case_no=bindparam("number"))
_version = select(cases.c.version).where(
    cases.c.hall_id == bindparam("hall"), cases.c.case_id == bindparam("of_case")
)
_number = select(cases.c.case_no).where(
    cases.c.hall_id == bindparam("hall"), cases.c.case_id == bindparam("of_case")
)
_here_people = (case_people.c.hall_id == bindparam("hall"), case_people.c.case_id == bindparam("of_case"))
_people = select(case_people.c.people, case_people.c.mail_address).where(*_here_people)
_amend_people = (
    update(case_people).where(*_here_people).values(people=bindparam("texts"), mail_address=bindparam("mail"))
)

_COPIED = (
    "case_no",
    "visit_id",
    "item_id",
    "item_name",
    "department",
    "catalogue_version",
    "day",
    "promised_due",
    "statutory_due",
    "notice_due",
)
_YES_OR_NO = ("promised_provisional", "statutory_provisional")
_VISIT = ("ticket_id", "ticket_number", "day")
_INTAKE = ("answers", "delivery", "materials")


def _visit(event: Event) -> Row:
    return {
        "hall_id": event.hall_id,
        "visit_id": event.subject_id,
        "window": event.window,
        "actor": event.actor,
        "opened_at": event.at,
        "verified_at": None,
        "finished_at": None,
        **{name: event.payload[name] for name in _VISIT},
    }


def _case(event: Event) -> Row:
    payload = event.payload
    return {
        "hall_id": event.hall_id,
        "case_id": event.subject_id,
        "state": CaseState.RECEIVED.value,
        "version": 1,
        "window": event.window,
        "actor": payload.get("received_by", event.actor),
        "received_at": payload.get("received_at", event.at),
        "intake": canonical({name: payload[name] for name in _INTAKE}).decode(),
        **{name: payload[name] for name in _COPIED},
        **{name: int(bool(payload[name])) for name in _YES_OR_NO},
    }


def _case_people(event: Event) -> Row | None:
    if event.private is None:
        return None
    return {
        "hall_id": event.hall_id,
        "case_id": event.subject_id,
        "applicant_number": event.private["applicant_number"],
        "people": canonical(event.private["people"]).decode(),
        "mail_address": event.private.get("mail_address", ""),
    }


def _at(column: str) -> RowOf:
    return lambda event: {"hall_id": event.hall_id, "visit_id": event.subject_id, column: event.at}


def _insert_numbered(conn: Connection, table: Table, rows: Sequence[Row]) -> None:
    with _numbering():
        insert_many(conn, table, rows)


@contextmanager
def _numbering() -> Iterator[None]:
    """Raises RuleViolation ``cases.number_taken`` when another case has the number that is written."""
    try:
        yield
    except IntegrityError as error:
        if "case_no" not in str(error.orig):
            raise
        raise RuleViolation("cases.number_taken") from error


_received = Writes((_insert_numbered, cases, _case), (insert_many, case_people, _case_people))


def _amended(conn: Connection, event: Event) -> None:
    here = {"hall": event.hall_id, "of_case": event.subject_id}
    if conn.execute(_advance_case, {**here, "base": event.base_version}).rowcount != 1:
        present = conn.execute(_version, here).scalar()
        if present is None:
            # Its receipt was refused, or is still to come again: the clerk decides once it is here.
            raise Superseded("case.unknown", version=0)
        raise Superseded("cases.superseded", version=present)
    row = conn.execute(_people, here).first()
    if row is None or event.private is None:
        # Erased by now: the correction is recorded, its content is nobody's any more.
        return
    people, mail = amended(msgspec.json.decode(row.people), row.mail_address, event.private)
    conn.execute(_amend_people, {**here, "texts": canonical(people).decode(), "mail": mail})


def _noted(conn: Connection, event: Event) -> None:
    if event.private is None:
        return
    note = {"hall_id": event.hall_id, "event_id": event.id, "case_id": event.subject_id}
    insert_ignore(
        conn, case_notes, [{**note, "at": event.at, "actor": event.actor, "text": event.private["text"]}]
    )


def _renumbered(conn: Connection, event: Event) -> None:
    here = {"hall": event.hall_id, "of_case": event.subject_id}
    present = conn.execute(_number, here).scalar()
    if present is None:
        # The receipt itself was refused, for the number.
        _received(conn, event)
    elif present == event.payload["was"] or present > event.payload["case_no"]:
        # Two machines may be one window and both give a number: the lower one stands, whoever came first.
        with _numbering():
            conn.execute(_renumber_case, {**here, "number": event.payload["case_no"]})


def forget_case(conn: Connection, hall_id: str, case_id: str) -> None:
    """Take a case out of the tables, for its events to be projected anew."""
    for table in (cases, case_people, case_notes):
        conn.execute(delete(table).where(table.c.hall_id == hall_id, table.c.case_id == case_id))


def case_version(conn: Connection, hall_id: str, case_id: str) -> int:
    """The version of a case that a correction must name; 0 for an unknown case."""
    found: int | None = conn.execute(_version, {"hall": hall_id, "of_case": case_id}).scalar()
    return found or 0


def case_values(conn: Connection, hall_id: str, case_id: str) -> dict[str, str]:
    """What now stands in the fields of a case that may be corrected."""
    row = conn.execute(_people, {"hall": hall_id, "of_case": case_id}).first()
    return contact_values(msgspec.json.decode(row.people), row.mail_address) if row else {}


PROJECTIONS: Projections = {
    VISIT_OPENED: Writes((insert_many, visits, _visit)),
    VISIT_PERSON_VERIFIED: Writes((update_many, visits, _at("verified_at"))),
    VISIT_FINISHED: Writes((update_many, visits, _at("finished_at"))),
    CASE_RECEIVED: _received,
    CASE_AMENDED: _amended,
    CASE_NOTED: _noted,
    CASE_RENUMBERED: _renumbered,
}
