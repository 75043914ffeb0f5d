"""How the table of evaluations follows from the journal."""

from __future__ import annotations

from sqlalchemy import Connection

from app.db.dialect import upsert
from app.evaluations.events import EVALUATION_DECLINED, EVALUATION_GIVEN
from app.evaluations.model import EvaluationState, evaluations
from app.journal.chain import canonical
from app.journal.model import Event, Json, Projections


def _given(conn: Connection, event: Event) -> None:
    _write(conn, event, EvaluationState.GIVEN, event.payload["level"], event.payload["channel"])


def _declined(conn: Connection, event: Event) -> None:
    _write(conn, event, EvaluationState.DECLINED, None, "")


def _write(conn: Connection, event: Event, state: EvaluationState, level: Json, channel: Json) -> None:
    row = {
        "hall_id": event.hall_id,
        "visit_id": event.subject_id,
        "ticket_id": event.payload["ticket_id"],
        "case_ids": canonical(event.payload["case_ids"]).decode(),
        "state": state.value,
        "level": level,
        "channel": channel,
        "window": event.window,
        "actor": event.actor,
        "day": event.payload["day"],
        "at": event.at,
    }
    upsert(conn, evaluations, [row])


PROJECTIONS: Projections = {EVALUATION_GIVEN: _given, EVALUATION_DECLINED: _declined}
