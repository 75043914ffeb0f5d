"""How the table of evaluations follows from the journal."""

from __future__ import annotations

from app.db.dialect import insert_ignore, upsert
from app.evaluations.events import EVALUATION_DECLINED, EVALUATION_GIVEN
from app.evaluations.model import EvaluationState, evaluations
from app.journal.chain import canonical
from app.journal.model import Event, Json, Projections
from app.journal.writes import Row, Writes


def _given(event: Event) -> Row:
    return _row(event, EvaluationState.GIVEN, event.payload["level"], event.payload["channel"])


def _declined(event: Event) -> Row:
    return _row(event, EvaluationState.DECLINED, None, "")


def _row(event: Event, state: EvaluationState, level: Json, channel: Json) -> Row:
    return {
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


PROJECTIONS: Projections = {
    EVALUATION_GIVEN: Writes((upsert, evaluations, _given)),
    # 未评价 never takes the place of a level: a window put back from a backup may book it once more.
    EVALUATION_DECLINED: Writes((insert_ignore, evaluations, _declined)),
}
