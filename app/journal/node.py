"""The identity of this installation, kept in its own store."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from msgspec.structs import replace
from sqlalchemy import Column, Connection, Integer, String, Table, bindparam, insert, select

from app.core.clock import business_day, from_text, share_of_day
from app.core.ids import new_id
from app.db.base import hall_key, metadata
from app.journal.chain import GENESIS
from app.journal.model import Node, heads, journal, of_chain

local_node = Table(
    "local_node",
    metadata,
    hall_key(),
    Column("one", Integer, primary_key=True, default=1),
    Column("node", String(64), nullable=False),
    Column("incarnation", String(64), nullable=False),
)
"""One row a hall: who writes here, and its first life. Not part of any replay."""

_lives = (
    select(heads.c.incarnation)
    .where(heads.c.hall_id == bindparam("of_hall"), heads.c.node == bindparam("of_node"), heads.c.own == 1)
    .order_by(heads.c.incarnation)
)

_first_row = select(journal.c.at).where(*of_chain(journal), journal.c.seq == 1)


def own_node(conn: Connection, hall_id: str) -> Node:
    """The node that writes into this store for a hall, in its present life; made on first use."""
    row = conn.execute(
        select(local_node.c.node, local_node.c.incarnation).where(local_node.c.hall_id == hall_id)
    ).first()
    if row:
        first = Node(hall_id, row.node, row.incarnation)
        return lives(conn, first)[-1]
    made = Node(hall_id, new_id(), new_id())
    conn.execute(
        insert(local_node),
        {"hall_id": hall_id, "one": 1, "node": made.node, "incarnation": made.incarnation},
    )
    return made


def own_nodes(conn: Connection) -> list[Node]:
    """Every node that writes into this store, one a hall, in its present life."""
    halls = conn.execute(select(local_node.c.hall_id)).scalars().all()
    return [own_node(conn, hall_id) for hall_id in halls]


def only_node(conn: Connection) -> str:
    """The node that writes into this store; empty when none does yet, or one for each of several halls."""
    found = conn.execute(select(local_node.c.node)).scalars().all()
    return found[0] if len(found) == 1 else ""


def lives(conn: Connection, node: Node) -> tuple[Node, ...]:
    """All chains that the node has written in this store, the oldest first; the last one it continues."""
    written = conn.execute(_lives, {"of_hall": node.hall_id, "of_node": node.node}).scalars()
    return tuple(replace(node, incarnation=each) for each in written) or (node,)


def begin_life(conn: Connection, node: Node) -> Node:
    """Begin a new life (incarnation) of a node: a journal on this store continues in it at once.

    For a disk that was rolled back or cloned: its old chain goes on elsewhere.
    """
    last = lives(conn, node)[-1].incarnation
    fresh = replace(node, incarnation=later_id(new_id(), last))
    key = {"hall_id": fresh.hall_id, "node": fresh.node, "incarnation": fresh.incarnation}
    conn.execute(insert(heads), {**key, "seq": 0, "hash": GENESIS, "own": 1})
    return fresh


def lost_share(conn: Connection, node: Node, now: datetime) -> float:
    """How much of today's business day was over when the node began its present life: 0 if that was on
    another day, or it has no other life.

    Until then another disk, or another copy of the database, may have given numbers of today that nobody here
    knows. So a day's numbers are divided by the hours of the day: whoever begins a new life goes on with the
    numbers that belong to the rest of it.
    """
    began = {each.incarnation for each in lives(conn, node)} | {node.incarnation}
    if len(began) == 1:
        return 0.0
    life = replace(node, incarnation=max(began))
    first = conn.execute(_first_row, life.here).scalar()
    at = from_text(first) if first else now
    return share_of_day(at) if business_day(at) == business_day(now) else 0.0


def later_id(candidate: str, last: str) -> str:
    """An id that sorts after the last one, also when the clock was set back in between."""
    if candidate > last:
        return candidate
    random_part = UUID(candidate).int & ((1 << 80) - 1)
    return str(UUID(int=(((UUID(last).int >> 80) + 1) << 80) | random_part))


def begin_lives(conn: Connection) -> None:
    """Let every node of this store, which is a copy of an earlier state, begin a new life.

    The lost disk may have written on after the copy was made: its sequence numbers must not be used again.
    """
    for node in own_nodes(conn):
        begin_life(conn, node)
