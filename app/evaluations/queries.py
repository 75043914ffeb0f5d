"""Reading evaluations. The clerk learns whether, never how: evaluations are private and free."""

from __future__ import annotations

from sqlalchemy import Connection, select

from app.evaluations.model import EvaluationState, evaluations


def state_of(conn: Connection, hall_id: str, visit_id: str) -> EvaluationState | None:
    """Whether a visit was evaluated (已评价, 未评价); None while nothing is known."""
    found = conn.execute(
        select(evaluations.c.state).where(
            evaluations.c.hall_id == hall_id, evaluations.c.visit_id == visit_id
        )
    ).scalar_one_or_none()
    return EvaluationState(found) if found is not None else None
