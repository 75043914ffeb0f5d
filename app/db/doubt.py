"""Commits whose outcome is unknown.

A distributed PostgreSQL (Citus) whose worker dies in the middle of a commit tells the client success and
only warns: notice 01000 "failed to commit transaction on …", or one of class 08 or 57. Whoever believes the
success loses rows, so such a commit counts as unknown and the whole transaction runs again.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, event

_NOTICES = "doubtful_notices"
_WORDS = "failed to commit"
_STATES = ("08", "57")


def watch(engine: Engine) -> None:
    """Remember, for each connection of a PostgreSQL engine, the notices that put a commit in doubt."""

    @event.listens_for(engine, "connect")
    def listen(connection: Any, record: Any) -> None:
        notices: list[str] = []
        record.info[_NOTICES] = notices

        def hear(notice: Any) -> None:
            state, text = notice.sqlstate or "", notice.message_primary or ""
            if state.startswith(_STATES) or _WORDS in text:
                notices.append(state)

        connection.add_notice_handler(hear)


def notices_of(conn: Connection) -> list[str]:
    """The states of the doubtful notices since the list was cleared; always empty on SQLite."""
    found: list[str] = conn.info.get(_NOTICES, [])
    return found
