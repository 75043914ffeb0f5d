"""The reading cycle of an ID card reader as a state machine. Pure: (state, what was seen, now) -> what to do.

Find, select, read, always the whole chain. After a good read the card counts as removed once two finds in a
row came back empty. Another number is taken at once, the same not within five seconds of its last event:
some readers lose and find again a card that still lies there. A failed read is quickly repeated three
times before the citizen is asked to place the card anew.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from devices.idcard.contract import Card

FIND_INTERVAL = 0.4
"""Seconds between finds of an idle reader."""
REPEAT_INTERVAL = 0.1
QUICK_REPEATS = 3
EMPTY_FINDS = 2
SAME_CARD = timedelta(seconds=5)
SAME_PERSON = timedelta(seconds=30)
"""Failed placings further apart are taken for another person's."""

HOPELESS = ("card.unknown_kind",)
"""Troubles that repeating cannot mend."""


class Phase(Enum):
    """What the cycle waits for."""

    SEARCHING = "searching"
    """a card"""
    HOLDING = "holding"
    """the removal of the card that was read"""
    RESEATING = "reseating"
    """the card to be placed anew, or to become readable where it lies"""


class CycleState(Struct, frozen=True):
    """Where the cycle stands."""

    phase: Phase = Phase.SEARCHING
    empty_finds: int = 0
    failures: int = 0
    placings: int = 0
    failed_at: datetime | None = None
    last_number: str = ""
    last_at: datetime | None = None
    asked: bool = False


class NoCard(Struct, frozen=True):
    """A find came back empty."""


class CardFound(Struct, frozen=True):
    """A find met a card."""


class CardSeen(Struct, frozen=True):
    """Select and read went well."""

    card: Card


class ReadFailed(Struct, frozen=True):
    """Select or read failed."""

    code: str
    status: str = ""


class ReadAgain(Struct, frozen=True):
    """The clerk asks for the card, whether or not it was read before."""


Seen = NoCard | CardFound | CardSeen | ReadFailed | ReadAgain


class Find(Struct, frozen=True):
    """Next: look for a card after so many seconds."""

    after: float = FIND_INTERVAL


class Read(Struct, frozen=True):
    """Next: select and read the card found."""


class Announce(Struct, frozen=True):
    """Tell the program of a card."""

    card: Card


class Complain(Struct, frozen=True):
    """Tell the clerk that a card could not be read."""

    code: str
    attempt: int
    status: str = ""


class Decision(Struct, frozen=True):
    """The new state, the next act on the reader, and what there is to tell."""

    state: CycleState
    act: Find | Read
    tell: Announce | Complain | None = None


def decide(state: CycleState, seen: Seen, now: datetime) -> Decision:
    """One step of the cycle."""
    match seen:
        case NoCard():
            return _empty(state)
        case CardFound():
            return Decision(replace(state, empty_finds=0), Read())
        case CardSeen(card):
            return _read(state, card, now)
        case ReadFailed():
            return _failed(state, seen, now)
        case ReadAgain():
            return Decision(
                replace(state, phase=Phase.SEARCHING, empty_finds=0, failures=0, asked=True), Find(0.0)
            )


def _empty(state: CycleState) -> Decision:
    tell = Complain("card.none", 0) if state.asked else None
    count = min(state.empty_finds + 1, EMPTY_FINDS)
    state = replace(state, empty_finds=count, asked=False)
    if count == EMPTY_FINDS:
        state = replace(state, phase=Phase.SEARCHING, failures=0)
    return Decision(state, Find(), tell)


def _read(state: CycleState, card: Card, now: datetime) -> Decision:
    held = replace(state, phase=Phase.HOLDING, failures=0, placings=0, asked=False)
    if card.number == state.last_number and not state.asked and _counts_as_same(state, now):
        return Decision(held, Find())
    return Decision(replace(held, last_number=card.number, last_at=now), Find(), Announce(card))


def _counts_as_same(state: CycleState, now: datetime) -> bool:
    return state.phase is Phase.HOLDING or _within(SAME_CARD, state.last_at, now)


def _failed(state: CycleState, seen: ReadFailed, now: datetime) -> Decision:
    if state.phase is not Phase.SEARCHING:
        return Decision(state, Find())
    failures = state.failures + 1
    if failures <= QUICK_REPEATS and seen.code not in HOPELESS:
        return Decision(replace(state, failures=failures), Find(REPEAT_INTERVAL))
    placings = state.placings + 1 if _within(SAME_PERSON, state.failed_at, now) else 1
    state = replace(state, phase=Phase.RESEATING, failures=0, placings=placings, failed_at=now, asked=False)
    return Decision(state, Find(), Complain(seen.code, placings, seen.status))


def _within(span: timedelta, then: datetime | None, now: datetime) -> bool:
    """Whether two instants lie closer than a span, whichever way the machine's clock was set meanwhile."""
    return then is not None and abs(now - then) < span
