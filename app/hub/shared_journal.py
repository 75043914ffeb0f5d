"""The hub's own chain in a hall, which all its workers write."""

from __future__ import annotations

from sqlalchemy import Connection

from app.db.dialect import insert_ignore
from app.journal.append import Journal
from app.journal.chain import GENESIS
from app.journal.model import Author, Event, NewEvent, heads


class SharedJournal(Journal):
    """A journal whose first row may be written by two workers at once."""

    _begun = False

    def append(self, conn: Connection, author: Author, event: NewEvent) -> Event:
        """See Journal. The head is made first, so that the second worker waits for the first one's row."""
        if not self._begun:
            key = {"hall_id": self.node.hall_id, "node": self.node.node, "incarnation": self.node.incarnation}
            self._begun = not insert_ignore(conn, heads, [{**key, "seq": 0, "hash": GENESIS, "own": 1}])
        return super().append(conn, author, event)
