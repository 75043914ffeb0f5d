"""The hub's ticket desk as a window or kiosk uses it: the same commands, over the network."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from app.journal.model import Author
from app.tickets import events, rules
from app.tickets.commands import TicketCommands
from app.tickets.model import Lease, Priority, Ticket

if TYPE_CHECKING:
    from app.sync.hub_client import HubClient

_MOST_DONE = 200
_ACTIONS = {
    events.RECALLED: "recall",
    events.STARTED: "start",
    events.MISSED: "miss",
    events.RESTORED: "restore",
    events.FINISHED: "finish",
}
"""The last part of the address under which the hub lets it happen."""


class _Answer(Struct, frozen=True):
    ticket: Ticket | None


class Called(Struct, frozen=True):
    """The answer to a window that keeps tickets; see ``service.Done``."""

    ticket: Ticket | None
    owned: tuple[Ticket, ...]
    demanded: bool
    day: str


class HubDesk(TicketCommands):
    """The hub's side of a window that keeps tickets. Every method may raise Offline."""

    @abstractmethod
    def call_and_keep(
        self, command_id: str, author: Author, zones: Sequence[str], done: Iterable[str]
    ) -> Called:
        """叫号 by a window with a store of its own; ``done``: ids of tickets that it has finished with."""


class RemoteDesk(HubDesk):
    """Commands on the tickets of the hub's hall; see ``service.TicketDesk`` for what they mean.

    ``command_id`` is made with ``new_id()`` once for each press of a button: repeat a command that went
    unanswered (Offline) with the same id. Raises Offline, and Refused with the code of the rule.
    """

    def __init__(self, hub: HubClient) -> None:
        self._hub = hub

    def issue(
        self,
        command_id: str,
        author: Author,
        zone: str,
        priority: Priority = Priority.NORMAL,
        group: str = "",
    ) -> Ticket:
        """取号."""
        facts = {"zone": zone, "priority": priority, "group": group}
        return self._one("tickets", command_id, author, facts)

    def call_next(self, command_id: str, author: Author, zones: Sequence[str] = ()) -> Ticket | None:
        """叫号; None when nobody waits."""
        return self._ask("calls", command_id, author, {"zones": list(zones)})

    def call_and_keep(
        self, command_id: str, author: Author, zones: Sequence[str], done: Iterable[str]
    ) -> Called:
        """See HubDesk."""
        facts = {"zones": list(zones), "keep": rules.ESCROW, "done": sorted(done)[:_MOST_DONE]}
        return self._hub.command("calls", _body(command_id, author, facts), Called)

    def lease(self, command_id: str, author: Author, zone: str) -> Lease:
        """A block of numbers (号段) for the author's machine."""
        return self._hub.command("leases", _body(command_id, author, {"zone": zone}), Lease)

    def change(self, kind: str, command_id: str, author: Author, ticket_id: str) -> Ticket:
        """See TicketCommands."""
        return self._one(f"tickets/{ticket_id}/{_ACTIONS[kind]}", command_id, author)

    def _one(
        self, path: str, command_id: str, author: Author, facts: dict[str, object] | None = None
    ) -> Ticket:
        ticket = self._ask(path, command_id, author, facts or {})
        assert ticket is not None, "only a call may find nobody"
        return ticket

    def _ask(self, path: str, command_id: str, author: Author, facts: dict[str, object]) -> Ticket | None:
        return self._hub.command(path, _body(command_id, author, facts), _Answer).ticket


def _body(command_id: str, author: Author, facts: dict[str, object]) -> dict[str, object]:
    who = {
        "actor": author.actor,
        "window": author.window,
        "acting_for": author.acting_for,
        "authority": author.authority,
    }
    return {"command_id": command_id, **who, **facts}
