"""What others did to the subjects of a node (下行): one page of the hall's feed, as that node needs it.

A node has a part in a subject from its own first event on it; documents of a case, and the evaluation of the
visit in which it was received, go with the case. Rows of others come in their places; what they had done to
a case before comes in the place of that first event, once, in its own order, and so does what goes with it.
Two machines may be one node (a cloned disk), so what the node did to cases in another life is of others too.
All of a page is taken from one state of the database.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Row, select

from app.core.errors import Refused
from app.hub import beside, feed
from app.hub.model import hall_feed, quarantine
from app.journal.model import ROW, journal, journal_private
from app.sync.wire import PUSH_EVENTS, PulledEvent, PullPage, PushedEvent, PushedPrivate

_LOOKED_THROUGH = 2_000
"""A page looks at no more rows of the feed than this, so that each answers soon."""
_HANDED_ON = "case:"
"""Subjects that another window may go on with."""


class Reader(Struct, frozen=True):
    """The node that asks, and which of its own rows it knows to be here: those of its present ``life`` up to
    ``through``. An older program names no life, and for it whatever its node wrote is its own."""

    node: str
    life: str = ""
    through: int = 0

    def knows(self, node: str, life: str, seq: int) -> bool:
        """Whether it need not be told of a row of the journal."""
        return node == self.node and (not self.life or (life == self.life and seq <= self.through))


class _Wanted(Struct, frozen=True, order=True):
    """An event for the page: at which place the reader gets it, its own place in the feed, and the event of
    the reader that it came before, if it is told late."""

    place: int
    order: int
    event_id: str
    before: str = ""


class _Part(Struct, frozen=True, order=True):
    """The first event of the feed that gave the node its part in a subject; none when all of them wait."""

    place: int
    event_id: str


_WAITING = _Part(0, "")


def pull_page(
    conn: Connection, hall_id: str, reader: Reader, known_epoch: str, after: int, epoch: str
) -> PullPage:
    """What others did to subjects that the reader has a part in: its node has written about them.

    Raises Refused ``sync.epoch_changed`` when the cursor is of another epoch; a reader without one has "".
    """
    if known_epoch not in ("", epoch):
        raise Refused("sync.epoch_changed", epoch=epoch)
    last = feed.last_seq(conn, hall_id)
    reached = min(last, after + _LOOKED_THROUGH)
    wanted = sorted(_wanted(conn, hall_id, reader, after, reached))
    if len(wanted) >= PUSH_EVENTS:
        # What stands in one place comes in one page: the cursor cannot stop inside it.
        reached = wanted[PUSH_EVENTS - 1].place
        wanted = [each for each in wanted if each.place <= reached]
    return PullPage(epoch, max(after, reached), last, _rows(conn, hall_id, wanted))


def _wanted(conn: Connection, hall_id: str, reader: Reader, after: int, reached: int) -> list[_Wanted]:
    # Step by step: while a database has no statistics yet, PostgreSQL would join the tables row by row.
    span = (hall_feed.c.hall_id == hall_id, hall_feed.c.seq > after, hall_feed.c.seq <= reached)
    places = {row.event_id: row.seq for row in conn.execute(select(hall_feed).where(*span))}
    columns = (journal.c.id, journal.c.subject, journal.c.node, journal.c.incarnation, journal.c.seq)
    looked = conn.execute(select(*columns).where(*_effective(hall_id, places))).all()
    node = reader.node
    theirs = [row for row in looked if not reader.knows(row.node, row.incarnation, row.seq)]
    joined = {row.subject for row in looked if row.node == node and row.subject.startswith(_HANDED_ON)}
    shared = {row.subject for row in _of_others(conn, hall_id, node, joined)}
    shared |= beside.of_cases(conn, hall_id, shared)
    subjects = shared | {row.subject for row in theirs}
    cases = beside.cases_of(conn, hall_id, subjects)
    parts = _parts(conn, hall_id, node, subjects.union(*cases.values()))
    for subject, its_cases in cases.items():
        if known := [parts[each] for each in (subject, *its_cases) if each in parts]:
            parts[subject] = min(known)
    wanted = [
        _Wanted(places[row.id], places[row.id], row.id)
        for row in theirs
        if row.subject in parts
        and (parts[row.subject].place < places[row.id] or row.node == node)
        and (row.node != node or row.subject.startswith(_HANDED_ON) or cases.get(row.subject))
    ]
    late = {subject for subject in shared if subject in parts and parts[subject].place > after}
    return wanted + _before(conn, hall_id, _of_others(conn, hall_id, node, late), parts)


def _parts(conn: Connection, hall_id: str, node: str, subjects: Collection[str]) -> dict[str, _Part]:
    """What gave the node its part in those of the subjects in which it has one."""
    mine = (journal.c.hall_id == hall_id, journal.c.node == node, journal.c.doubled == 0)
    own = conn.execute(select(journal.c.id, journal.c.subject).where(*mine, journal.c.subject.in_(subjects)))
    written = {row.id: row.subject for row in own}
    parts = dict.fromkeys(written.values(), _WAITING)
    for event_id, place in _places(conn, hall_id, written).items():
        known = parts[written[event_id]]
        if known is _WAITING or place < known.place:
            parts[written[event_id]] = _Part(place, event_id)
    return parts


def _before(
    conn: Connection, hall_id: str, theirs: Sequence[Row[str, str]], parts: dict[str, _Part]
) -> list[_Wanted]:
    """Of the events of others those that came before the node had its part."""
    subjects = {row.id: row.subject for row in theirs}
    return [
        _Wanted(part.place, place, event_id, part.event_id)
        for event_id, place in _places(conn, hall_id, subjects).items()
        if place < (part := parts[subjects[event_id]]).place
    ]


def _of_others(
    conn: Connection, hall_id: str, node: str, subjects: Collection[str]
) -> Sequence[Row[str, str]]:
    if not subjects:
        return []
    theirs = (journal.c.hall_id == hall_id, journal.c.node != node, journal.c.doubled == 0)
    found = select(journal.c.id, journal.c.subject).where(*theirs, journal.c.subject.in_(subjects))
    return conn.execute(found).all()


def _places(conn: Connection, hall_id: str, event_ids: Iterable[str]) -> dict[str, int]:
    """The places in the feed of those of the events that it has."""
    here = (hall_feed.c.hall_id == hall_id, hall_feed.c.event_id.in_(event_ids))
    return {row.event_id: row.seq for row in conn.execute(select(hall_feed).where(*here))}


def _rows(conn: Connection, hall_id: str, wanted: Sequence[_Wanted]) -> list[PulledEvent]:
    """The events with their personal data, in the order in which they are wanted."""
    ids = [each.event_id for each in wanted]
    apart = (quarantine.c.hall_id == hall_id, quarantine.c.event_id.in_(ids))
    held = {row.event_id: row.code for row in conn.execute(select(quarantine).where(*apart))}
    columns = (*ROW, journal.c.schema, journal.c.clock_offset_s)
    found = conn.execute(
        select(*columns, journal_private.c.salt, journal_private.c.body)
        .outerjoin(
            journal_private,
            (journal_private.c.hall_id == journal.c.hall_id) & (journal_private.c.event_id == journal.c.id),
        )
        .where(*_effective(hall_id, ids))
    ).mappings()
    rows = {row["id"]: dict(row) for row in found}
    return [_pulled(each, rows[each.event_id], held.get(each.event_id, "")) for each in wanted]


def _effective(hall_id: str, event_ids: Iterable[str]) -> tuple[ColumnElement[bool], ...]:
    return (journal.c.hall_id == hall_id, journal.c.id.in_(event_ids), journal.c.doubled == 0)


def _pulled(wanted: _Wanted, row: dict[str, Any], held: str) -> PulledEvent:
    salt, body = row.pop("salt"), row.pop("body")
    del row["hall_id"]
    node, incarnation = row.pop("node"), row.pop("incarnation")
    private = PushedPrivate(salt, body) if body is not None else None
    event = PushedEvent(**row, private=private)
    return PulledEvent(wanted.place, node, incarnation, event, wanted.before, held)
