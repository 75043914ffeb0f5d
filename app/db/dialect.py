"""The statements that SQLite and PostgreSQL spell differently, and those that write many rows at once.

On PostgreSQL many rows travel as one array a column, in binary: one statement, however many rows. Arrays in
text form cost several times as much there, and a statement a row costs a round trip each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Connection, Float, Integer, LargeBinary, Table
from sqlalchemy.dialects import sqlite

Row = Mapping[str, Any]

_ARRAYS: tuple[tuple[type, str], ...] = (
    (BigInteger, "int8"),
    (Integer, "int4"),
    (Boolean, "bool"),
    (Float, "float8"),
    (LargeBinary, "bytea"),
)
_TEXTS = "text"
_WORTH_COMPARING = 16


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
    """Insert rows that have the same columns, in one statement."""
    if rows:
        insert_columns(conn, table, {name: [row[name] for row in rows] for name in rows[0]})


def insert_columns(conn: Connection, table: Table, columns: Mapping[str, Sequence[Any]]) -> None:
    """Insert rows that are given by their columns, all of the same length, in one statement."""
    rows = len(next(iter(columns.values())))
    if rows == 0:
        return
    if not on_postgresql(conn):
        statement = _insertion(table, (), tuple(columns), False)
        conn.exec_driver_sql(statement, list(zip(*columns.values(), strict=True)))
        return
    # Most rows of a batch share hall, window, day …: what is the same need not travel for each of them.
    same = {n: v[0] for n, v in columns.items() if rows >= _WORTH_COMPARING and v.count(v[0]) == rows}
    different = {name: list(values) for name, values in columns.items() if name not in same}
    statement = _insertion(table, tuple(same), tuple(different), True)
    conn.exec_driver_sql(statement, (*same.values(), *different.values()))


def upsert(conn: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows or overwrite the ones with the same primary key; of two with one key the last one stays."""
    if rows:
        names = tuple(rows[0])
        keys = tuple(column.name for column in table.primary_key)
        insertion = _insertion(table, (), names, on_postgresql(conn))
        statement = f"{insertion} {_overwriting(table, names, keys)}"
        _write(conn, statement, names, _last_of_each(rows, keys))


def update_many(conn: Connection, table: Table, keys: tuple[str, ...], rows: Sequence[Row]) -> None:
    """Set the other columns of ``rows`` where ``keys`` agree, in one statement; the last one of a key counts.
    A key that is not there changes nothing."""
    if rows:
        changed = tuple(name for name in rows[0] if name not in keys)
        names = (*changed, *keys)
        statement = _change(table, changed, keys, on_postgresql(conn))
        _write(conn, statement, names, _last_of_each(rows, keys))


def _last_of_each(rows: Sequence[Row], keys: tuple[str, ...]) -> Sequence[Row]:
    return list({tuple(row[key] for key in keys): row for row in rows}.values())


def _write(conn: Connection, statement: str, names: tuple[str, ...], rows: Sequence[Row]) -> None:
    if on_postgresql(conn):
        conn.exec_driver_sql(statement, tuple([row[name] for row in rows] for name in names))
    else:
        conn.exec_driver_sql(statement, [tuple(row[name] for name in names) for row in rows])


@cache
def _insertion(table: Table, same: tuple[str, ...], names: tuple[str, ...], arrays: bool) -> str:
    if arrays:
        shared = "".join(f"%b::{_array_type(table.c[name])}, " for name in same)
        values = f"SELECT {shared}new.* FROM {_arrays(table, names)} AS new"
    else:
        values = f"VALUES ({', '.join('?' * (len(same) + len(names)))})"
    return f"INSERT INTO {_quoted([table.name])} ({_quoted((*same, *names))}) {values}"


@cache
def _overwriting(table: Table, names: tuple[str, ...], keys: tuple[str, ...]) -> str:
    written = ", ".join(f"{_quoted([n])} = excluded.{_quoted([n])}" for n in names if n not in keys)
    return f"ON CONFLICT ({_quoted(keys)}) DO UPDATE SET {written}"


@cache
def _change(table: Table, changed: tuple[str, ...], keys: tuple[str, ...], arrays: bool) -> str:
    name = _quoted([table.name])
    if not arrays:
        values = ", ".join(f"{_quoted([column])} = ?" for column in changed)
        where = " AND ".join(f"{_quoted([key])} = ?" for key in keys)
        return f"UPDATE {name} SET {values} WHERE {where}"
    values = ", ".join(f"{_quoted([column])} = new.{_quoted([column])}" for column in changed)
    where = " AND ".join(f"{name}.{_quoted([key])} = new.{_quoted([key])}" for key in keys)
    source = f"{_arrays(table, (*changed, *keys))} AS new ({_quoted((*changed, *keys))})"
    return f"UPDATE {name} SET {values} FROM {source} WHERE {where}"


def _arrays(table: Table, names: Iterable[str]) -> str:
    return f"unnest({', '.join(f'%b::{_array_type(table.c[name])}[]' for name in names)})"


def _array_type(column: Column[Any]) -> str:
    return next((array for kind, array in _ARRAYS if isinstance(column.type, kind)), _TEXTS)


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
