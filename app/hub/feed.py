"""The feed of a hall: a gap-free sequence that readers follow by cursor.

A number from a database sequence is visible before or after its neighbours as commits happen to fall, and
a reader that has moved past it never sees it. So the numbers come from one counter row a hall, taken last
in the writing transaction: the row lock makes visibility follow the numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from app.db.counter import take
from app.db.dialect import insert_columns
from app.hub.model import hall_feed, hall_feed_counter
from app.journal.chain import parse
from app.journal.model import journal

ROW_OF = (
    (journal.c.hall_id == hall_feed.c.hall_id)
    & (journal.c.id == hall_feed.c.event_id)
    & (journal.c.doubled == 0)
)
"""How a place of the feed finds its row."""

_last = select(hall_feed_counter.c.seq).where(hall_feed_counter.c.hall_id == bindparam("hall"))
_page = (
    select(
        hall_feed.c.seq,
        journal.c.id,
        journal.c.node,
        journal.c.kind,
        journal.c.subject,
        journal.c.base_version,
        journal.c.at,
        journal.c.actor,
        journal.c.acting_for,
        journal.c.authority,
        journal.c.window,
        journal.c.payload,
    )
    .join(journal, ROW_OF)
    .where(hall_feed.c.hall_id == bindparam("hall"), hall_feed.c.seq > bindparam("after"))
    .order_by(hall_feed.c.seq)
    .limit(bindparam("most"))
)


def publish(conn: Connection, hall_id: str, event_ids: Sequence[str]) -> int:
    """Put events at the end of the hall's feed; call it last in the transaction. Returns the last number."""
    last = take(conn, hall_feed_counter, hall_feed_counter.c.seq, {"hall_id": hall_id}, len(event_ids))
    first = last - len(event_ids) + 1
    places = list(range(first, last + 1))
    columns: dict[str, Sequence[object]] = {
        "hall_id": [hall_id] * len(places),
        "seq": places,
        "event_id": event_ids,
    }
    insert_columns(conn, hall_feed, columns)
    return last


def last_seq(conn: Connection, hall_id: str) -> int:
    """The newest position of a hall's feed; 0 when nothing has happened."""
    return (
        conn.execute(
            select(hall_feed_counter.c.seq).where(hall_feed_counter.c.hall_id == hall_id)
        ).scalar_one_or_none()
        or 0
    )


def page(conn: Connection, hall_id: str, after: int, limit: int) -> list[dict[str, object]]:
    """Rows after a position, in order: the public journal columns and the feed's ``seq``."""
    found = conn.execute(_page, {"hall": hall_id, "after": after, "most": limit}).mappings()
    return [{**row, "payload": parse(row["payload"])} for row in found]
