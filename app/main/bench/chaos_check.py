"""What a chaos run left behind, compared row by row: windows against hub, and both against what was told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from sqlalchemy import Connection, func, select

from app.cases.model import cases
from app.db.store import Store
from app.hub.model import hall_feed
from app.journal.model import heads, journal
from app.journal.read import all_events
from app.journal.verify import rebuild, verify
from app.main.bench.chaos_window import TOLD
from app.main.features import PROJECTED, PROJECTIONS
from app.main.window.store import open_window_store


class Verdict(Struct, frozen=True):
    """How many events a run made, and how many of them are missing, there twice, or not as written."""

    events: int
    lost: int
    doubled: int
    altered: int


def judge(folders: list[Path], hub: Store) -> Verdict:
    """Compare after everything has been uploaded and every process has ended."""
    with hub.read() as conn:
        there = {row.id: row.hash for row in conn.execute(select(journal.c.id, journal.c.hash))}
        altered = 0 if verify(conn).intact else 1
        doubled = _twice_numbered(conn) + _feed_faults(conn)
    events = lost = 0
    called: Counter[str] = Counter()
    for folder in folders:
        told = [line.split() for line in (folder / TOLD).read_text("utf-8").splitlines()]
        called.update({words[1] for words in told if words[0] == "called"})
        opened = open_window_store(folder)
        with opened.store.read() as conn:
            here = _own_rows(conn)
            events += len(here)
            lost += sum(row not in there for row in here)
            altered += sum(there.get(row, written) != written for row, written in here.items())
            lost += _untrue(conn, told)
            altered += len(rebuild(conn, all_events(conn), PROJECTIONS, PROJECTED))
            altered += 0 if verify(conn).intact else 1
        opened.store.close()
    doubled += sum(windows - 1 for windows in called.values())
    return Verdict(events, lost, doubled, altered)


def _own_rows(conn: Connection) -> Mapping[str, str]:
    own = journal.join(
        heads,
        (heads.c.hall_id == journal.c.hall_id)
        & (heads.c.node == journal.c.node)
        & (heads.c.incarnation == journal.c.incarnation),
    )
    found = conn.execute(select(journal.c.id, journal.c.hash).select_from(own).where(heads.c.own == 1))
    return {row.id: row.hash for row in found}


def _untrue(conn: Connection, told: list[list[str]]) -> int:
    """Cases that a clerk was told of and that are not in the store under that number."""
    known = {row.case_id: row.case_no for row in conn.execute(select(cases.c.case_id, cases.c.case_no))}
    return sum(known.get(words[1]) != words[2] for words in told if words[0] == "case")


def _twice_numbered(conn: Connection) -> int:
    numbered = select(func.count()).select_from(cases).group_by(cases.c.hall_id, cases.c.case_no)
    return sum(times - 1 for times in conn.execute(numbered).scalars())


def _feed_faults(conn: Connection) -> int:
    """Events that stand in the feed more than once, and places of the feed that nothing stands in."""
    last, events = func.max(hall_feed.c.seq), func.count(hall_feed.c.event_id.distinct())
    rows, highest, different = conn.execute(select(func.count(), func.coalesce(last, 0), events)).one()
    return int(abs(highest - rows) + rows - different)
