"""The statements that SQLite and PostgreSQL spell differently, and those that write many rows at once.

On PostgreSQL new rows travel by COPY (app.db.copying), and rows that may be there already as one array a
column; both in binary: one statement, however many rows. Text costs several times as much there, and a
statement a row costs a round trip each. On SQLite new rows go in many a statement: with a row a statement
every row costs as much again when it is a short one, and the threads of Python take turns at each.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Connection, Float, Integer, LargeBinary, Table
from sqlalchemy.dialects import sqlite

from app.db.copying import copy_in

_TOGETHER, _MOST_TOGETHER = 32, 512
"""On SQLite a statement inserts a multiple of this many rows, at most so many, or fewer than one multiple."""

Row = Mapping[str, Any]
Values = tuple[Any, ...]

_TYPES: tuple[tuple[type, str], ...] = (
    (BigInteger, "int8"),
    (Integer, "int4"),
    (Boolean, "bool"),
    (Float, "float8"),
    (LargeBinary, "bytea"),
)
_TEXT = "text"


def on_postgresql(conn: Connection) -> bool:
    """Whether this is a hub's PostgreSQL; else it is SQLite."""
    return conn.dialect.name == "postgresql"


def insert_ignore(conn: Connection, table: Table, rows: Sequence[Row]) -> int:
    """Insert rows, leaving out those whose key is there already. Returns how many were new."""
    if not rows:
        return 0
    if on_postgresql(conn):
        # Only hubs have it; a window need not load it.
        from sqlalchemy.dialects import postgresql

        statement: Any = postgresql.insert(table).on_conflict_do_nothing()
    else:
        statement = sqlite.insert(table).on_conflict_do_nothing()
    # One by one: a driver that batches does not say how many of the batch were new.
    return sum(conn.execute(statement, row).rowcount for row in rows)


def insert_many(conn: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows that have the same columns."""
    if rows:
        names = tuple(rows[0])
        insert_rows(conn, table, names, list(map(itemgetter(*names), rows)))


def insert_rows(conn: Connection, table: Table, names: tuple[str, ...], rows: Sequence[Values]) -> None:
    """Insert rows that are given by the values of the columns ``names``."""
    if not rows:
        return
    if on_postgresql(conn):
        copy_in(conn, *_copying(table, names), rows)
        return
    for portion in _portions(rows):
        values = tuple(chain.from_iterable(portion))
        conn.exec_driver_sql(_insertion(table, names, len(portion)), values)


def _portions(rows: Sequence[Values]) -> Iterator[Sequence[Values]]:
    """Few portions of few different lengths, since every length is a statement of its own."""
    at = 0
    while at < len(rows):
        left = len(rows) - at
        length = min(left - left % _TOGETHER or left, _MOST_TOGETHER)
        yield rows[at : at + length]
        at += length


def upsert(conn: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows or overwrite the ones with the same primary key; of two with one key the last one stays."""
    _overwrite(conn, table, rows)


def keep_least(conn: Connection, table: Table, rows: Sequence[Row], *, by: str) -> None:
    """Insert rows; of those with the same primary key the one whose column ``by`` is the least stays, in
    whatever order they come. ``by``: ASCII text, all of one form, which every collation orders alike."""
    falling = sorted(rows, key=itemgetter(by), reverse=True)
    _overwrite(conn, table, falling, f'WHERE excluded."{by}" < "{table.name}"."{by}"')


def _overwrite(conn: Connection, table: Table, rows: Sequence[Row], condition: str = "") -> None:
    if rows:
        names = tuple(rows[0])
        insertion = _insertion_of_arrays(table, names) if on_postgresql(conn) else _insertion(table, names)
        statement = f"{insertion} {_overwriting(table, names)} {condition}"
        _write(conn, statement, names, _last_of_each(table, rows))


def update_many(conn: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Set the other columns of ``rows`` where the primary key agrees, in one statement; of two with one key
    the last one counts. A key that is not there changes nothing."""
    if rows:
        keys = _primary_key(table)
        changed = tuple(name for name in rows[0] if name not in keys)
        statement = _change(table, changed, on_postgresql(conn))
        _write(conn, statement, (*changed, *keys), _last_of_each(table, rows))


@cache
def key_of(table: Table) -> Callable[[Row], Hashable]:
    """What tells a row of the table from every other: its values of the primary key."""
    return itemgetter(*_primary_key(table))


def _primary_key(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.primary_key)


def _last_of_each(table: Table, rows: Sequence[Row]) -> Sequence[Row]:
    return list({key: row for key, row in zip(map(key_of(table), rows), rows, strict=True)}.values())


def _write(conn: Connection, statement: str, names: tuple[str, ...], rows: Sequence[Row]) -> None:
    if on_postgresql(conn):
        conn.exec_driver_sql(statement, tuple([row[name] for row in rows] for name in names))
    else:
        conn.exec_driver_sql(statement, [tuple(row[name] for name in names) for row in rows])


@cache
def _copying(table: Table, names: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    into = f"{_quoted([table.name])} ({_quoted(names)})"
    return f"COPY {into} FROM STDIN (FORMAT BINARY)", tuple(_type(table.c[name]) for name in names)


@cache
def _insertion(table: Table, names: tuple[str, ...], count: int = 1) -> str:
    row = f"({', '.join('?' * len(names))})"
    return f"{_into(table, names)} VALUES {', '.join([row] * count)}"


@cache
def _insertion_of_arrays(table: Table, names: tuple[str, ...]) -> str:
    return f"{_into(table, names)} SELECT * FROM {_arrays(table, names)}"


def _into(table: Table, names: tuple[str, ...]) -> str:
    return f"INSERT INTO {_quoted([table.name])} ({_quoted(names)})"


@cache
def _overwriting(table: Table, names: tuple[str, ...]) -> str:
    keys = _primary_key(table)
    written = ", ".join(f"{_quoted([n])} = excluded.{_quoted([n])}" for n in names if n not in keys)
    return f"ON CONFLICT ({_quoted(keys)}) DO UPDATE SET {written}"


@cache
def _change(table: Table, changed: tuple[str, ...], arrays: bool) -> str:
    name, keys = _quoted([table.name]), _primary_key(table)
    if not arrays:
        values = ", ".join(f"{_quoted([column])} = ?" for column in changed)
        where = " AND ".join(f"{_quoted([key])} = ?" for key in keys)
        return f"UPDATE {name} SET {values} WHERE {where}"
    values = ", ".join(f"{_quoted([column])} = new.{_quoted([column])}" for column in changed)
    where = " AND ".join(f"{name}.{_quoted([key])} = new.{_quoted([key])}" for key in keys)
    source = f"{_arrays(table, (*changed, *keys))} AS new ({_quoted((*changed, *keys))})"
    return f"UPDATE {name} SET {values} FROM {source} WHERE {where}"


def _arrays(table: Table, names: Iterable[str]) -> str:
    return f"unnest({', '.join(f'%b::{_type(table.c[name])}[]' for name in names)})"


def _type(column: Column[Any]) -> str:
    return next((name for kind, name in _TYPES if isinstance(column.type, kind)), _TEXT)


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
