"""How the table of evaluations follows from the journal."""

from __future__ import annotations

from functools import partial

from app.db.dialect import keep_least
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
        "precedence": f"{int(level is None)} {event.at} {level or 0}",
    }


# Two machines that are one window may both ask: every machine must show the same of what they book.
_keep_first = partial(keep_least, by="precedence")
PROJECTIONS: Projections = {
    EVALUATION_GIVEN: Writes((_keep_first, evaluations, _given)),
    EVALUATION_DECLINED: Writes((_keep_first, evaluations, _declined)),
}
