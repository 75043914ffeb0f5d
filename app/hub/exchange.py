"""What a node may read of the journals here: its own chains, where they differ, what others did to its cases.

All of these read; a page is taken from one state of the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from app.core.errors import Refused
from app.hub import feed
from app.hub.model import hall_feed
from app.journal.digest import day_digests
from app.journal.model import ROW, Node, journal, journal_private
from app.journal.read import head_of
from app.sync.progress import next_batch
from app.sync.wire import (
    PUSH_EVENTS,
    ChainPage,
    DigestAnswer,
    DigestOffer,
    PulledEvent,
    PullPage,
    PushedEvent,
    PushedPrivate,
)

_LOOKED_THROUGH = 2_000
"""A page of the pull looks at no more rows of the feed than this, so that each answers soon."""


def chain_page(conn: Connection, node: Node, after: int, epoch: str) -> ChainPage:
    """Rows of one chain after a place, for the node that wrote them. An unknown chain has none."""
    last, last_hash = head_of(conn, node)
    return ChainPage(epoch, last, last_hash, next_batch(conn, node, after, PUSH_EVENTS).events)


def digest_answer(conn: Connection, offer: DigestOffer, epoch: str) -> DigestAnswer:
    """The days on which a chain is another here than the node believes."""
    node = Node(offer.hall_id, offer.node, offer.incarnation)
    here = day_digests(conn, node)
    there = {each.day: (each.count, each.sum) for each in offer.days}
    differs = sorted(day for day in here.keys() | there.keys() if here.get(day) != there.get(day))
    return DigestAnswer(epoch, differs, *head_of(conn, node))


def pull_page(
    conn: Connection, hall_id: str, node: str, known_epoch: str, after: int, epoch: str
) -> PullPage:
    """What others did to subjects that ``node`` has a part in: it has written about them itself.

    Raises Refused ``sync.epoch_changed`` when the cursor is of another epoch; a reader without one has "".
    """
    if known_epoch not in ("", epoch):
        raise Refused("sync.epoch_changed", epoch=epoch)
    last = feed.last_seq(conn, hall_id)
    reached = min(last, after + _LOOKED_THROUGH)
    # Step by step: while a database has no statistics yet, PostgreSQL would join the tables row by row.
    places = {
        row.event_id: row.seq
        for row in conn.execute(
            select(hall_feed.c.event_id, hall_feed.c.seq).where(
                hall_feed.c.hall_id == hall_id, hall_feed.c.seq > after, hall_feed.c.seq <= reached
            )
        )
    }
    of_others = conn.execute(
        select(journal.c.id, journal.c.subject).where(*_effective(hall_id, places), journal.c.node != node)
    ).all()
    own_subjects = set(
        conn.execute(
            select(journal.c.subject).where(
                journal.c.hall_id == hall_id,
                journal.c.node == node,
                journal.c.subject.in_({row.subject for row in of_others}),
            )
        ).scalars()
    )
    wanted = sorted((row.id for row in of_others if row.subject in own_subjects), key=places.__getitem__)
    rows = _rows(conn, hall_id, {event_id: places[event_id] for event_id in wanted[:PUSH_EVENTS]})
    if len(rows) == PUSH_EVENTS:
        reached = rows[-1].feed_seq
    return PullPage(epoch, max(after, reached), last, rows)


def _rows(conn: Connection, hall_id: str, places: Mapping[str, int]) -> list[PulledEvent]:
    """These events with their personal data, in the order of their places in the feed."""
    found = conn.execute(
        select(*ROW, journal_private.c.salt, journal_private.c.body)
        .outerjoin(
            journal_private,
            (journal_private.c.hall_id == journal.c.hall_id) & (journal_private.c.event_id == journal.c.id),
        )
        .where(*_effective(hall_id, places))
    ).mappings()
    rows = [_pulled({**row, "feed_seq": places[row["id"]]}) for row in found]
    return sorted(rows, key=lambda row: row.feed_seq)


def _effective(hall_id: str, event_ids: Iterable[str]) -> tuple[ColumnElement[bool], ...]:
    return (journal.c.hall_id == hall_id, journal.c.id.in_(event_ids), journal.c.doubled == 0)


def _pulled(row: dict[str, Any]) -> PulledEvent:
    feed_seq, salt, body = row.pop("feed_seq"), row.pop("salt"), row.pop("body")
    del row["hall_id"]
    node, incarnation = row.pop("node"), row.pop("incarnation")
    private = PushedPrivate(salt, body) if body is not None else None
    return PulledEvent(feed_seq, node, incarnation, PushedEvent(**row, private=private))
