"""The board of a hall (大厅看板): what waits, what is called where, what was called last. Pure.

A board starts from the hub's snapshot and follows the hall's feed row by row. The workbench's queue column
and the hall screen show the same board.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from app.sync.events import DROPPED, RELEASED
from app.tickets import events, rules
from app.tickets.events import TicketEvent
from app.tickets.model import Ticket, TicketState
from devices.decoding import convert

RECENT_CALLS = 30
"""How many of the last calls a board remembers."""


class FeedGap(ValueError):
    """Rows of the feed are missing: the board needs a new snapshot."""


class Call(Struct, frozen=True):
    """A ticket was called to a window; ``calls`` > 1 means recalled (重呼). ``at`` is journal text."""

    ticket_id: str
    number: str
    zone: str
    window: str
    at: str
    calls: int


class HallBoard(Struct, frozen=True):
    """One hall on one business day, as of feed position ``seq``.

    ``waiting`` stands in the order in which it will be called, ``at_windows`` holds called and serving
    tickets by window, ``missed`` the newest first, ``calls`` the last calls, newest first, one a ticket.
    """

    hall_id: str
    business_day: str
    seq: int
    waiting: tuple[Ticket, ...] = ()
    at_windows: tuple[Ticket, ...] = ()
    missed: tuple[Ticket, ...] = ()
    calls: tuple[Call, ...] = ()

    def held_by(self, window: str) -> Ticket | None:
        """The ticket called to or served at a window."""
        return next((ticket for ticket in self.at_windows if ticket.window == window), None)

    def waiting_in(self, zones: Iterable[str]) -> tuple[Ticket, ...]:
        """Who waits for a window that serves these zones (功能区); none given = every zone."""
        served = frozenset(zones)
        return tuple(ticket for ticket in self.waiting if not served or ticket.zone in served)

    def waiting_by_zone(self) -> dict[str, int]:
        """How many wait in each zone that anybody waits in."""
        counts: dict[str, int] = {}
        for ticket in self.waiting:
            counts[ticket.zone] = counts.get(ticket.zone, 0) + 1
        return counts


def board_of(
    hall_id: str, day: str, seq: int, tickets: Iterable[Ticket], last_called: Iterable[Ticket]
) -> HallBoard:
    """A board of tickets in any order; ``last_called`` newest first. Finished tickets are left out."""
    found = tuple(tickets)
    missed = [t for t in found if t.state == TicketState.MISSED]
    return HallBoard(
        hall_id=hall_id,
        business_day=day,
        seq=seq,
        waiting=tuple(sorted((t for t in found if t.state == TicketState.WAITING), key=rules.call_order)),
        at_windows=tuple(
            sorted((t for t in found if t.state in rules.AT_WINDOW), key=lambda t: (t.window, t.turn))
        ),
        missed=tuple(sorted(missed, key=lambda t: (t.called_at, t.turn), reverse=True)),
        calls=tuple(_call(ticket) for ticket in last_called)[:RECENT_CALLS],
    )


def board_from(snapshot: Mapping[str, Any]) -> HallBoard:
    """The board of a snapshot as the hub sends it. Raises msgspec.ValidationError for anything else."""
    return convert(snapshot, HallBoard)


def follow(board: HallBoard, rows: Sequence[Mapping[str, Any]]) -> HallBoard:
    """The board after rows of the hall's feed, in order.

    Rows it has seen are passed over, and so are kinds that are not about tickets. Raises FeedGap when a
    row is missing, or when the hub decided about one that it had not applied: then ask for a new snapshot.
    """
    fresh = [row for row in rows if row["seq"] > board.seq]
    _look_through(fresh, board.seq + 1)
    day, open_tickets, calls = board.business_day, {t.id: t for t in _open(board)}, board.calls
    for event in (_ticket_event(row) for row in fresh if row["kind"] in events.KINDS):
        if event.payload.get("business_day", "") > day:
            day, open_tickets, calls = event.payload["business_day"], {}, ()
        if event.kind == events.HELD:
            if event.payload["business_day"] == day and event.ticket_id not in open_tickets:
                raise FeedGap("perhaps a hub that lost its data learns again what windows hold")
            continue
        if event.kind == events.ISSUED and _is_typed(
            event.payload["number"], (*open_tickets.values(), *calls)
        ):
            raise FeedGap("a number that was typed by hand gets its slip")
        if event.kind == events.MERGED:
            open_tickets.pop(event.ticket_id, None)
            calls = tuple(call for call in calls if call.ticket_id != event.ticket_id)
            continue
        ticket = _after(open_tickets.get(event.ticket_id), event, day)
        if ticket is not None and not _is_second(ticket, open_tickets):
            open_tickets[ticket.id] = ticket
            calls = _calls_after(calls, ticket, event)
    reached = fresh[-1]["seq"] if fresh else board.seq
    return replace(board_of(board.hall_id, day, reached, open_tickets.values(), ()), calls=calls)


def _look_through(rows: Iterable[Mapping[str, Any]], first: int) -> None:
    for expected, row in enumerate(rows, first):
        if row["seq"] != expected:
            raise FeedGap(f"expected {expected}, got {row['seq']}")
        if row["kind"] in (RELEASED, DROPPED) and row["subject"].startswith("ticket:"):
            raise FeedGap("what had happened to a ticket counts only now, or not at all")


_CALLING = (events.CALLED, events.RECALLED, events.HAND_CALLED)
_MAKING = {events.ISSUED: rules.issued, events.HAND_CALLED: rules.hand_called}


def _ticket_event(row: Mapping[str, Any]) -> TicketEvent:
    ticket_id = row["subject"].partition(":")[2]
    return TicketEvent(row["kind"], ticket_id, row["base_version"], row["at"], row["window"], row["payload"])


def _after(known: Ticket | None, event: TicketEvent, day: str) -> Ticket | None:
    """The ticket after an event; None when the event is news of an earlier day, known already, or one that
    the hub will say again in its own words."""
    if event.kind in _MAKING:
        is_new = known is None and event.payload["business_day"] == day
        return _MAKING[event.kind](event) if is_new else None
    if known is None or not rules.in_step(known, event):
        return None
    return rules.after(known, event)


def _is_typed(number: str, shown: Iterable[Ticket | Call]) -> bool:
    return any(each.number == number and not each.zone for each in shown)


def _is_second(ticket: Ticket, known: Mapping[str, Ticket]) -> bool:
    """Whether another ticket has this number already: two machines made one each, the hub makes them one."""
    return ticket.id not in known and any(other.number == ticket.number for other in known.values())


def _calls_after(calls: tuple[Call, ...], ticket: Ticket, event: TicketEvent) -> tuple[Call, ...]:
    others = tuple(call for call in calls if call.ticket_id != ticket.id)
    if event.kind in _CALLING:
        in_order = sorted((_call(ticket), *others), key=lambda call: (call.at, call.ticket_id), reverse=True)
        return tuple(in_order[:RECENT_CALLS])
    return others if ticket.state == TicketState.WAITING else calls


def _open(board: HallBoard) -> tuple[Ticket, ...]:
    return board.waiting + board.at_windows + board.missed


def _call(ticket: Ticket) -> Call:
    return Call(ticket.id, ticket.number, ticket.zone, ticket.window, ticket.called_at, ticket.calls)
