"""How far the journal of a store reached, told in a small file beside it.

SQLite drops the end of a write-ahead log that is spoilt, and a data file can be exchanged for an older one:
what is left is whole in itself, so nobody would know. The file is written after each commit and waits for no
disk: it may tell less than there was, never more.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.exc import DatabaseError

from app.journal.model import heads
from devices.decoding import from_json

ENDING = "-reached"
"""What the file's name has beyond that of its store."""
_own_chains = select(heads.c.incarnation, heads.c.seq).where(heads.c.own == 1)
_Reached = dict[str, int]


class Witness:
    """The file beside the store ``path``."""

    def __init__(self, path: Path) -> None:
        self._file = path.with_name(path.name + ENDING)
        self._told: _Reached = {}

    def note(self, conn: Connection) -> None:
        """Tell how far each own chain reaches, after a commit. Where it cannot be told the commit stands."""
        with suppress(DatabaseError, OSError):
            reached = _reached(conn)
            if reached != self._told:
                self._write(msgspec.json.encode(reached))
                self._told = reached

    def _write(self, text: bytes) -> None:
        # In place: a file that is cut short first is written to the disk at once, and could be found empty.
        with self._file.open("r+b" if self._file.exists() else "wb") as file:
            file.write(text.ljust(os.fstat(file.fileno()).st_size))

    def missing(self, conn: Connection) -> int:
        """How many rows of its own the store had once and has no more; 0 where nothing is told."""
        try:
            # Before the store is read: another process may be writing both, this one last.
            told = from_json(self._file.read_bytes(), _Reached)
        except (OSError, msgspec.DecodeError):
            return 0
        reached = _reached(conn)
        return sum(max(0, seq - reached.get(life, 0)) for life, seq in told.items())


def _reached(conn: Connection) -> _Reached:
    return {row.incarnation: row.seq for row in conn.execute(_own_chains)}
