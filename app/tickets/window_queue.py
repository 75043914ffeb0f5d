"""The hall's queue as a window uses it, with the hub or without: who owns a ticket moves it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from app.core.errors import Offline
from app.journal.model import Author
from app.tickets import events
from app.tickets.commands import TicketCommands
from app.tickets.model import Ticket
from app.tickets.remote import HubDesk
from app.tickets.window_desk import WindowDesk

_PAUSES_S = (0.1, 0.2, 0.4, 0.8)
"""How long another window is given to return a ticket that only it holds."""


class WindowQueue(TicketCommands):
    """Calls through the hub while it is there, from the own stock when it is not.

    ``reachable`` is told by whoever follows the hub; while it is false nobody is asked and nobody waits.
    """

    def __init__(
        self,
        own: WindowDesk,
        hub: Callable[[], HubDesk],
        pause: Callable[[float], object],
    ) -> None:
        """``hub`` gives the hub's desk, or raises Offline while there is none; ``pause`` waits seconds."""
        self.own = own
        self.reachable = True
        self._hub = hub
        self._pause = pause

    def call_next(self, command_id: str, author: Author, zones: Sequence[str]) -> Ticket | None:
        """叫号: the next citizen for the author's window; None when nobody waits.

        Raises Offline when the hub is gone and nothing is left that this window may call.
        """
        at_hand = self.own.at_hand()
        if at_hand is not None:
            return at_hand
        try:
            return self._call_with_hub(command_id, author, zones)
        except Offline:
            ticket = self.own.call(author, zones)
            if ticket is None:
                raise
            return ticket

    def call_by_hand(self, author: Author, number: str) -> Ticket:
        """Call a number that the clerk typed; see ``WindowDesk.call_by_hand``."""
        return self.own.call_by_hand(author, number)

    def change(self, kind: str, command_id: str, author: Author, ticket_id: str) -> Ticket:
        """See TicketCommands."""
        if self.own.owns(ticket_id):
            return self.own.change(author, ticket_id, kind)
        return self._hub().change(kind, command_id, author, ticket_id)

    def news(self, rows: Iterable[Mapping[str, Any]], window: str) -> bool:
        """Rows of the hall's feed: what this window is asked for, or has lost, goes back. True when any."""
        leaving = ((events.DEMANDED, window), (events.RECLAIMED, window))
        asked = [
            (row["subject"].partition(":")[2], row["payload"]["held"])
            for row in rows
            if (row["kind"], row["payload"].get("from")) in leaving
        ]
        if asked:
            self.own.give_back(asked)
        return bool(asked)

    def _call_with_hub(self, command_id: str, author: Author, zones: Sequence[str]) -> Ticket | None:
        if not self.reachable:
            raise Offline("tickets.none_left")
        self.own.give_back_missed(author)
        for attempt, pause in enumerate((*_PAUSES_S, 0.0)):
            asking, done = f"{command_id}.{attempt}" if attempt else command_id, self.own.stock().closed
            answer = self._hub().call_and_keep(asking, author, zones, done)
            self.own.settle(answer.owned, date.fromisoformat(answer.day), answered=True)
            ticket = answer.ticket or self.own.call(author, zones)
            if ticket is not None or not answer.demanded or not pause:
                return ticket
            self._pause(pause)
        return None
