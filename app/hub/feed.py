"""The feed of a hall: a gap-free sequence that readers follow by cursor.

A number from a database sequence is visible before or after its neighbours as commits happen to fall, and
a reader that has moved past it never sees it. So the numbers come from one counter row a hall, taken last
in the writing transaction: the row lock makes visibility follow the numbers.

A row in a schema that this hub cannot read has its place like any other. Whoever follows the hall live is
told no more of it: the hub has not applied it either, and says ``sync.released`` when it has.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, RowMapping, Select, bindparam, select, true

from app.db.counter import take
from app.db.dialect import insert_rows, on_postgresql
from app.hub.model import hall_feed, hall_feed_counter
from app.journal.chain import parse
from app.journal.model import journal
from app.sync.events import UNREAD
from app.sync.wire import known_schema

_last = select(hall_feed_counter.c.seq).where(hall_feed_counter.c.hall_id == bindparam("hall"))
_places = (
    select(hall_feed.c.hall_id, hall_feed.c.seq, hall_feed.c.event_id)
    .where(hall_feed.c.hall_id == bindparam("hall"), hall_feed.c.seq > bindparam("after"))
    .order_by(hall_feed.c.seq)
    .limit(bindparam("most"))
    .subquery()
)
_ROW_OF = (
    (journal.c.hall_id == _places.c.hall_id) & (journal.c.id == _places.c.event_id) & (journal.c.doubled == 0)
)
"""How a place of the feed finds its row."""
_SHOWN = (
    "id",
    "node",
    "kind",
    "subject",
    "base_version",
    "at",
    "actor",
    "acting_for",
    "authority",
    "window",
    "payload",
)


def _paged(rows: FromClause, row_of: ColumnElement[bool]) -> Select[Any]:
    shown = (rows.c[name] for name in (*_SHOWN, "schema"))
    return select(_places.c.seq, *shown).select_from(_places).join(rows, row_of).order_by(_places.c.seq)


_one_row = select(*(journal.c[name] for name in (*_SHOWN, "schema"))).where(_ROW_OF).limit(1)
_page = _paged(journal, _ROW_OF)
_page_on_postgresql = _paged(_one_row.lateral(), true())
"""Each row by itself: while there are no statistics yet, a plain join reads the hall's whole journal."""


def publish(conn: Connection, hall_id: str, event_ids: Sequence[str]) -> int:
    """Put events at the end of the hall's feed; call it last in the transaction. Returns the last number."""
    last = take(conn, hall_feed_counter, hall_feed_counter.c.seq, {"hall_id": hall_id}, len(event_ids))
    places = range(last - len(event_ids) + 1, last + 1)
    rows = [(hall_id, place, event_id) for place, event_id in zip(places, event_ids, strict=True)]
    insert_rows(conn, hall_feed, ("hall_id", "seq", "event_id"), rows)
    return last


def last_seq(conn: Connection, hall_id: str) -> int:
    """The newest position of a hall's feed; 0 when nothing has happened."""
    return conn.execute(_last, {"hall": hall_id}).scalar_one_or_none() or 0


def among(conn: Connection, hall_id: str, event_ids: Collection[str]) -> set[str]:
    """Those of the events that stand in a hall's feed."""
    here = (hall_feed.c.hall_id == hall_id, hall_feed.c.event_id.in_(event_ids))
    return set(conn.execute(select(hall_feed.c.event_id).where(*here)).scalars())


def page(conn: Connection, hall_id: str, after: int, limit: int) -> list[dict[str, object]]:
    """Rows after a position, in order: the public journal columns and the feed's ``seq``."""
    statement = _page_on_postgresql if on_postgresql(conn) else _page
    found = conn.execute(statement, {"hall": hall_id, "after": after, "most": limit}).mappings()
    return [_shown(row) for row in found]


def _shown(row: RowMapping) -> dict[str, object]:
    shown = {name: row[name] for name in ("seq", *_SHOWN)}
    if not known_schema(row["schema"]):
        return {**shown, "kind": UNREAD, "payload": {}}
    return {**shown, "payload": parse(row["payload"])}
