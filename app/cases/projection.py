"""How the tables of visits and cases follow from the journal."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, insert, update

from app.cases.events import CASE_RECEIVED, VISIT_FINISHED, VISIT_OPENED, VISIT_PERSON_VERIFIED
from app.cases.model import CaseState, case_people, cases, visits
from app.journal.chain import canonical
from app.journal.model import Event, Projections

_insert_visit = insert(visits)
_insert_case = insert(cases)
_insert_people = insert(case_people)
_this_visit = update(visits).where(
    visits.c.hall_id == bindparam("hall"), visits.c.visit_id == bindparam("visit")
)
_verify_visit = _this_visit.values(verified_at=bindparam("at"))
_finish_visit = _this_visit.values(finished_at=bindparam("at"))

_COPIED = (
    "case_no",
    "visit_id",
    "item_id",
    "item_name",
    "department",
    "catalogue_version",
    "day",
    "promised_due",
    "promised_provisional",
    "statutory_due",
    "statutory_provisional",
    "notice_due",
)
_INTAKE = ("answers", "delivery", "materials")


def _opened(conn: Connection, event: Event) -> None:
    row = {
        "hall_id": event.hall_id,
        "visit_id": event.subject_id,
        "window": event.window,
        "actor": event.actor,
        "opened_at": event.at,
        **event.payload,
    }
    conn.execute(_insert_visit, row)


def _verified(conn: Connection, event: Event) -> None:
    conn.execute(_verify_visit, {"hall": event.hall_id, "visit": event.subject_id, "at": event.at})


def _finished(conn: Connection, event: Event) -> None:
    conn.execute(_finish_visit, {"hall": event.hall_id, "visit": event.subject_id, "at": event.at})


def _received(conn: Connection, event: Event) -> None:
    payload = event.payload
    row = {
        "hall_id": event.hall_id,
        "case_id": event.subject_id,
        "state": CaseState.RECEIVED.value,
        "version": 1,
        "window": event.window,
        "actor": event.actor,
        "received_at": event.at,
        "intake": canonical({name: payload[name] for name in _INTAKE}).decode(),
        **{name: payload[name] for name in _COPIED},
    }
    conn.execute(_insert_case, row)
    if event.private is not None:
        people = {
            "hall_id": event.hall_id,
            "case_id": event.subject_id,
            "applicant_number": event.private["applicant_number"],
            "people": canonical(event.private["people"]).decode(),
        }
        conn.execute(_insert_people, people)


PROJECTIONS: Projections = {
    VISIT_OPENED: _opened,
    VISIT_PERSON_VERIFIED: _verified,
    VISIT_FINISHED: _finished,
    CASE_RECEIVED: _received,
}
