"""How the table of duties follows from the journal."""

from __future__ import annotations

from app.db.dialect import insert_many, update_many
from app.journal.model import Event, Projections
from app.journal.writes import Row, Writes
from app.staff.events import DUTY_BEGUN, DUTY_ENDED
from app.staff.model import duties


def _begun(event: Event) -> Row:
    return {
        "hall_id": event.hall_id,
        "duty_id": event.subject_id,
        "window": event.window,
        "actor": event.actor,
        "signed_in": event.payload["signed_in"],
        "day": event.payload["day"],
        "begun_at": event.at,
        "ended_at": "",
    }


def _ended(event: Event) -> Row:
    return {"hall_id": event.hall_id, "duty_id": event.subject_id, "ended_at": event.at}


PROJECTIONS: Projections = {
    DUTY_BEGUN: Writes((insert_many, duties, _begun)),
    DUTY_ENDED: Writes((update_many, duties, _ended)),
}
