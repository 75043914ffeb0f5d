"""Between the wire and the journal: a row as it travels, as it is stored, as an event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, cast

import msgspec
from sqlalchemy import Connection

from app.db.dialect import insert_many
from app.journal.chain import NO_PRIVATE, digest_private, parse, row_hash
from app.journal.model import Event, Json, Node, journal, journal_private
from app.sync.wire import PushedEvent

_NONE: Mapping[int, int] = MappingProxyType({})


def intact(node: Node, pushed: PushedEvent) -> bool:
    """Whether a row is what its node wrote: its hash, and the digest of its personal data if they came."""
    if row_hash(pushed.prev_hash, hashed(node, pushed), pushed.payload.encode()) != pushed.hash:
        return False
    if pushed.private is None:
        return True
    digest = digest_private(pushed.private.salt, pushed.private.body.encode())
    return pushed.private_digest != NO_PRIVATE and digest == pushed.private_digest


def keep(
    conn: Connection, node: Node, rows: Sequence[PushedEvent], doubled: Mapping[int, int] = _NONE
) -> None:
    """Store rows of a chain as they are, with their personal data. ``doubled``: by place, the repetition of
    an id that another row had first; such a row is stored without personal data."""
    insert_many(
        conn,
        journal,
        [
            {
                **hashed(node, each),
                "payload": each.payload,
                "prev_hash": each.prev_hash,
                "hash": each.hash,
                "doubled": doubled.get(each.seq, 0),
            }
            for each in rows
        ],
    )
    insert_many(
        conn,
        journal_private,
        [
            {"hall_id": node.hall_id, "event_id": each.id, "salt": body.salt, "body": body.body}
            for each in rows
            if (body := each.private) is not None and each.seq not in doubled
        ],
    )


def event(node: Node, pushed: PushedEvent) -> Event:
    """The event that a row tells of."""
    columns: dict[str, Any] = {
        **hashed(node, pushed),
        "payload": cast(dict[str, Json], parse(pushed.payload)),
        "private": cast(dict[str, Json], parse(pushed.private.body)) if pushed.private else None,
        "prev_hash": pushed.prev_hash,
        "hash": pushed.hash,
    }
    return Event(**columns)


def hashed(node: Node, pushed: PushedEvent) -> dict[str, object]:
    """The columns that a row's hash covers besides its payload."""
    columns = msgspec.structs.asdict(pushed)
    for name in ("payload", "private", "prev_hash", "hash"):
        del columns[name]
    return {"hall_id": node.hall_id, "node": node.node, "incarnation": node.incarnation, **columns}
