"""Slips of queue tickets on their way to paper: kept in the spool before anything is printed."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from app.core.clock import Clock, to_text
from app.core.ids import new_id
from app.db.store import Store
from app.documents.service import add_slip
from app.documents.ticket_job import Paper, missing_in, ticket_job
from app.documents.ticket_slip import SlipContent


class Spooled(Struct, frozen=True):
    """A slip in the spool. ``copy``: 1, or from 2 on a 补打. ``missing``: characters that no font has."""

    job_id: str
    copy: int
    missing: tuple[str, ...]


class SlipDesk:
    """The slips of one kiosk or window. What is in the spool is printed once, sooner or later."""

    def __init__(self, store: Store, hall_id: str, clock: Clock, paper: Paper) -> None:
        self._store = store
        self._hall_id = hall_id
        self._clock = clock
        self._paper = paper

    def put(self, ticket_id: str, slip: SlipContent) -> Spooled:
        """Keep a ticket's slip for printing; another one of the same ticket is marked 补打 1, 补打 2 ….

        Drawing it takes 0.02 s: call it from a lane.
        """
        job_id, now = new_id(), to_text(self._clock.now())

        def draw(copy: int) -> bytes:
            return ticket_job(replace(slip, copy=copy), self._paper)

        copy = self._store.transact(
            lambda conn: add_slip(conn, self._hall_id, job_id, ticket_id, slip.number, now, draw)
        )
        return Spooled(job_id, copy, missing_in(slip))
