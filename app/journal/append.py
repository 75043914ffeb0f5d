"""The one write path: append an event to the own chain and let the projections follow."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from app.core.clock import Clock, to_text
from app.core.errors import StoreBug
from app.core.ids import new_id
from app.journal.chain import GENESIS, NO_PRIVATE, canonical, digest_private, row_hash
from app.journal.model import Author, Event, NewEvent, Node, Projections, heads, journal, journal_private

_SALT_BYTES = 16
_LARGEST = 3 << 20
"""Bytes of an event's payload and personal data together: a hub takes a push of 8 MiB, and JSON within JSON
may double them."""
_own_head = (
    select(heads.c.incarnation, heads.c.seq, heads.c.hash)
    .where(heads.c.hall_id == bindparam("hall"), heads.c.node == bindparam("own_node"), heads.c.own == 1)
    .order_by(heads.c.incarnation.desc())
    .limit(1)
    .with_for_update()
)
_move_head = (
    update(heads)
    .where(
        heads.c.hall_id == bindparam("hall"),
        heads.c.node == bindparam("own_node"),
        heads.c.incarnation == bindparam("life"),
    )
    .values(seq=bindparam("new_seq"), hash=bindparam("new_hash"))
)
_insert_row = insert(journal)
_insert_private = insert(journal_private)


class Journal:
    """Appends to the chain of one node. Use it only inside Store.transact.

    ``node`` says who writes; in which life is read with every row, so that a life that began meanwhile
    (app.journal.node.begin_life) is continued at once. ``node.incarnation`` is the first one.
    """

    def __init__(self, node: Node, projections: Projections, clock: Clock) -> None:
        self.node = node
        self._projections = projections
        self._clock = clock

    def append(self, conn: Connection, author: Author, event: NewEvent) -> Event:
        """Write one event with the next sequence number and project it; returns the row.

        Raises StoreBug: ``journal.unknown_kind`` for a kind that no feature projects, since an event that
        changes nothing here would be lost for the clerk; ``journal.too_large`` for one that no hub would ever
        take, so that it would hold up all that come after it.
        """
        project = self._projections.get(event.kind)
        if project is None:
            raise StoreBug("journal.unknown_kind", kind=event.kind)
        own = {"hall": self.node.hall_id, "own_node": self.node.node}
        head = conn.execute(_own_head, own).first()
        seq, prev_hash = (head.seq + 1, head.hash) if head else (1, GENESIS)
        payload = canonical(event.payload)
        private = b"" if event.private is None else canonical(event.private)
        if len(payload) + len(private) > _LARGEST:
            raise StoreBug("journal.too_large", kind=event.kind)
        columns = self._columns(author, event, seq)
        columns["incarnation"] = head.incarnation if head else self.node.incarnation
        if event.private is None:
            columns["private_digest"] = NO_PRIVATE
        else:
            columns["private_digest"] = self._store_private(conn, str(columns["id"]), private)
        columns["hash"] = row_hash(prev_hash, columns, payload)
        columns["prev_hash"] = prev_hash
        conn.execute(_insert_row, {**columns, "payload": payload.decode()})
        self._advance(conn, columns, first=head is None)
        written = Event(**columns, payload=event.payload, private=event.private)
        project(conn, written)
        return written

    def _columns(self, author: Author, event: NewEvent, seq: int) -> dict[str, Any]:
        return {
            "hall_id": self.node.hall_id,
            "node": self.node.node,
            "incarnation": self.node.incarnation,
            "seq": seq,
            "id": new_id(),
            "kind": event.kind,
            "subject": event.subject,
            "base_version": event.base_version,
            "at": to_text(self._clock.now()),
            "actor": author.actor,
            "acting_for": author.acting_for,
            "authority": author.authority,
            "window": author.window,
        }

    def _store_private(self, conn: Connection, event_id: str, body: bytes) -> str:
        salt = secrets.token_bytes(_SALT_BYTES)
        row = {"hall_id": self.node.hall_id, "event_id": event_id, "salt": salt, "body": body.decode()}
        conn.execute(_insert_private, row)
        return digest_private(salt, body)

    def _advance(self, conn: Connection, written: dict[str, Any], *, first: bool) -> None:
        key = {"hall": written["hall_id"], "own_node": written["node"], "life": written["incarnation"]}
        if first:
            row = {name: written[name] for name in ("hall_id", "node", "incarnation", "seq", "hash")}
            conn.execute(insert(heads), {**row, "own": 1})
        else:
            conn.execute(_move_head, {**key, "new_seq": written["seq"], "new_hash": written["hash"]})
