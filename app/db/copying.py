"""New rows by COPY, PostgreSQL's shortest way in, as a statement among the others of a connection.

So a failure of it is one of SQLAlchemy's errors, and a connection that broke meanwhile is put away.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import ExecutionContext

_OPTION = "copied"


class _Copied(Struct, frozen=True):
    types: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]


def allow(engine: Engine) -> None:
    """Let ``copy_in`` be used on the connections of an engine of PostgreSQL."""

    @event.listens_for(engine, "do_execute")
    def copy_rows(cursor: Any, statement: str, _: object, context: ExecutionContext) -> bool:
        copied = context.execution_options.get(_OPTION)
        if copied is None:
            return False
        with cursor.copy(statement) as copy:
            copy.set_types(copied.types)
            for row in copied.rows:
                copy.write_row(row)
        return True


def copy_in(
    conn: Connection, statement: str, types: tuple[str, ...], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Execute ``COPY … FROM STDIN (FORMAT BINARY)`` with rows of columns of these types."""
    conn.exec_driver_sql(statement, execution_options={_OPTION: _Copied(types, rows)})
