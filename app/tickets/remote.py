"""The hub's ticket desk as a window or kiosk uses it: the same commands, over the network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.journal.model import Author
from app.sync.hub_client import HubClient
from app.tickets.model import Priority, Ticket


@dataclass(frozen=True, slots=True)
class _Answer:
    ticket: Ticket | None


class RemoteDesk:
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

    def recall(self, command_id: str, author: Author, ticket_id: str) -> Ticket:
        """重呼."""
        return self._one(f"tickets/{ticket_id}/recall", command_id, author)

    def start(self, command_id: str, author: Author, ticket_id: str) -> Ticket:
        """开始办理."""
        return self._one(f"tickets/{ticket_id}/start", command_id, author)

    def miss(self, command_id: str, author: Author, ticket_id: str) -> Ticket:
        """过号."""
        return self._one(f"tickets/{ticket_id}/miss", command_id, author)

    def restore(self, command_id: str, author: Author, ticket_id: str) -> Ticket:
        """Take a 过号 back."""
        return self._one(f"tickets/{ticket_id}/restore", command_id, author)

    def finish(self, command_id: str, author: Author, ticket_id: str) -> Ticket:
        """完成."""
        return self._one(f"tickets/{ticket_id}/finish", command_id, author)

    def _one(
        self, path: str, command_id: str, author: Author, facts: dict[str, object] | None = None
    ) -> Ticket:
        ticket = self._ask(path, command_id, author, facts or {})
        assert ticket is not None, "only a call may find nobody"
        return ticket

    def _ask(self, path: str, command_id: str, author: Author, facts: dict[str, object]) -> Ticket | None:
        who = {
            "actor": author.actor,
            "window": author.window,
            "acting_for": author.acting_for,
            "authority": author.authority,
        }
        body: dict[str, object] = {"command_id": command_id, **who, **facts}
        return self._hub.command(path, body, _Answer).ticket
