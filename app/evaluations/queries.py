"""Reading evaluations. The clerk learns whether, never how: evaluations are private and free."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from sqlalchemy import Connection, and_, select

from app.cases.model import cases, visits
from app.evaluations.model import EvaluationState, Served, evaluations


class Unsettled(Struct, frozen=True):
    """A visit that ended and of whose evaluation nothing is known: what was served, by whom, on which day."""

    served: Served
    actor: str
    day: date


def state_of(conn: Connection, hall_id: str, visit_id: str) -> EvaluationState | None:
    """Whether a visit was evaluated (已评价, 未评价); None while nothing is known."""
    found = conn.execute(
        select(evaluations.c.state).where(
            evaluations.c.hall_id == hall_id, evaluations.c.visit_id == visit_id
        )
    ).scalar_one_or_none()
    return EvaluationState(found) if found is not None else None


def state_of_case(conn: Connection, hall_id: str, case_id: str) -> EvaluationState | None:
    """The same of the visit in which a case was received."""
    visit_id = conn.execute(
        select(cases.c.visit_id).where(cases.c.hall_id == hall_id, cases.c.case_id == case_id)
    ).scalar_one_or_none()
    return state_of(conn, hall_id, visit_id) if visit_id else None


def unsettled(conn: Connection, hall_id: str, window: str) -> tuple[Unsettled, ...]:
    """The visits that ended at a window and are neither 已评价 nor 未评价, the earliest first."""
    here = and_(evaluations.c.hall_id == visits.c.hall_id, evaluations.c.visit_id == visits.c.visit_id)
    found = conn.execute(
        select(visits)
        .outerjoin(evaluations, here)
        .where(
            visits.c.hall_id == hall_id,
            visits.c.window == window,
            visits.c.finished_at.is_not(None),
            evaluations.c.visit_id.is_(None),
        )
        .order_by(visits.c.finished_at)
    ).all()
    return tuple(
        Unsettled(
            Served(row.visit_id, row.ticket_id, _received_in(conn, hall_id, row.visit_id)),
            row.actor,
            date.fromisoformat(row.day),
        )
        for row in found
    )


def _received_in(conn: Connection, hall_id: str, visit_id: str) -> tuple[str, ...]:
    found = select(cases.c.case_id).where(cases.c.hall_id == hall_id, cases.c.visit_id == visit_id)
    return tuple(conn.execute(found.order_by(cases.c.received_at)).scalars())
