"""What the citizens of the model hear: which window called which number, and who let it go."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import select

from app.db.store import Store
from app.journal.chain import parse
from app.journal.model import journal
from app.tickets import events, queries
from app.tickets.model import tickets
from tests.support.sync_model import HALL_ID, ModelHub
from tests.support.sync_model_window import ModelWindow

_HEARD = (events.CALLED, events.HAND_CALLED, events.FINISHED)
_LET_GO = (events.MISSED, events.RECLAIMED)
Number = tuple[str, str]


class Callers:
    """``_by``: for each number of a day the windows that called or served it and did not let it go;
    ``_overruled``: numbers where a person, or a hub that lost its memory, overrode the rule: then both must
    be listed."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._by: dict[Number, set[str]] = defaultdict(set)
        self._overruled: set[Number] = set()
        self._doubled: dict[Number, set[str]] = defaultdict(set)

    def overrule(self, hub: ModelHub) -> None:
        """From now on every number that there is may be called again, but must be listed."""
        with hub.store.read() as conn:
            found = conn.execute(select(tickets.c.business_day, tickets.c.number))
            self._overruled |= {(row.business_day, row.number) for row in found}

    def listen(self, hub: ModelHub, windows: list[ModelWindow]) -> None:
        """Hear what was called since."""
        for store in (hub.store, *(window.store for window in windows)):
            self._listen(store)

    def _listen(self, store: Store) -> None:
        with store.read() as conn:
            said = select(journal).where(journal.c.kind.in_((*_HEARD, *_LET_GO)), journal.c.doubled == 0)
            fresh = [row for row in conn.execute(said.order_by(journal.c.at)) if row.id not in self._seen]
            for row in fresh:
                self._seen.add(row.id)
                ticket = queries.find(conn, HALL_ID, row.subject.partition(":")[2])
                if ticket is not None:
                    number = (ticket.business_day, ticket.number)
                    self._hear(row.kind, number, str(parse(row.payload).get("from", row.window)))

    def _hear(self, kind: str, number: Number, window: str) -> None:
        if kind in _LET_GO:
            self._by[number].discard(window)
            return
        if kind == events.HAND_CALLED:
            self._overruled.add(number)
        others = self._by[number] - {window}
        if others:
            assert number in self._overruled, f"{number[1]} was called by {others} and by {window}"
            self._doubled[number] |= others | {window}
        self._by[number].add(window)

    def check_listed(self, hub: ModelHub) -> None:
        """Whoever was called twice is on the list of double services."""
        for (day, number), served in self._doubled.items():
            with hub.store.read() as conn:
                found = queries.double_services(conn, HALL_ID, date.fromisoformat(day))
            listed = {name for each in found if each.number == number for name in (each.first, each.second)}
            assert served <= listed, f"a double service of {number} is hidden"
