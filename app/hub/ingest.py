"""Taking in what another node pushes: verify the chain, store every row, apply what can be applied.

Nothing of a batch is lost and nothing happens twice: a row is known by its place in its chain, so the same
batch may come again, whole or in part, after any failure on either side.

Nearly all batches hold nothing strange. So a batch is first written together, one statement a table, with
rows that were made before the store is held for them; when anything stands in the way, the transaction is
taken back and the batch is taken in event by event.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from msgspec import Struct, field
from sqlalchemy import Connection, bindparam, func, select, update

from app.core.errors import Refused
from app.hub import quarantine
from app.hub.clocks import marked
from app.hub.epoch import is_hub
from app.hub.quarantine import (
    DECISIONS,
    FAULTS,
    NOT_APPLICABLE,
    REJECTED,
    SETTLEMENTS,
    UNKNOWN_KIND,
    UNKNOWN_SCHEMA,
    UNREADABLE,
    Applier,
    Freed,
)
from app.hub.shared_journal import begin_chain
from app.journal.chain import GENESIS
from app.journal.model import Event, Node, Projections, heads, journal, of_chain
from app.journal.writes import Plan, planned
from app.sync import rows
from app.sync.wire import DECIDED, EventAnswer, PushBatch, PushedEvent, known_schema, schema_of

_log = logging.getLogger(__name__)

KEY_REUSE = "sync.key_reuse"
NOT_A_HUB = "sync.not_a_hub"


_lock = select(heads.c.seq, heads.c.hash, heads.c.own).where(*of_chain(heads)).with_for_update()
_move_head = update(heads).where(*of_chain(heads)).values(seq=bindparam("last"), hash=bindparam("its_hash"))
_go_on = _move_head.where(
    heads.c.own == 0, heads.c.seq == bindparam("before"), heads.c.hash == bindparam("hash_before")
)


class NotTogether(Exception):
    """Something in the batch must be looked at event by event: take the transaction back and do so."""


class Taken(Struct):
    """What a batch came to. ``applied`` in order, among them events that it set free; ``fed``, in order too:
    the ids that belong at the end of the hall's feed, and the events that it has already, but that count only
    now."""

    results: list[EventAnswer] = field(default_factory=list)
    applied: list[Event] = field(default_factory=list)
    fed: list[str | Event] = field(default_factory=list)

    def add(self, events: Iterable[Event]) -> None:
        """Count events as applied and fed."""
        for event in events:
            self.applied.append(event)
            self.fed.append(event.id)

    def free(self, freed: Iterable[Freed]) -> None:
        """Count events as applied after they had waited."""
        for each in freed:
            self.applied.append(each.event)
            if not each.fed:
                self.fed.append(each.event.id)
            elif not each.told:
                self.fed.append(each.event)


class _Came(Struct, frozen=True):
    """For which hall a batch came and when, and whether its events may decide. ``verdicts``: see Offered."""

    hall_id: str
    at: str
    batch: PushBatch
    decides: bool
    verdicts: Mapping[str, EventAnswer] | None


class _Ready(Struct, frozen=True):
    """Rows in which nothing is strange, as far as they tell: how they are stored, and what follows."""

    events: list[Event]
    stored: rows.Stored
    plan: Plan


class Offered(Struct, frozen=True):
    """A batch as far as it can be read without the database: its rows in order of ``seq``, which of them (by
    index) are not what their node wrote, the event of each, None when its payload is no object, and how to
    write all of them together, None when that cannot be. ``verdicts``: by id what the hub of the hall did not
    apply, with its answers, None when nobody has judged before."""

    batch: PushBatch
    node: Node
    rows: list[PushedEvent]
    altered: frozenset[int]
    events: list[Event | None]
    decides: bool
    verdicts: Mapping[str, EventAnswer] | None
    ready: _Ready | None


class Ingest:
    """Takes in batches with the projections of a hub."""

    def __init__(self, projections: Projections) -> None:
        self._projections = projections
        self.apply = Applier(projections)

    def read(self, batch: PushBatch, now: datetime, *, passed_on: bool = False) -> Offered:
        """Read a batch before the store is held for it. Only a chain that a hub wrote and ``passed_on`` may
        hold what an administrator decided there; and only a hub that passes rows on says how wrong their
        clock was."""
        node = Node(batch.hall_id, batch.node, batch.incarnation)
        offered = sorted(batch.events, key=lambda event: event.seq)
        if not passed_on:
            offered = marked(batch, offered, now)
        events = [_event(node, row) for row in offered]
        altered = frozenset(at for at, row in enumerate(offered) if not rows.intact(node, row))
        decides = passed_on and is_hub(node.node)
        judged = passed_on and batch.apart is not None
        verdicts = {each.id: each for each in batch.apart or ()} if judged else None
        ready = None if altered else self._ready(batch, offered, events)
        return Offered(batch, node, offered, altered, events, decides, verdicts, ready)

    def together(self, conn: Connection, offered: Offered) -> Taken:
        """Take in a batch that goes on where its chain ends, and in which nothing is strange. Raises
        NotTogether for any other."""
        node, ready = offered.node, offered.ready
        if ready is None or not _goes_on(conn, node, ready.events):
            raise NotTogether
        try:
            ready.stored.insert(conn)
            if quarantine.stuck(conn, node.hall_id, {event.subject for event in ready.events}):
                raise NotTogether
            ready.plan.carry_out(conn)
        except FAULTS as fault:
            raise NotTogether from fault
        taken = Taken([EventAnswer(event.id, "ok") for event in ready.events])
        taken.add(ready.events)
        return taken

    def _ready(
        self, batch: PushBatch, offered: Sequence[PushedEvent], events: Sequence[Event | None]
    ) -> _Ready | None:
        plain = [event for event in events if event is not None and event.kind not in SETTLEMENTS]
        schemas = {schema_of(batch, row) for row in offered}
        if batch.apart or not all(map(known_schema, schemas)) or len(plain) < len(offered):
            return None
        if not plain or not all(map(_follows, pairwise(plain))):
            return None
        try:
            plan = planned(self._projections, plain)
        except FAULTS:
            return None
        node = Node(batch.hall_id, batch.node, batch.incarnation)
        return _Ready(plain, rows.stored(node, offered, schema=batch.schema), plan)

    def one_by_one(self, conn: Connection, offered: Offered, at: str) -> Taken:
        """Store a batch and answer for each of its events, in order of ``seq``.

        Raises Refused, and stores nothing: ``sync.fork`` (seq) at the first place of the chain that another
        row has taken (a cloned or rolled-back disk), ``sync.chain_gap`` (expected) when rows before these are
        missing, ``sync.chain_broken`` (seq) when a hash does not agree.
        """
        standing = _examined(conn, offered)
        known = len(standing)
        node, fresh, taken = offered.node, offered.rows[known:], Taken(standing)
        doubled = _taken_ids(conn, node, fresh)
        if fresh:
            rows.stored(node, fresh, doubled, offered.batch.schema).insert(conn)
            conn.execute(_move_head, {**node.here, "last": fresh[-1].seq, "its_hash": fresh[-1].hash})
        stuck = quarantine.stuck(conn, node.hall_id, {event.subject for event in fresh})
        came = _Came(node.hall_id, at, offered.batch, offered.decides, offered.verdicts)
        for pushed, event in zip(fresh, offered.events[known:], strict=True):
            if pushed.seq in doubled:
                taken.results.append(_repeated(conn, node, pushed))
            else:
                self._take(conn, pushed, event, stuck, taken, came)
        return taken

    def _take(
        self,
        conn: Connection,
        pushed: PushedEvent,
        event: Event | None,
        stuck: set[str],
        taken: Taken,
        came: _Came,
    ) -> None:
        answer = self._applied(conn, pushed, event, stuck, came)
        taken.results.append(answer)
        if answer.code == DECIDED:
            return
        if event is not None and answer.status == "ok":
            taken.add([event])
            if event.kind in SETTLEMENTS:
                taken.free(quarantine.settle(conn, event, self.apply))
                if not quarantine.stuck(conn, came.hall_id, [event.subject]):
                    stuck.discard(event.subject)
            return
        if answer.status != REJECTED:
            stuck.add(pushed.subject)
        passed_on = answer.code in (UNKNOWN_KIND, UNKNOWN_SCHEMA)
        if passed_on:
            # Others may know what this hub does not.
            taken.fed.append(pushed.id)
        quarantine.set_apart(conn, came.hall_id, pushed.subject, answer, came.at, fed=passed_on)

    def _applied(
        self, conn: Connection, pushed: PushedEvent, event: Event | None, stuck: set[str], came: _Came
    ) -> EventAnswer:
        if pushed.kind in DECISIONS and not came.decides:
            _log.error("only a hub decides; event %s of another node is rejected", pushed.id)
            return EventAnswer(pushed.id, REJECTED, NOT_A_HUB)
        if came.verdicts and pushed.id in came.verdicts:
            return came.verdicts[pushed.id]
        if not known_schema(schema_of(came.batch, pushed)):
            return EventAnswer(pushed.id, "quarantined", UNKNOWN_SCHEMA)
        if event is None:
            return EventAnswer(pushed.id, "quarantined", NOT_APPLICABLE)
        if pushed.subject in stuck and pushed.kind not in SETTLEMENTS and came.verdicts is None:
            return quarantine.behind(conn, event)
        if event.kind in SETTLEMENTS and not self.apply.knows(event.kind):
            return EventAnswer(event.id, "ok")
        return self.apply(conn, event)


def _examined(conn: Connection, offered: Offered) -> list[EventAnswer]:
    """Lock the chain and prove that the batch belongs there: the answers for its first rows, those that are
    here already. The others continue the chain."""
    node = offered.node
    last_seq, last_hash = _lock_head(conn, node)
    known = sum(row.seq <= last_seq for row in offered.rows)
    # A fork first: rows after it hang together with each other, but not with what is here.
    standing = _standing(conn, node, offered.rows[:known])
    fresh = offered.rows[known:]
    for at, row in enumerate(fresh, known):
        if row.seq != last_seq + 1:
            raise Refused("sync.chain_gap", expected=last_seq + 1)
        if at == known and at not in offered.altered and last_hash not in (GENESIS, row.prev_hash):
            # Whole, but it follows another row than the last that is here.
            raise Refused("sync.fork", seq=last_seq)
        if row.prev_hash != last_hash or at in offered.altered:
            raise Refused("sync.chain_broken", seq=row.seq)
        last_seq, last_hash = row.seq, row.hash
    return standing


def _goes_on(conn: Connection, node: Node, events: Sequence[Event]) -> bool:
    """Move the end of the chain from just before these events, which follow one another, to the last of them;
    false when it stands elsewhere."""
    first, last = events[0], events[-1]
    if first.seq == 1:
        begin_chain(conn, node, own=0)
    places = {
        "before": first.seq - 1,
        "hash_before": first.prev_hash,
        "last": last.seq,
        "its_hash": last.hash,
    }
    return conn.execute(_go_on, {**node.here, **places}).rowcount == 1


def _follows(neighbours: tuple[Event, Event]) -> bool:
    one, other = neighbours
    return other.seq == one.seq + 1 and other.prev_hash == one.hash


def _event(node: Node, row: PushedEvent) -> Event | None:
    try:
        return rows.event(node, row)
    except UNREADABLE:
        return None


def _lock_head(conn: Connection, node: Node) -> tuple[int, str]:
    head = conn.execute(_lock, node.here).first()
    if head is None:
        begin_chain(conn, node, own=0)
        head = conn.execute(_lock, node.here).one()
    if head.own:
        raise Refused("sync.fork", seq=head.seq)
    return head.seq, head.hash


def _standing(conn: Connection, node: Node, known: Sequence[PushedEvent]) -> list[EventAnswer]:
    """The answers that stand for rows that are here already. Raises Refused ``sync.fork`` (seq) for the first
    place that another row has taken."""
    if not known:
        return []
    stored = conn.execute(
        select(journal.c.seq, journal.c.hash, journal.c.doubled).where(
            journal.c.hall_id == node.hall_id,
            journal.c.node == node.node,
            journal.c.incarnation == node.incarnation,
            journal.c.seq.between(known[0].seq, known[-1].seq),
        )
    )
    here = {row.seq: row for row in stored}
    for event in known:
        if event.seq not in here or here[event.seq].hash != event.hash:
            raise Refused("sync.fork", seq=event.seq)
    answers = quarantine.once_more(conn, node.hall_id, [event.id for event in known])
    return [_repeated(conn, node, event) if here[event.seq].doubled else answers[event.id] for event in known]


def _taken_ids(conn: Connection, node: Node, fresh: Sequence[PushedEvent]) -> dict[int, int]:
    """By place: which repetition of its id a row is, for those that have one that was taken before."""
    ids = {event.id for event in fresh}
    taken = conn.execute(
        select(journal.c.id, func.max(journal.c.doubled))
        .where(journal.c.hall_id == node.hall_id, journal.c.id.in_(ids))
        .group_by(journal.c.id)
    )
    times = {event_id: most + 1 for event_id, most in taken}
    doubled = {}
    for event in fresh:
        if event.id in times:
            doubled[event.seq] = times[event.id]
        times[event.id] = times.get(event.id, 0) + 1
    return doubled


def _repeated(conn: Connection, node: Node, event: PushedEvent) -> EventAnswer:
    """The answer to an event whose id was taken: the very same event is here already, or its id is stolen."""
    first = conn.execute(
        select(journal.c.kind, journal.c.subject, journal.c.payload, journal.c.private_digest).where(
            journal.c.hall_id == node.hall_id, journal.c.id == event.id, journal.c.doubled == 0
        )
    ).one()
    if tuple(first) == (event.kind, event.subject, event.payload, event.private_digest):
        return quarantine.once_more(conn, node.hall_id, [event.id])[event.id]
    _log.error("node %s uses the id of another event, %s: rejected", node.node, event.id)
    return EventAnswer(event.id, REJECTED, KEY_REUSE)
