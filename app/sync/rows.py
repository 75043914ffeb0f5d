"""Between the wire and the journal: a row as it travels, as it is stored, as an event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType
from typing import cast

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, func, insert, select

from app.db.dialect import Values, insert_rows
from app.journal.chain import NO_PRIVATE, digest_private, parse, row_hash
from app.journal.model import SCHEMA, Event, Json, Node, excerpts, journal, journal_private
from app.sync.wire import PushedEvent

_NONE: Mapping[int, int] = MappingProxyType({})
_BESIDE = ("private", "schema", "clock_offset_s")
_OWN = tuple(name for name in PushedEvent.__struct_fields__ if name not in _BESIDE)
_own_columns = attrgetter(*_OWN)
_JOURNAL = ("hall_id", "node", "incarnation", *_OWN, "doubled", "schema", "clock_offset_s")
_PRIVATE = ("hall_id", "event_id", "salt", "body")


def intact(node: Node, pushed: PushedEvent) -> bool:
    """Whether a row is what its node wrote: its hash, and the digest of its personal data if they came."""
    if row_hash(pushed.prev_hash, _covered(node, pushed), pushed.payload.encode()) != pushed.hash:
        return False
    if pushed.private is None:
        return True
    digest = digest_private(pushed.private.salt, pushed.private.body.encode())
    return pushed.private_digest != NO_PRIVATE and digest == pushed.private_digest


class Stored(Struct, frozen=True):
    """Rows of a chain as their two tables take them."""

    public: list[Values]
    private: list[Values]

    def insert(self, conn: Connection) -> None:
        """Put them there."""
        insert_rows(conn, journal, _JOURNAL, self.public)
        insert_rows(conn, journal_private, _PRIVATE, self.private)


def stored(
    node: Node, rows: Sequence[PushedEvent], doubled: Mapping[int, int] = _NONE, schema: int = SCHEMA
) -> Stored:
    """Rows of a chain as they are, with their personal data. ``doubled``: by place, the repetition of an id
    that another row had first; such a row is stored without personal data. ``schema``: of the rows that say
    none."""
    chain = (node.hall_id, node.node, node.incarnation)
    public = [
        (*chain, *_own_columns(each), doubled.get(each.seq, 0), each.schema or schema, each.clock_offset_s)
        for each in rows
    ]
    private = [
        (node.hall_id, each.id, body.salt, body.body)
        for each in rows
        if (body := each.private) and each.seq not in doubled
    ]
    return Stored(public, private)


def keep(conn: Connection, node: Node, rows: Sequence[PushedEvent]) -> None:
    """Store rows of a chain, each with an id that no other row has."""
    stored(node, rows).insert(conn)


def came_in(conn: Connection, hall_id: str, refused: Mapping[str, str], after: tuple[str, int]) -> None:
    """Say of rows, by event id, why they change nothing here (empty: they do), that they came from elsewhere,
    and after which own row (its life and seq) they count."""
    last = conn.execute(select(func.max(excerpts.c.place)).where(excerpts.c.hall_id == hall_id)).scalar()
    where = {"hall_id": hall_id, "after_incarnation": after[0], "after_seq": after[1]}
    rows = [
        {**where, "event_id": each, "place": (last or 0) + at, "refused": why}
        for at, (each, why) in enumerate(refused.items(), 1)
    ]
    if rows:
        conn.execute(insert(excerpts), rows)


def event(node: Node, pushed: PushedEvent) -> Event:
    """The event that a row tells of."""
    return Event(
        node.hall_id,
        node.node,
        node.incarnation,
        pushed.seq,
        pushed.id,
        pushed.kind,
        pushed.subject,
        pushed.base_version,
        pushed.at,
        pushed.actor,
        pushed.acting_for,
        pushed.authority,
        pushed.window,
        cast("dict[str, Json]", parse(pushed.payload)),
        cast("dict[str, Json]", parse(pushed.private.body)) if pushed.private else None,
        pushed.private_digest,
        pushed.prev_hash,
        pushed.hash,
    )


class _Covered(msgspec.Struct):
    """What ``hashed`` gives, with its keys in the order of the canonical text: several times as fast."""

    acting_for: str
    actor: str
    at: str
    authority: str
    base_version: int
    hall_id: str
    id: str
    incarnation: str
    kind: str
    node: str
    private_digest: str
    seq: int
    subject: str
    window: str


def _covered(node: Node, pushed: PushedEvent) -> _Covered:
    return _Covered(
        pushed.acting_for,
        pushed.actor,
        pushed.at,
        pushed.authority,
        pushed.base_version,
        node.hall_id,
        pushed.id,
        node.incarnation,
        pushed.kind,
        node.node,
        pushed.private_digest,
        pushed.seq,
        pushed.subject,
        pushed.window,
    )


def hashed(node: Node, pushed: PushedEvent) -> dict[str, object]:
    """The columns that a row's hash covers besides its payload."""
    columns = msgspec.structs.asdict(pushed)
    for name in ("payload", "prev_hash", "hash", *_BESIDE):
        del columns[name]
    return {"hall_id": node.hall_id, "node": node.node, "incarnation": node.incarnation, **columns}
