"""Numbers without gaps: a counter row, moved in the transaction that uses its numbers."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Column, Connection, Table, update

from app.db.dialect import insert_ignore


def take(conn: Connection, table: Table, last: Column[int], key: Mapping[str, str], count: int = 1) -> int:
    """Move the counter row at ``key`` on by ``count`` and return its new last number.

    The row stays locked until the transaction ends, so numbers follow the order of commits; a transaction
    that fails gives its numbers back.
    """
    here = [table.c[name] == value for name, value in key.items()]
    move = update(table).where(*here).values({last: last + count}).returning(last)
    moved = conn.execute(move).scalar()
    if moved is None:
        insert_ignore(conn, table, [{**key, last.name: 0}])
        moved = conn.execute(move).scalar_one()
    return moved
