"""What the citizens of the model hear: which window called which number, and who let it go."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import chain

from sqlalchemy import Connection, select

from app.db.store import Store
from app.journal.chain import parse
from app.journal.model import journal
from app.sync.events import DROPPED
from app.tickets import events, queries
from app.tickets.model import tickets
from tests.support.sync_model import HALL_ID, ModelHub
from tests.support.sync_model_window import ModelWindow

_HEARD = (events.CALLED, events.HAND_CALLED, events.FINISHED)
_LET_GO = (events.MISSED, events.RECLAIMED)
Number = tuple[str, str]


class Callers:
    """``_by``: for each number of a day the windows that called or served it and did not let it go, with the
    events that tell it; ``_overruled``: numbers where a person, a hub that lost its memory, or two machines
    that are one window overrode the rule: then both must be listed."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._by: dict[Number, dict[str, set[str]]] = defaultdict(dict)
        self._overruled: set[Number] = set()
        self._doubled: dict[Number, dict[str, set[str]]] = defaultdict(dict)

    def overrule(self, store: Store) -> None:
        """From now on every number that is known there may be called again, but must be listed."""
        with store.read() as conn:
            found = conn.execute(select(tickets.c.business_day, tickets.c.number))
            self._overruled |= {(row.business_day, row.number) for row in found}

    def forget(self, there: set[str]) -> None:
        """Of what windows told only these events are left on any disk: a window that was put back may give
        back what it does not know to have called."""
        for number, called in self._by.items():
            self._by[number] = {window: said & there for window, said in called.items() if said & there}

    def listen(self, hub: ModelHub, windows: list[ModelWindow]) -> None:
        """Hear what was called since."""
        for store in (hub.store, *(window.store for window in windows)):
            self._listen(store)

    def _listen(self, store: Store) -> None:
        kinds = (*_HEARD, *_LET_GO, events.HELD)
        with store.read() as conn:
            said = select(journal).where(journal.c.kind.in_(kinds), journal.c.doubled == 0)
            fresh = [row for row in conn.execute(said.order_by(journal.c.at)) if row.id not in self._seen]
            for row in fresh:
                self._seen.add(row.id)
                ticket = queries.find(conn, HALL_ID, row.subject.partition(":")[2])
                if ticket is not None:
                    number = (ticket.business_day, ticket.number)
                    self._hear(row.kind, number, str(parse(row.payload).get("from", row.window)), row.id)

    def _hear(self, kind: str, number: Number, window: str, said: str) -> None:
        if kind in _LET_GO:
            self._by[number].pop(window, None)
            if kind == events.RECLAIMED:
                # Who takes it from a window says that this one did not serve it.
                self._doubled[number].pop(window, None)
            return
        if kind == events.HELD:
            # What the window keeps of a call by the hub.
            self._by[number].get(window, set()).add(said)
            return
        if kind == events.HAND_CALLED:
            self._overruled.add(number)
        self._by[number].setdefault(window, set()).add(said)
        others = self._by[number].keys() - {window}
        if others:
            assert number in self._overruled, f"{number[1]} was called by {others} and by {window}"
            self._doubled[number] |= self._by[number]

    def check_listed(self, hub: ModelHub) -> None:
        """Whoever was called twice is on the list of double services; what no disk tells, nobody can list,
        and where an administrator dropped something that a window said, he has seen it."""
        with hub.store.read() as conn:
            told = set(conn.execute(select(journal.c.id)).scalars())
            seen = _dropped(conn)
            for (day, number), called in self._doubled.items():
                if (day, number) in seen:
                    continue
                served = {window for window, said in called.items() if said & told}
                found = queries.double_services(conn, HALL_ID, date.fromisoformat(day))
                pairs = [(each.first, each.second) for each in found if each.number == number]
                assert len(served) < 2 or served <= {*chain(*pairs)}, (
                    f"a double service of {number} is hidden"
                )


def _dropped(conn: Connection) -> set[Number]:
    """The numbers that something was said of which does not count any more."""
    dropped = select(journal.c.subject).where(
        journal.c.kind == DROPPED, journal.c.subject.startswith("ticket:")
    )
    said = conn.execute(select(journal.c.payload).where(journal.c.subject.in_(dropped))).scalars()
    facts = [parse(payload) for payload in said]
    return {(str(each["business_day"]), str(each["number"])) for each in facts if "number" in each}
