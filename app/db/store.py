"""A store: one database and the only two ways into it.

Writing: ``transact(work)`` runs the whole piece of work in one transaction and, on PostgreSQL, runs it
again from the start when the server says that a retry is right or leaves the outcome of the commit open.
Work must therefore be repeatable, also after its own commit: it gets everything from its arguments and the
connection, has no other effect, and recognises what it has already written.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError, DBAPIError

from app.core.errors import StoreUnavailable
from app.db.doubt import notices_of
from app.db.failures import is_retryable, translate

T = TypeVar("T")
_ATTEMPTS = 8
_FIRST_PAUSE_S = 0.01


class Store:
    """The database of a window or a hub."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._one_writer = threading.Lock() if engine.dialect.name == "sqlite" else None
        self._pause = threading.Event()
        self.committed: Callable[[Connection], None] | None = None
        """Called after each commit to SQLite, on the thread that wrote. Must not raise."""

    @property
    def writes_in_turn(self) -> bool:
        """Whether a transaction that writes waits for the one before it to end, as on SQLite."""
        return self._one_writer is not None

    def transact(self, work: Callable[[Connection], T]) -> T:
        """Run ``work`` in one write transaction and return its result after the commit.

        Raises StoreUnavailable when the environment is at fault (disk full, locked, read-only, gone) and
        lets the AppErrors of ``work`` pass; then nothing of ``work`` is stored. Only after
        ``store.outcome_unknown`` it may be.
        """
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                certain, result = self._once(work)
            except DBAPIError as error:
                if attempt == _ATTEMPTS or not is_retryable(error):
                    raise translate(error) from error
            else:
                if certain:
                    return result
            self._pause.wait(random.uniform(0, _FIRST_PAUSE_S * 2**attempt))
        raise StoreUnavailable("store.outcome_unknown")

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection whose reads all see the same state; nothing written through it is kept."""
        try:
            with self.engine.connect() as conn:
                if self._one_writer is None:
                    yield conn.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
                    return
                conn.exec_driver_sql("BEGIN")
                yield conn
                conn.rollback()
        except DatabaseError as error:
            raise translate(error) from error

    def copy_to(self, file: Path) -> None:
        """Write all of an SQLite store into a new file, with its encryption and what is still in the
        write-ahead log. Raises StoreUnavailable; then part of a file may stand there."""
        try:
            with self.engine.connect() as conn:
                # As an address: a path need not be text.
                conn.exec_driver_sql("VACUUM INTO ?", (file.absolute().as_uri(),))
        except DatabaseError as error:
            raise translate(error) from error

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def _once(self, work: Callable[[Connection], T]) -> tuple[bool, T]:
        """Whether the commit is beyond doubt, and the result."""
        if self._one_writer is None:
            with self.engine.connect() as conn:
                notices_of(conn).clear()
                with conn.begin():
                    result = work(conn)
                return not notices_of(conn), result
        with self._one_writer, self.engine.connect() as conn:
            conn.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                result = work(conn)
            except BaseException:
                conn.rollback()
                raise
            conn.commit()
            if self.committed is not None:
                self.committed(conn)
            return True, result
