"""Proof by arithmetic that a journal is whole, and by replay that the state tables follow from it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from msgspec import Struct
from sqlalchemy import Connection, Table, create_engine, select
from sqlalchemy.pool import StaticPool

from app.db.base import metadata
from app.journal.chain import GENESIS, NO_PRIVATE, canonical, digest_private, row_hash
from app.journal.model import FAULTS, ROW, Event, Projections, excerpts, heads, journal, journal_private


class Problem(Struct, frozen=True):
    """One thing that is wrong, and exactly where. ``what`` is one of: gap, altered, relinked, head_differs,
    private_altered, private_orphan, state_differs."""

    what: str
    chain: str
    seq: int
    event_id: str


class Report(Struct, frozen=True):
    """The result of a verification."""

    rows: int
    chains: int
    problems: tuple[Problem, ...]

    @property
    def intact(self) -> bool:
        """True when nothing is wrong."""
        return not self.problems


def verify(conn: Connection) -> Report:
    """Recompute every chain: dense numbers, links, hashes, private digests and recorded heads.

    Of a chain that is known in excerpts (rows of other nodes, or behind its end here) every row must still
    prove itself.
    """
    problems: list[Problem] = []
    came_in = {(row.hall_id, row.event_id) for row in conn.execute(select(excerpts))}
    ends = {(row.hall_id, row.node, row.incarnation): row.seq for row in conn.execute(select(heads))}
    last: dict[tuple[str, str, str], tuple[int, str]] = {}
    rows = 0
    order = (journal.c.hall_id, journal.c.node, journal.c.incarnation, journal.c.seq)
    for row in conn.execution_options(yield_per=500).execute(select(*ROW).order_by(*order)).mappings():
        rows += 1
        key = (row["hall_id"], row["node"], row["incarnation"])
        seq, prev_hash = last.get(key, (0, GENESIS))
        name, event_id = "/".join(key), row["id"]
        alone = row["seq"] > ends.get(key, 0) and (row["hall_id"], event_id) in came_in
        if not alone and row["seq"] != seq + 1:
            problems.append(Problem("gap", name, seq + 1, event_id))
        elif not alone and row["prev_hash"] != prev_hash:
            problems.append(Problem("relinked", name, row["seq"], event_id))
        columns = {k: v for k, v in row.items() if k not in ("payload", "prev_hash", "hash")}
        if row_hash(row["prev_hash"], columns, row["payload"].encode()) != row["hash"]:
            problems.append(Problem("altered", name, row["seq"], event_id))
        if not alone:
            last[key] = (row["seq"], row["hash"])
    problems += _heads(conn, last) + _private(conn) + _doubled(conn)
    return Report(rows, len(last), tuple(problems))


def _heads(conn: Connection, last: dict[tuple[str, str, str], tuple[int, str]]) -> list[Problem]:
    problems = []
    recorded = {(h.hall_id, h.node, h.incarnation): (h.seq, h.hash) for h in conn.execute(select(heads))}
    for key in recorded.keys() | last.keys():
        # A life that has begun and written nothing yet has a head at 0.
        if recorded.get(key) != last.get(key, (0, GENESIS)):
            seq = max(recorded.get(key, (0, ""))[0], last.get(key, (0, ""))[0])
            problems.append(Problem("head_differs", "/".join(key), seq, ""))
    return problems


def _doubled(conn: Connection) -> list[Problem]:
    """A row may only be without effect when another has its id."""
    first = journal.alias()
    counts = (first.c.hall_id == journal.c.hall_id) & (first.c.id == journal.c.id) & (first.c.doubled == 0)
    alone = select(journal).where(journal.c.doubled != 0, ~select(first.c.id).where(counts).exists())
    return [Problem("altered", f"{row.hall_id}/{row.node}", row.seq, row.id) for row in conn.execute(alone)]


def _private(conn: Connection) -> list[Problem]:
    problems = []
    joined = select(journal_private, journal.c.private_digest, journal.c.node, journal.c.seq).outerjoin_from(
        journal_private,
        journal,
        (journal.c.hall_id == journal_private.c.hall_id)
        & (journal.c.id == journal_private.c.event_id)
        & (journal.c.doubled == 0),
    )
    for row in conn.execute(joined):
        if row.private_digest in (None, NO_PRIVATE):
            problems.append(Problem("private_orphan", row.hall_id, 0, row.event_id))
        elif digest_private(row.salt, row.body.encode()) != row.private_digest:
            problems.append(Problem("private_altered", f"{row.hall_id}/{row.node}", row.seq, row.event_id))
    return problems


def rebuild(
    conn: Connection, events: Iterable[Event], projections: Projections, tables: Iterable[Table]
) -> tuple[Problem, ...]:
    """Replay ``events`` into an empty store in memory and compare ``tables`` row by row with the present.

    Every row that differs, is missing or is too many becomes a ``state_differs`` problem that names its
    table and key.
    """
    compared = tuple(tables)
    fresh = create_engine("sqlite://", poolclass=StaticPool)
    try:
        metadata.create_all(fresh, checkfirst=False)
        with fresh.begin() as replayed:
            for event in events:
                # What a projection refuses here it refused then.
                with suppress(*FAULTS), replayed.begin_nested():
                    projections[event.kind](replayed, event)
            return tuple(problem for table in compared for problem in _compare(conn, replayed, table))
    finally:
        fresh.dispose()


def _compare(present: Connection, replayed: Connection, table: Table) -> list[Problem]:
    ours, theirs = _rows(present, table), _rows(replayed, table)
    return [
        Problem("state_differs", table.name, 0, "/".join(key))
        for key in sorted(ours.keys() | theirs.keys())
        if ours.get(key) != theirs.get(key)
    ]


def _rows(conn: Connection, table: Table) -> dict[tuple[str, ...], bytes]:
    keys = [column.name for column in table.primary_key]
    found = conn.execute(select(table)).mappings()
    return {tuple(str(row[key]) for key in keys): canonical(dict(row)) for row in found}
