"""New rows reach PostgreSQL by COPY: as they are, and with errors like those of any statement."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    select,
)
from sqlalchemy.exc import IntegrityError

from app.db.dialect import insert_many
from app.db.engine import open_hub
from app.main.bench.postgres import PostgresServer

shapes = Table(
    "shapes",
    MetaData(),
    Column("hall_id", String(64), primary_key=True),
    Column("id", Integer, primary_key=True),
    Column("text", String(64)),
    Column("bytes", LargeBinary),
    Column("flag", Boolean),
    Column("share", Float),
)


@pytest.fixture
def conn(postgres: PostgresServer) -> Iterator[Connection]:
    """A connection to a database that has the table."""
    with closing(open_hub(postgres.new_database())) as store, store.engine.begin() as opened:
        shapes.create(opened)
        yield opened


def row(number: int, text: str | None = "一", *, share: float | None = 0.1) -> dict[str, object]:
    return {
        "hall_id": "h",
        "id": number,
        "text": text,
        "bytes": b"\0\xff",
        "flag": number > 0,
        "share": share,
    }


def test_what_is_copied_in_stands_there_as_it_was(conn: Connection) -> None:
    rows = [row(2**31 - 1, ""), row(-7, "a\tb\\N\n\"'"), row(0, None, share=None)]
    insert_many(conn, shapes, rows)
    assert [dict(kept) for kept in conn.execute(select(shapes)).mappings()] == rows


def test_a_row_that_is_there_already_is_told_like_by_any_insertion(conn: Connection) -> None:
    insert_many(conn, shapes, [row(1)])
    with pytest.raises(IntegrityError), conn.begin_nested():
        insert_many(conn, shapes, [row(2), row(1)])
    insert_many(conn, shapes, [row(3)])
    assert conn.execute(select(shapes.c.id).order_by(shapes.c.id)).scalars().all() == [1, 3]
