"""What happens to evaluations. The person who evaluates is never named."""

from __future__ import annotations

from datetime import date

from app.evaluations.model import Channel, Level, Served
from app.journal.model import Json, NewEvent

EVALUATION_GIVEN = "evaluation.given"
EVALUATION_DECLINED = "evaluation.declined"


def evaluation_subject(visit_id: str) -> str:
    """The journal subject of a visit's evaluation."""
    return f"evaluation:{visit_id}"


def given(served: Served, day: date, level: Level, channel: Channel) -> NewEvent:
    """The person pressed a level."""
    scores: dict[str, Json] = {"level": level.value, "stars": level.stars, "channel": channel.value}
    return NewEvent(EVALUATION_GIVEN, evaluation_subject(served.visit_id), {**_about(served, day), **scores})


def declined(served: Served, day: date) -> NewEvent:
    """The time ran out, or the person did not want to (未评价)."""
    return NewEvent(EVALUATION_DECLINED, evaluation_subject(served.visit_id), _about(served, day))


def _about(served: Served, day: date) -> dict[str, Json]:
    return {"ticket_id": served.ticket_id, "case_ids": list(served.case_ids), "day": day.isoformat()}
