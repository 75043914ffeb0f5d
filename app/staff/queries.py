"""Reading duties."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, select

from app.staff.model import Duty, duties


def stays_at(conn: Connection, hall_id: str, window: str, day: date) -> list[Duty]:
    """Who signed in at a window on a business day and has not left; the latest first. More than one only
    where somebody came while the program took it for another day."""
    found = conn.execute(
        select(duties.c.duty_id, duties.c.actor, duties.c.day)
        .where(
            duties.c.hall_id == hall_id,
            duties.c.day == day.isoformat(),
            duties.c.window == window,
            duties.c.ended_at == "",
        )
        .order_by(duties.c.begun_at.desc(), duties.c.duty_id.desc())
    )
    return [Duty(row.duty_id, row.actor, row.day) for row in found]
