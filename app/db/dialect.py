"""The few statements that SQLite and PostgreSQL spell differently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Insert, Table
from sqlalchemy.dialects import sqlite

Row = Mapping[str, Any]


def _insert(conn: Connection, table: Table) -> Any:
    if conn.dialect.name == "postgresql":
        # Only hubs have it; a window need not load it.
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    return sqlite.insert(table)


def insert_ignore(conn: Connection, table: Table, rows: Sequence[Row]) -> int:
    """Insert rows, leaving out those whose key is there already. Returns how many were new."""
    if not rows:
        return 0
    statement: Insert = _insert(conn, table).on_conflict_do_nothing()
    # One by one: a driver that batches does not say how many of the batch were new.
    return sum(conn.execute(statement, row).rowcount for row in rows)


def upsert(conn: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows or overwrite the ones with the same primary key."""
    if not rows:
        return
    statement = _insert(conn, table)
    keys = [column.name for column in table.primary_key]
    written = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    conn.execute(statement.on_conflict_do_update(index_elements=keys, set_=written), list(rows))
