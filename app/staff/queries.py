"""Reading duties."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, select

from app.staff.model import Duty, duties


def duty_at(conn: Connection, hall_id: str, window: str, day: date) -> Duty | None:
    """Who signed in at a window on a business day and has not left; the latest."""
    found = conn.execute(
        select(duties.c.duty_id, duties.c.actor, duties.c.day)
        .where(
            duties.c.hall_id == hall_id,
            duties.c.day == day.isoformat(),
            duties.c.window == window,
            duties.c.ended_at == "",
        )
        .order_by(duties.c.begun_at.desc(), duties.c.duty_id.desc())
    ).first()
    return Duty(found.duty_id, found.actor, found.day) if found else None
