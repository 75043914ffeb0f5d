"""Reading journal rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from sqlalchemy import Connection, Row, Select, and_, func, select

from app.journal.chain import parse
from app.journal.model import ROW, Event, Json, Node, excerpts, heads, journal, journal_private, of_chain

_head = select(heads.c.seq, heads.c.hash).where(*of_chain(heads))


def own_events(conn: Connection, node: Node, after: int, limit: int) -> list[Event]:
    """The events that this store wrote in one life with seq > ``after``, in order, at most ``limit``."""
    written = head_of(conn, node)[0] - after
    rows = conn.execute(
        _with_private()
        .where(
            journal.c.hall_id == node.hall_id,
            journal.c.node == node.node,
            journal.c.incarnation == node.incarnation,
            journal.c.seq > after,
        )
        .order_by(journal.c.seq)
        .limit(max(0, min(limit, written)))
    )
    return [event_of(row) for row in rows]


def timeline(conn: Connection, hall_id: str, subjects: list[str]) -> list[Event]:
    """Everything that happened to some subjects, oldest first; personal data left out."""
    rows = conn.execute(
        select(*ROW)
        .where(journal.c.hall_id == hall_id, journal.c.subject.in_(subjects))
        .order_by(journal.c.at, journal.c.seq)
    )
    return [event_of(row) for row in rows]


def of_subject(conn: Connection, hall_id: str, subject: str) -> list[Event]:
    """Everything that happened to one subject, personal data included, in the order in which it counted."""
    counted = _as_counted().where(journal.c.hall_id == hall_id, journal.c.subject == subject)
    return [event_of(row) for row in conn.execute(counted)]


def event_by_id(conn: Connection, hall_id: str, event_id: str) -> Event:
    """One event. Raises NoResultFound."""
    here = (journal.c.hall_id == hall_id, journal.c.id == event_id, journal.c.doubled == 0)
    return event_of(conn.execute(_with_private().where(*here)).one())


def clock_offset(conn: Connection, hall_id: str, event_id: str) -> int:
    """What a hub found missing on the clock that an event was written by, in seconds; see ``journal``."""
    here = (journal.c.hall_id == hall_id, journal.c.id == event_id, journal.c.doubled == 0)
    found: int = conn.execute(select(journal.c.clock_offset_s).where(*here)).scalar_one()
    return found


def all_events(conn: Connection) -> Iterator[Event]:
    """All events of a window's store in the order in which they counted here.

    Incarnations sort by age, so an earlier life of the disk comes before a later one; a row of another node
    stands where it came in, unless it changed nothing here.
    """
    counted = _as_counted().where(func.coalesce(excerpts.c.refused, "") == "")
    rows = conn.execution_options(yield_per=500).execute(counted)
    for row in rows:
        yield event_of(row)


def head_of(conn: Connection, node: Node) -> tuple[int, str]:
    """Sequence number and hash of the last row of a chain; (0, "") when it is empty."""
    row = conn.execute(_head, node.here).first()
    return (row.seq, row.hash) if row else (0, "")


def event_of(row: Row[Any]) -> Event:
    """The event of a row of ``journal``, with or without its private columns."""
    columns = dict(row._mapping)
    body = columns.pop("private_body", None)
    columns["payload"] = cast(dict[str, Json], parse(columns["payload"]))
    columns["private"] = cast(dict[str, Json], parse(body)) if body is not None else None
    return Event(**columns)


def _as_counted() -> Select[Any]:
    came_in = _with_private().outerjoin(
        excerpts, and_(excerpts.c.hall_id == journal.c.hall_id, excerpts.c.event_id == journal.c.id)
    )
    return came_in.order_by(
        journal.c.hall_id,
        func.coalesce(excerpts.c.after_incarnation, journal.c.incarnation),
        func.coalesce(excerpts.c.after_seq, journal.c.seq),
        func.coalesce(excerpts.c.place, 0),
    )


def _with_private() -> Select[Any]:
    return select(*ROW, journal_private.c.body.label("private_body")).select_from(
        journal.outerjoin(
            journal_private,
            and_(
                journal_private.c.hall_id == journal.c.hall_id,
                journal_private.c.event_id == journal.c.id,
                journal.c.doubled == 0,
            ),
        )
    )
