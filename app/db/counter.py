"""Numbers without gaps: a counter row, moved in the transaction that uses its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sqlalchemy import Column, Connection, Table, bindparam, update
from sqlalchemy.sql.dml import ReturningUpdate

from app.db.dialect import insert_ignore


def take(conn: Connection, table: Table, last: Column[int], key: Mapping[str, str], count: int = 1) -> int:
    """Move the counter row at ``key`` on by ``count`` and return its new last number.

    The row stays locked until the transaction ends, so numbers follow the order of commits; a transaction
    that fails gives its numbers back.
    """
    move = _move(table, last, tuple(key))
    facts = {**{f"key_{name}": value for name, value in key.items()}, "count": count}
    moved: int | None = conn.execute(move, facts).scalar()
    if moved is None:
        insert_ignore(conn, table, [{**key, last.name: 0}])
        moved = conn.execute(move, facts).scalar_one()
    return moved


@cache
def _move(table: Table, last: Column[int], names: tuple[str, ...]) -> ReturningUpdate[int]:
    here = [table.c[name] == bindparam(f"key_{name}") for name in names]
    return update(table).where(*here).values({last: last + bindparam("count")}).returning(last)
