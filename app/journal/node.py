"""The identity of this installation, kept in its own store."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Integer, String, Table, insert, select

from app.core.ids import new_id
from app.db.base import hall_key, metadata
from app.journal.model import Node

local_node = Table(
    "local_node",
    metadata,
    hall_key(),
    Column("one", Integer, primary_key=True, default=1),
    Column("node", String(64), nullable=False),
    Column("incarnation", String(64), nullable=False),
)
"""One row a hall: who writes here. Not part of any replay."""


def own_node(conn: Connection, hall_id: str) -> Node:
    """The node that writes into this store for a hall; made on first use, then always the same."""
    row = conn.execute(
        select(local_node.c.node, local_node.c.incarnation).where(local_node.c.hall_id == hall_id)
    ).first()
    if row:
        return Node(hall_id, row.node, row.incarnation)
    made = Node(hall_id, new_id(), new_id())
    conn.execute(
        insert(local_node),
        {"hall_id": hall_id, "one": 1, "node": made.node, "incarnation": made.incarnation},
    )
    return made
