"""The epoch of a hub's database: what cursors and acknowledgements of it are worth.

A restored copy, or a standby that took over, may lack rows that were acknowledged. So it gets a new epoch,
and a new incarnation for the hub's own chains: whoever meets another epoch than it knows compares what the
hub has with what it was acknowledged, and offers the rest again.

PostgreSQL tells by its system identifier and timeline whether it is still the one of before; that is asked
once on every connection, since a takeover breaks the old ones, and compared in every transaction. A file or a
disk that was put back cannot tell, and nothing beside it can that may have been put back with it. So the
program that restores says it (``renew_epoch``), and where nobody did, a reader's cursor does that stands
beyond the end of its feed (``doubt_epoch``).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select, update

from app.core.clock import to_text
from app.core.ids import new_id
from app.db.dialect import insert_ignore
from app.db.store import Store
from app.hub.model import Identity, hub_identity
from app.journal.node import later_id

_LINEAGE = "lineage"
_HUB = "hub-"
_DOUBTED_ONCE = timedelta(minutes=10)
_ASK = (
    "SELECT CASE WHEN pg_is_in_recovery() THEN '' ELSE system_identifier::text || '/' ||"
    " substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) END FROM pg_control_system()"
)
_known = select(hub_identity)
_identity = select(hub_identity.c.node, hub_identity.c.incarnation, hub_identity.c.epoch)


def identify(store: Store) -> Identity:
    """Who this hub is, with the epoch that holds now. Writes only when something has changed."""
    with store.read() as conn:
        known = conn.execute(_known).first()
        if known is not None and not _has_moved(conn, known.lineage):
            return Identity(known.node, known.incarnation, known.epoch)
    return store.transact(current)


def current(conn: Connection) -> Identity:
    """The same inside a transaction that writes."""
    known = conn.execute(_known).first()
    if known is not None and not _has_moved(conn, known.lineage):
        return Identity(known.node, known.incarnation, known.epoch)
    if known is None:
        fresh = {"name": "self", "node": f"{_HUB}{new_id()}", "incarnation": new_id(), "epoch": new_id()}
        insert_ignore(conn, hub_identity, [{**fresh, _LINEAGE: _behind(conn)}])
    else:
        # A database from before lineages were kept is the same one: only its lineage becomes known.
        # Of several workers that see it at once, one renews; the others wait for its row and read it.
        conn.execute(
            update(hub_identity)
            .where(hub_identity.c.lineage == known.lineage)
            .values(**_next_life(known) if known.lineage else {}, lineage=_behind(conn))
        )
    return Identity(*conn.execute(_identity).one())


def is_hub(node: str) -> bool:
    """Whether a node is a hub, by its name; no other device may write under such a name."""
    return node.startswith(_HUB)


def renew_epoch(store: Store) -> str:
    """Begin a new epoch, as after a restore; returns it. The lineage is the one found now."""

    def renew(conn: Connection) -> str:
        conn.execute(update(hub_identity).values(**_next_life(current(conn))))
        return current(conn).epoch

    return store.transact(renew)


def doubt_epoch(store: Store, now: datetime) -> None:
    """Begin a new epoch because a reader stands beyond the end of its feed: it has read what is not here.

    A cursor is easily invented, and a new epoch costs every window a comparison. So it happens once in
    ``_DOUBTED_ONCE``, as this database remembers; one that was put back remembers what it knew then.
    """
    at, lately = to_text(now), to_text(now - _DOUBTED_ONCE)

    def renew(conn: Connection) -> None:
        doubted = hub_identity.c.doubted_at
        fresh = {**_next_life(current(conn)), "doubted_at": at}
        conn.execute(update(hub_identity).where(~doubted.between(lately, at)).values(**fresh))

    store.transact(renew)


def _next_life(known: Identity | Row[Any]) -> dict[str, str]:
    return {"epoch": new_id(), "incarnation": later_id(new_id(), known.incarnation)}


def _has_moved(conn: Connection, lineage: str) -> bool:
    behind = _behind(conn)
    return behind not in ("", lineage)


def _behind(conn: Connection) -> str:
    """Which database stands behind a connection: asked once, for a takeover breaks connections."""
    if conn.dialect.name != "postgresql":
        return ""
    if not conn.info.get(_LINEAGE):
        conn.info[_LINEAGE] = conn.exec_driver_sql(_ASK).scalar_one()
    found: str = conn.info[_LINEAGE]
    return found
