"""New rows reach SQLite in few statements, however many they are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Column, Connection, Integer, LargeBinary, MetaData, String, Table, event, select
from sqlalchemy.exc import IntegrityError

from app.db.dialect import insert_many
from app.db.engine import open_hub

sheets = Table(
    "sheets",
    MetaData(),
    Column("hall_id", String(64), primary_key=True),
    Column("id", Integer, primary_key=True),
    Column("text", String(64)),
    Column("bytes", LargeBinary),
)


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[Connection]:
    """A connection to a hub's SQLite that has the table."""
    with closing(open_hub(f"sqlite:///{tmp_path / 'hub.db'}")) as store, store.engine.begin() as opened:
        sheets.create(opened)
        yield opened


def rows(count: int) -> list[dict[str, object]]:
    return [
        {"hall_id": "h", "id": n, "text": None if n % 3 else "一", "bytes": b"\0\xff"} for n in range(count)
    ]


@pytest.mark.parametrize("count", [0, 1, 31, 32, 33, 64, 500, 511, 512, 513, 1_100])
def test_all_of_them_stand_there_as_they_were(conn: Connection, count: int) -> None:
    statements: list[str] = []
    event.listen(conn.engine, "before_cursor_execute", lambda *said: statements.append(said[2]))
    insert_many(conn, sheets, rows(count))
    assert len(statements) <= 2 + count // 512
    kept = conn.execute(select(sheets).order_by(sheets.c.id)).mappings()
    assert [dict(row) for row in kept] == rows(count)


def test_any_number_of_rows_is_written_with_few_different_statements(conn: Connection) -> None:
    """Each would have to be prepared, and kept, for itself."""
    statements: set[str] = set()
    event.listen(conn.engine, "before_cursor_execute", lambda *said: statements.add(said[2]))
    for count in range(1, 201):
        with conn.begin_nested() as taken_back:
            insert_many(conn, sheets, rows(count))
            taken_back.rollback()
    assert len([statement for statement in statements if "INSERT" in statement]) == 31 + 200 // 32


def test_a_row_that_is_there_already_is_told_and_none_is_written(conn: Connection) -> None:
    insert_many(conn, sheets, rows(1))
    with pytest.raises(IntegrityError), conn.begin_nested():
        insert_many(conn, sheets, rows(100)[::-1])
    assert conn.execute(select(sheets.c.id)).scalars().all() == [0]
