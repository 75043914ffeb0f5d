"""What is said of an event after a window knows it: it counts after all, or it never will.

A hub that could not read an event passes it on all the same, and keeps it unapplied; so does the window
(``held``). ``sync.released`` tells that it counts, ``sync.dropped`` or ``sync.settled`` that it does not. An
own event that was dropped is taken back, and stands in the clerk's list until he has seen it.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, delete, select, update

from app.db.dialect import upsert
from app.journal.model import Event, excerpts, journal
from app.sync.events import DROPPED, RELEASED, SETTLED, TAKEN_BACK
from app.sync.history import DROPPED as NEVER
from app.sync.history import HELD, History
from app.sync.model import sync_unsettled
from app.sync.progress import answer_of

DECISIONS = (RELEASED, DROPPED, SETTLED)


def carry_out(conn: Connection, history: History, node: str, decision: Event) -> None:
    """Do here, at ``node``, what another node's decision means for the event that it names."""
    hall_id, about = decision.hall_id, str(decision.payload.get("event"))
    written_by = select(journal.c.node).where(
        journal.c.hall_id == hall_id, journal.c.id == about, journal.c.subject == decision.subject
    )
    writer = conn.execute(written_by.where(journal.c.doubled == 0)).scalar()
    if writer is None:
        return
    waiting = excerpts.c.refused != NEVER if decision.kind == DROPPED else excerpts.c.refused == HELD
    changed = _of_another(conn, hall_id, about, waiting, "" if decision.kind == RELEASED else NEVER)
    if writer == node:
        # In whichever life, at whichever machine: the clerk of this window must know.
        changed |= _own(conn, decision, about)
    if changed:
        history.recount(conn, hall_id, decision.subject)


def release(conn: Connection, history: History, event: Event) -> None:
    """The hub has applied a row that it held when it came here."""
    if _of_another(conn, event.hall_id, event.id, excerpts.c.refused == HELD, ""):
        history.recount(conn, event.hall_id, event.subject)


def doubt_drops(conn: Connection, history: History, hall_id: str) -> None:
    """The hub's database is another one: it may have been put back to before it dropped something. Until it
    tells so once more, what was dropped waits."""
    mine = (sync_unsettled.c.hall_id == hall_id, sync_unsettled.c.status == "dropped")
    of_event = (journal.c.hall_id == sync_unsettled.c.hall_id) & (journal.c.id == sync_unsettled.c.event_id)
    subjects = set(
        conn.execute(select(journal.c.subject).join(sync_unsettled, of_event).where(*mine)).scalars()
    )
    conn.execute(update(sync_unsettled).where(*mine).values(status="quarantined"))
    of_others = (excerpts.c.hall_id == hall_id, excerpts.c.refused == NEVER)
    conn.execute(update(excerpts).where(*of_others).values(refused=HELD))
    for subject in sorted(subjects):
        history.recount(conn, hall_id, subject)


def _of_another(
    conn: Connection, hall_id: str, event_id: str, waiting: ColumnElement[bool], refused: str
) -> bool:
    here = (excerpts.c.hall_id == hall_id, excerpts.c.event_id == event_id, waiting)
    return conn.execute(update(excerpts).where(*here).values(refused=refused)).rowcount > 0


def _own(conn: Connection, decision: Event, about: str) -> bool:
    here = (sync_unsettled.c.hall_id == decision.hall_id, sync_unsettled.c.event_id == about)
    if decision.kind == RELEASED:
        return conn.execute(delete(sync_unsettled).where(*here)).rowcount > 0
    if decision.kind == DROPPED and not answer_of(conn, decision.hall_id, about)[1]:
        row = {"hall_id": decision.hall_id, "event_id": about, "status": "dropped", "code": NEVER}
        upsert(conn, sync_unsettled, [{**row, "version": 0, "since": decision.at, "settled_at": ""}])
    return decision.kind == DROPPED or decision.payload.get("choice") in TAKEN_BACK
