"""Giving out numbers while the hub is gone (离线取号), from a block that was leased before.

The numbers of a block are from 5001 on, and no other machine has them; so the paper stays valid, and nothing
is numbered anew when the hub is back. The window that stands on the slip owns the ticket: nobody else calls
it before that window has given it back.

A disk that was put back from a copy does not know which numbers it gave since. In its new life (see
app.sync.renewal and the tool that restores) the blocks of before are void, and it leases others.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec
from msgspec import Struct
from sqlalchemy import Connection

from app.core.clock import Clock
from app.core.errors import RuleViolation
from app.core.ids import new_id
from app.db.store import Store
from app.journal.append import Journal
from app.journal.model import Author, Json, NewEvent
from app.journal.node import lives
from app.tickets import events, rules
from app.tickets.hall_day import HallDay
from app.tickets.model import Lease, Priority
from app.tickets.projection import ticket_event
from app.tickets.queries import blocks_of

LOW = rules.BLOCK_SIZE // 2
"""With fewer numbers left in a zone a machine asks for another block."""


class Slip(Struct, frozen=True):
    """What is printed for the citizen (排队小票).

    ``window`` is where the number will be called, "" when the hub decides; ``issued_at`` is journal text.
    """

    ticket_id: str
    number: str
    zone: str
    business_day: str
    issued_at: str
    window: str = ""


def left(blocks: Iterable[tuple[Lease, int]], zone: str) -> int:
    """How many numbers are left for a zone, of blocks with the last serial that each has given."""
    return sum(block.last - used for block, used in blocks if block.zone == zone)


def next_number(blocks: Iterable[tuple[Lease, int]], zone: str) -> tuple[Lease, int] | None:
    """The block and serial of the next number of a zone, of a block that names windows where there is one;
    None when all are given."""
    free = ((block, used + 1) for block, used in blocks if block.zone == zone and used < block.last)
    return min(free, key=lambda each: not each[0].windows, default=None)


def wanted(blocks: Iterable[tuple[Lease, int]], zone: str, *, windows_open: bool) -> bool:
    """Whether it is time for another block of a zone: few numbers are left, or windows call by now and none
    was known when the only block was leased."""
    here = [(block, used) for block, used in blocks if block.zone == zone and used < block.last]
    nameless = windows_open and not any(block.windows for block, _ in here)
    return left(here, zone) < (rules.BLOCK_SIZE + 1 if nameless else LOW)


def window_for(block: Lease, serial: int) -> str:
    """The window that owns a number: round robin over those that were open for the zone at last contact."""
    return block.windows[(serial - block.first) % len(block.windows)] if block.windows else ""


class OfflineIssuer:
    """The blocks of one machine, a kiosk or a window, in its own store."""

    def __init__(self, store: Store, journal: Journal, clock: Clock, machine: str) -> None:
        """``machine``: the name it leases under, the ``window`` of its commands."""
        self._store = store
        self._journal = journal
        self._day = HallDay(clock)
        self._machine = machine

    def wants(self, zone: str, *, windows_open: bool = False) -> bool:
        """Whether it is time to lease another block of a zone. ``windows_open``: some window calls today."""
        with self._store.read() as conn:
            return wanted(self._blocks(conn), zone, windows_open=windows_open)

    def keep(self, author: Author, lease: Lease) -> None:
        """Store a block that the hub leased to this machine; only then are its numbers given."""
        subject = f"block:{lease.business_day}:{lease.zone}:{lease.first}"
        facts = {**msgspec.to_builtins(lease), "holder": self._machine}
        said = NewEvent(events.BLOCK_LEASED, subject, facts)
        self._store.transact(lambda conn: self._journal.append(conn, author, said))
        self._day.tell(date.fromisoformat(lease.business_day))

    def issue(self, author: Author, zone: str) -> Slip:
        """取号 without the hub. Raises RuleViolation ``tickets.block_empty`` (zone)."""

        def work(conn: Connection) -> Slip:
            found = next_number(self._blocks(conn), zone)
            if found is None:
                raise RuleViolation("tickets.block_empty", zone=zone)
            block, serial = found
            facts: dict[str, Json] = {
                "number": rules.number_text(block.prefix, serial),
                "serial": serial,
                "turn": block.turn + serial - block.first + 1,
                "zone": zone,
                "priority": int(Priority.NORMAL),
                "group": "",
                "business_day": block.business_day,
                "owner": window_for(block, serial),
            }
            event = NewEvent(events.ISSUED, events.subject_of(new_id()), facts)
            made = rules.issued(ticket_event(self._journal.append(conn, author, event)))
            return Slip(made.id, made.number, zone, made.business_day, made.issued_at, made.owner)

        return self._store.transact(work)

    def _blocks(self, conn: Connection) -> tuple[tuple[Lease, int], ...]:
        life = lives(conn, self._journal.node)[-1]
        return blocks_of(conn, life, self._machine, self._day.today())
