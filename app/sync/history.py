"""How the tables of a window follow from its journal when more than one node wrote of the same subject.

What the hub answered ``conflict`` does not count: another change came first there, so the window takes its
own one back, shows what the hub shows, and keeps its own for the clerk to decide. An event whose projection
refuses it (another case has the number, another change came first) changes nothing, here as at the hub.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct, field
from sqlalchemy import ColumnElement, Connection, Table, delete, select, update

from app.core.errors import AppError
from app.journal.model import FAULTS, Event, Projections, excerpts, journal
from app.journal.read import all_events, of_subject
from app.sync.model import NOT_COUNTED, sync_unsettled
from app.sync.wire import known_schema

_log = logging.getLogger(__name__)

UNKNOWN_KIND, UNKNOWN_SCHEMA = "sync.unknown_kind", "sync.schema_unknown"
"""Why a row of another node changes nothing before this program is updated."""
HELD, DROPPED = "sync.held", "sync.dropped"
"""Why it changes nothing whatever this program knows: the hub has not applied it either, or never will."""
UNREAD = (UNKNOWN_KIND, UNKNOWN_SCHEMA, HELD)
"""What ends when a program is updated, this one or the hub's."""

_of_excerpt = (journal.c.hall_id == excerpts.c.hall_id) & (journal.c.id == excerpts.c.event_id)


class SubjectTables(Struct, frozen=True):
    """One kind of subject, by hall and id: ``forget`` takes its rows out, ``version`` tells where it stands,
    ``values`` what its fields hold that may be corrected."""

    forget: Callable[[Connection, str, str], None]
    version: Callable[[Connection, str, str], int]
    values: Callable[[Connection, str, str], dict[str, str]]


class History(Struct, frozen=True):
    """What the composition knows of all features: projections by kind of event, the tables that follow from
    them, the subjects that two nodes may change (``case`` …), and the kinds of events that a clerk may take
    back since nobody has a paper of them."""

    projections: Projections = field(default_factory=dict)
    tables: tuple[Table, ...] = ()
    subjects: Mapping[str, SubjectTables] = field(default_factory=dict)
    withdrawable: frozenset[str] = frozenset()

    def apply(self, conn: Connection, event: Event) -> str:
        """Project one event; the code of why it changed nothing, or empty."""
        project = self.projections.get(event.kind)
        if project is None:
            return UNKNOWN_KIND
        try:
            with conn.begin_nested():
                project(conn, event)
        except AppError as refusal:
            return refusal.code
        except FAULTS as fault:
            _log.info("event %s of kind %s changes nothing: %s", event.id, event.kind, type(fault).__name__)
            return "sync.not_applicable"
        return ""

    def replay_subject(self, conn: Connection, hall_id: str, subject: str) -> None:
        """Bring one subject to what counts of its events."""
        kind, _, subject_id = subject.partition(":")
        tables = self.subjects.get(kind)
        if tables is None:
            return
        tables.forget(conn, hall_id, subject_id)
        of_this = standing(conn, of_subject(conn, hall_id, subject))
        self._replay(conn, of_this, journal.c.hall_id == hall_id, journal.c.subject == subject)

    def replay_all(self, conn: Connection, hall_id: str) -> None:
        """Bring every table to what counts in the journal."""
        for table in self.tables:
            conn.execute(delete(table).where(table.c.hall_id == hall_id))
        refused = (excerpts.c.hall_id == hall_id, excerpts.c.refused.not_in((HELD, DROPPED)))
        conn.execute(update(excerpts).where(*refused).values(refused=""))
        mine = (event for event in all_events(conn) if event.hall_id == hall_id)
        self._replay(conn, standing(conn, mine), journal.c.hall_id == hall_id)

    def recount(self, conn: Connection, hall_id: str, subject: str) -> None:
        """The same for a subject of any kind: where it cannot be taken out alone, with everything else."""
        if subject.partition(":")[0] in self.subjects:
            self.replay_subject(conn, hall_id, subject)
        else:
            self.replay_all(conn, hall_id)

    def try_again(self, conn: Connection, hall_id: str) -> None:
        """Apply rows of others that something stood in the way of which may count no longer: a case that was
        given the same number has another one by now."""
        refused = (excerpts.c.hall_id == hall_id, excerpts.c.refused.not_in(("", DROPPED, *UNREAD)))
        found = select(journal.c.subject).join(excerpts, _of_excerpt).where(*refused)
        for subject in sorted(set(conn.execute(found).scalars())):
            self.replay_subject(conn, hall_id, subject)

    def catch_up(self, conn: Connection, hall_id: str) -> int:
        """Apply rows of others that an older program could only keep (更新后补上); how many it could not read
        and this one can."""
        kept = (excerpts.c.hall_id == hall_id, excerpts.c.refused.in_((UNKNOWN_KIND, UNKNOWN_SCHEMA)))
        found = conn.execute(
            select(journal.c.subject, journal.c.kind, journal.c.schema)
            .join(excerpts, _of_excerpt)
            .where(*kept)
        )
        readable = Counter(
            row.subject for row in found if row.kind in self.projections and known_schema(row.schema)
        )
        for subject in sorted(readable):
            self.recount(conn, hall_id, subject)
        return readable.total()

    def version(self, conn: Connection, hall_id: str, subject: str) -> int:
        """Where a subject stands now; 0 when nothing is known of it."""
        kind, _, subject_id = subject.partition(":")
        tables = self.subjects.get(kind)
        return tables.version(conn, hall_id, subject_id) if tables else 0

    def values(self, conn: Connection, hall_id: str, subject: str) -> dict[str, str]:
        """What the fields of a subject hold now."""
        kind, _, subject_id = subject.partition(":")
        tables = self.subjects.get(kind)
        return tables.values(conn, hall_id, subject_id) if tables else {}

    def _replay(self, conn: Connection, events: Iterable[Event], *rows: ColumnElement[bool]) -> None:
        """``rows``: which rows of the journal the events are."""
        found = select(excerpts.c.event_id, excerpts.c.refused, journal.c.schema).join(journal, _of_excerpt)
        came_in = {row.event_id: row for row in conn.execute(found.where(*rows))}
        # Read to the end before anything is written.
        for event in list(events):
            row = came_in.get(event.id)
            if row is None:
                self.apply(conn, event)
            elif row.refused not in (HELD, DROPPED):
                refused = self.apply(conn, event) if known_schema(row.schema) else UNKNOWN_SCHEMA
                here = (excerpts.c.hall_id == event.hall_id, excerpts.c.event_id == event.id)
                conn.execute(update(excerpts).where(*here).values(refused=refused))


def standing(conn: Connection, events: Iterable[Event]) -> Iterator[Event]:
    """The events that count: all but own ones that were overtaken, dropped or withdrawn."""
    out = {
        (row.hall_id, row.event_id)
        for row in conn.execute(
            select(sync_unsettled.c.hall_id, sync_unsettled.c.event_id).where(
                sync_unsettled.c.status.in_(NOT_COUNTED)
            )
        )
    }
    return (event for event in events if (event.hall_id, event.id) not in out)
