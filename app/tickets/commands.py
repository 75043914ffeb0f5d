"""What a clerk does with a ticket that was called: the same five commands on every way to the queue."""

from __future__ import annotations

from abc import ABC, abstractmethod

from app.journal.model import Author
from app.tickets import events
from app.tickets.model import Ticket


class TicketCommands(ABC):
    """A way to the queue says in ``change`` what becomes of a command. A command repeated with the same id
    changes nothing more."""

    @abstractmethod
    def change(self, kind: str, command_id: str, author: Author, ticket_id: str) -> Ticket:
        """Let something happen to a ticket; ``kind``: of the event that it is (app.tickets.events)."""

    def recall(self, command_id: str, author: Author, ticket_id: str) -> Ticket:
        """重呼: call the same citizen again."""
        return self.change(events.RECALLED, command_id, author, ticket_id)

    def start(self, command_id: str, author: Author, ticket_id: str) -> Ticket:
        """开始办理: the citizen has come."""
        return self.change(events.STARTED, command_id, author, ticket_id)

    def miss(self, command_id: str, author: Author, ticket_id: str) -> Ticket:
        """过号: the citizen did not come."""
        return self.change(events.MISSED, command_id, author, ticket_id)

    def restore(self, command_id: str, author: Author, ticket_id: str) -> Ticket:
        """Take a 过号 back: the ticket waits again, before everybody else."""
        return self.change(events.RESTORED, command_id, author, ticket_id)

    def finish(self, command_id: str, author: Author, ticket_id: str) -> Ticket:
        """完成: the visit is over and the window is free for the next."""
        return self.change(events.FINISHED, command_id, author, ticket_id)
