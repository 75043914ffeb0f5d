"""A clerk at work who acknowledges every command: run as a module with FOLDER VISITS SYNC.

After each command the newest sequence number of the journal is appended to the file ``acknowledged`` in the
folder: from then on a clerk may have told a citizen that it is done. ``SYNC`` is SQLite's ``synchronous``.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import event

from app.journal.read import head_of
from tests.support.counter import NODE, counter
from tests.support.desk_process import work

SMALL_WAL_PAGES = 60
"""The log is folded into the file this often, so that many cuts fall into it."""


def main(folder: Path, visits: int, synchronous: str) -> None:
    """See the module."""
    here = counter(folder)
    here.store.engine.dispose()

    @event.listens_for(here.store.engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA synchronous={synchronous}")
        connection.execute(f"PRAGMA wal_autocheckpoint={SMALL_WAL_PAGES}")

    told = os.open(folder / "acknowledged", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for _ in range(visits):
        for _visit in work(here):
            with here.store.read() as conn:
                seq, _hash = head_of(conn, NODE)
            os.write(told, f"{seq}\n".encode())
    os.close(told)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
