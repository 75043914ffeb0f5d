"""Giving a citizen a number (取号), with the hub or without: one way for every ticket machine."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from concurrent.futures import Future
from typing import Protocol

from app.core.errors import Offline, RuleViolation
from app.core.ids import new_id
from app.journal.model import Author
from app.tickets.model import Lease, Ticket
from app.tickets.offline_desk import OfflineIssuer, Slip

PATIENCE_S = 1.5
"""So long a citizen waits for the hub: a touch is answered within two seconds, whatever the hub does."""


class HubNumbers(Protocol):
    """The hub's side; see ``remote.RemoteDesk``. Both methods may raise Offline and Refused."""

    def issue(self, command_id: str, author: Author, zone: str) -> Ticket:
        """取号."""
        ...

    def lease(self, command_id: str, author: Author, zone: str) -> Lease:
        """A block of numbers (号段) for the author's machine."""
        ...


class NumberDesk:
    """The numbers of one machine: the hub's while it is there, those of its own blocks when it is not.

    ``reachable`` is told by whoever follows the hub. A hub that does not answer in time counts as gone until
    it is heard again, so that one citizen waits for it and not every one. What it had given when its answer
    was lost or late is nobody's number: it is called in vain once. ``shut_out``: the hub lets this machine in
    no more; then it gives no numbers at all, for nobody would hear of them.
    """

    def __init__(self, hub: HubNumbers, own: OfflineIssuer, machine: str) -> None:
        """``machine``: the name under which it leases (``window`` of its commands)."""
        self.reachable = True
        self.shut_out = False
        self._hub = hub
        self._own = own
        self._author = Author("", machine)

    def give(self, zone: str) -> Slip:
        """The next number of a zone. Raises Refused with the rule of the hub; RuleViolation
        ``tickets.shut_out``, ``tickets.block_empty`` (zone) when the hub is gone and the own numbers are used
        up; StorageError."""
        if self.shut_out:
            raise RuleViolation("tickets.shut_out")
        if self.reachable:
            try:
                return of_hub(self._asked(zone))
            except (Offline, TimeoutError):
                self.reachable = False
        return self._own.issue(self._author, zone)

    def take_blocks(self, zones: Iterable[str], *, windows_open: bool) -> None:
        """Lease what is wanted for the time without the hub; see ``OfflineIssuer.wants``.

        Raises Offline, Refused, StorageError.
        """
        for zone in zones:
            if self._own.wants(zone, windows_open=windows_open):
                self._own.keep(self._author, self._hub.lease(new_id(), self._author, zone))

    def _asked(self, zone: str) -> Ticket:
        """The hub's number; TimeoutError when it is late. A request has many waits (name, connection, token,
        answer), each with a limit of its own: only a thread that may be left behind bounds them all."""
        answer: Future[Ticket] = Future()

        def ask() -> None:
            try:
                answer.set_result(self._hub.issue(new_id(), self._author, zone))
            except Exception as error:
                answer.set_exception(error)

        threading.Thread(target=ask, name="number", daemon=True).start()
        return answer.result(PATIENCE_S)


def of_hub(ticket: Ticket) -> Slip:
    """What stands on the slip of a number that the hub gave: where it will be called is open."""
    return Slip(ticket.id, ticket.number, ticket.zone, ticket.business_day, ticket.issued_at)
