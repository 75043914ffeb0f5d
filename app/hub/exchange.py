"""What a node may read of its own chains here: their rows, and where the two databases differ."""

from __future__ import annotations

from sqlalchemy import Connection

from app.hub import quarantine
from app.journal.digest import day_digests
from app.journal.model import Node
from app.journal.read import head_of
from app.sync.progress import next_batch
from app.sync.wire import (
    PUSH_EVENTS,
    ChainPage,
    DigestAnswer,
    DigestOffer,
)


def chain_page(conn: Connection, node: Node, after: int, epoch: str) -> ChainPage:
    """Rows of one chain after a place, for the node that wrote them. An unknown chain has none."""
    last, last_hash = head_of(conn, node)
    return ChainPage(epoch, last, last_hash, next_batch(conn, node, after, PUSH_EVENTS).events)


def digest_answer(conn: Connection, offer: DigestOffer, epoch: str) -> DigestAnswer:
    """The days on which a chain is another here than the node believes, and what of it is not applied."""
    node = Node(offer.hall_id, offer.node, offer.incarnation)
    here = day_digests(conn, node)
    there = {each.day: (each.count, each.sum) for each in offer.days}
    differs = sorted(day for day in here.keys() | there.keys() if here.get(day) != there.get(day))
    return DigestAnswer(epoch, differs, *head_of(conn, node), quarantine.apart_of(conn, node))
