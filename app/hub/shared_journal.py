"""The hub's own chain in a hall, which all its workers write."""

from __future__ import annotations

from sqlalchemy import Connection

from app.db.dialect import insert_ignore
from app.journal.append import Journal
from app.journal.chain import GENESIS
from app.journal.model import Author, Event, NewEvent, Node, heads


class SharedJournal(Journal):
    """A journal whose first row may be written by two workers at once."""

    _begun = False

    def append(self, conn: Connection, author: Author, event: NewEvent) -> Event:
        """See Journal. The head is made first, so that the second worker waits for the first one's row."""
        if not self._begun:
            self._begun = not begin_chain(conn, self.node, own=1)
        return super().append(conn, author, event)


def begin_chain(conn: Connection, node: Node, own: int) -> bool:
    """Make the head of a chain, unless somebody was faster; true when it is new."""
    key = {"hall_id": node.hall_id, "node": node.node, "incarnation": node.incarnation}
    return insert_ignore(conn, heads, [{**key, "seq": 0, "hash": GENESIS, "own": own}]) > 0
