"""What a window makes of the tickets that the hub says it owns (预分配). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from msgspec import Struct

from app.tickets import rules
from app.tickets.model import Ticket, TicketState

_IDLE = (TicketState.WAITING, TicketState.MISSED)


class Step(Enum):
    """What to do about one ticket: nothing, count on it, store it, give it back."""

    NOTHING = auto()
    CONFIRM = auto()
    HOLD = auto()
    GIVE_BACK = auto()


class Stock(Struct, frozen=True):
    """What a window has left when the hub is gone. Published on the event bus whenever it changes.

    ``ready``: how many numbers it may call; ``unconfirmed``: how many more it holds since before it was
    started again, which it may not call until the hub has confirmed them (待确认). ``closed``: ids of today's
    tickets that it has finished with, whatever the hub's board still shows.
    """

    ready: int = 0
    unconfirmed: int = 0
    closed: frozenset[str] = frozenset()


def step(mine: Ticket | None, theirs: Ticket, window: str, room: int) -> Step:
    """What to do about a ticket as the hub knows it; ``mine`` is what this window stored of it.

    ``room``: how many more tickets the window would take. An answer that is older than what the window did
    since has a lower epoch, or the same: it changes nothing.
    """
    if theirs.owner != window:
        lost = mine is not None and mine.owner == window and mine.epoch < theirs.epoch
        return Step.GIVE_BACK if lost and mine is not None and mine.state in _IDLE else Step.NOTHING
    if mine is not None and mine.epoch >= theirs.epoch:
        # Called or over at the hub while it waits here: a disk that is lost has said so.
        same = mine.epoch == theirs.epoch and mine.owner == window and theirs.state in _IDLE
        return Step.CONFIRM if same else Step.NOTHING
    untouched = mine is None or mine.state in _IDLE
    if theirs.state == TicketState.WAITING:
        return Step.HOLD if room > 0 and untouched else _return(mine, window)
    if theirs.state == TicketState.MISSED:
        return _return(mine, window)
    return Step.HOLD if untouched and theirs.state in rules.AT_WINDOW else Step.NOTHING


def is_past(typed: Ticket, theirs: Ticket) -> bool:
    """Whether the hub's ticket goes on where one is over that was typed here with its number: called to this
    window once more, or to be given back. What the typing itself did is known by its instant."""
    echo = theirs.state in rules.AT_WINDOW and theirs.called_at == typed.issued_at
    return typed.state in rules.OVER and not echo


def _return(mine: Ticket | None, window: str) -> Step:
    """Given to this window, which does not want it; but not while a citizen stands here with it."""
    at_hand = mine is not None and mine.state in rules.AT_WINDOW and mine.window == window
    return Step.NOTHING if at_hand else Step.GIVE_BACK


def room(mine: Sequence[Ticket], window: str) -> int:
    """How many more tickets a window with these would take."""
    waiting = [ticket for ticket in mine if ticket.owner == window and ticket.state == TicketState.WAITING]
    return rules.ESCROW - len(waiting)
