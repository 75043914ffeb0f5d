"""Calling citizens (叫号): intents on the queue."""

from __future__ import annotations

from collections.abc import Callable

from app.core.errors import AppError, Offline
from app.core.ids import new_id
from app.journal.model import Author
from app.tickets.board import HallBoard
from app.tickets.escrow import Stock
from app.tickets.model import Ticket
from ui.workbench.session import Session, wording

UNDO_MISS_S = 8
Command = Callable[[str, Author, str], Ticket]
"""A command on a ticket: command id, author, ticket id."""


class TicketControl:
    """F2, F3, F4 and their undo. A press while the same command is on its way does nothing."""

    def __init__(self, session: Session, open_visit: Callable[[Ticket | None], None]) -> None:
        self._session = session
        self._open_visit = open_visit
        self._left: tuple[str, str] | None = None

    def call_next(self) -> None:
        """Call the next citizen; this window's finished ticket is given back in the same breath."""
        session = self._session
        if self._is_busy() or not session.begin("call_next"):
            return
        services, left, command_id = session.services, self._left, new_id()

        def work() -> Ticket | None:
            if left is not None:
                self._give_back(services.author, *left)
            return services.queue.call_next(command_id, services.author, services.zones)

        session.run("sync", work, self._called, action="call_next", failed=self._not_called)

    def call_by_hand(self, number: str) -> None:
        """Call the number that was typed, when nothing else can be called (手工叫号)."""
        session = self._session
        if self._is_busy() or not session.begin("call_next"):
            return
        services = session.services
        session.run(
            "sync",
            lambda: services.queue.call_by_hand(services.author, number),
            self._called,
            action="call_next",
            failed=session.fail,
        )

    def stop_typing(self) -> bool:
        """No number is to be typed after all; false when none was."""
        typing = self._session.model.typing
        self._session.update(typing=False)
        return typing

    def stocked(self, stock: Stock) -> None:
        """What this window can call without the hub has changed."""
        self._session.update(stock=stock)

    def recall(self) -> None:
        """Call the same citizen again."""
        self._change("recall", self._session.services.queue.recall, self._recalled)

    def miss(self) -> None:
        """The citizen did not come."""
        self._change("miss", self._session.services.queue.miss, self._missed)

    def restore(self, ticket_id: str) -> None:
        """A citizen who missed the call has come after all: back to the front (恢复)."""
        board = self._session.model.board
        for ticket in board.missed if board else ():
            if ticket.id == ticket_id:
                self._restore(ticket)

    def start(self) -> None:
        """The citizen is here: open the visit."""
        model = self._session.model
        if model.ticket is not None and model.visit is None:
            self._tell_start(model.ticket)
            self._open_visit(model.ticket)

    def walk_in(self) -> None:
        """Serve somebody without a ticket (无号直办)."""
        if not self._is_busy() and "call_next" not in self._session.model.busy:
            self._open_visit(None)

    def left(self, visit_id: str, ticket_id: str) -> None:
        """A visit with a ticket is over: the window is free for the next."""
        left = self._left = (visit_id, ticket_id) if ticket_id else None
        session = self._session
        session.update(ticket=None)
        if left is not None:
            # Whoever comes or leaves before it is said, it is the end of this clerk's visit. Where the hub
            # is needed for it and gone, the next call says it again.
            author = Author(session.model.clerk.id, session.services.duty.window)
            session.run("sync", lambda: self._give_back(author, *left), _said, failed=_said)

    def follow(self, board: HallBoard) -> None:
        """The hall's queue changed. After a restart the window finds its called ticket again."""
        session = self._session
        session.update(board=board, live=True, live_at=session.clock.now())
        model = session.model
        if model.services is None or model.busy & {"call_next", "miss"}:
            return
        if model.ticket is not None and model.visit is None and _is_elsewhere(model.ticket, board):
            session.update(ticket=None)
            session.say("queue.taken_back", "warn", number=model.ticket.number, action="walk_in")
        held = board.held_by(model.services.duty.window)
        if held is None or held.id in model.stock.closed or (self._left and held.id == self._left[1]):
            return
        at_hand = model.ticket.id if model.ticket else model.visit.ticket_id if model.visit else held.id
        if held.id == at_hand:
            session.update(ticket=held)

    def cut(self) -> None:
        """The hub is gone: what is shown of the queue grows old from now."""
        self._session.update(live=False)

    def _change(self, action: str, command: Command, done: Callable[[Ticket], None]) -> None:
        session, ticket = self._session, self._session.model.ticket
        if ticket is None or session.model.visit is not None or not session.begin(action):
            return
        services, command_id = session.services, new_id()
        session.run(
            "sync",
            lambda: command(command_id, services.author, ticket.id),
            done,
            action=action,
            failed=self._failed,
        )

    def _called(self, ticket: Ticket | None) -> None:
        if ticket is None:
            self._session.say("queue.empty", "info")
            return
        self._left = None
        self._session.unsay()
        # Who comes now is not whose receipt is in front.
        self._session.update(
            ticket=ticket, undo=None, evaluation="none", typing=False, document=None, document_case=""
        )

    def _recalled(self, ticket: Ticket) -> None:
        self._session.update(ticket=ticket)

    def _missed(self, ticket: Ticket) -> None:
        self._session.update(ticket=None)
        self._session.offer_undo(
            wording("ticket.missed", number=ticket.number), UNDO_MISS_S, lambda: self._restore(ticket)
        )

    def _restore(self, ticket: Ticket) -> None:
        session = self._session
        if not session.begin("undo"):
            return
        services, command_id = session.services, new_id()

        def done(_: Ticket) -> None:
            session.say("ticket.restored", "ok", number=ticket.number)

        session.run(
            "sync",
            lambda: services.queue.restore(command_id, services.author, ticket.id),
            done,
            action="undo",
            failed=self._failed,
        )

    def _give_back(self, author: Author, visit_id: str, ticket_id: str) -> None:
        """Make sure that the hub knows of the last visit's end before it is asked for the next ticket.

        The command id is the one that the hub itself uses when the visit's end arrives by sync.
        """
        services = self._session.services
        try:
            services.queue.finish(f"finish:{visit_id}", author, ticket_id)
        except Offline:
            raise
        except AppError as error:
            if error.code not in ("tickets.wrong_state", "tickets.unknown_ticket"):
                raise

    def _tell_start(self, ticket: Ticket) -> None:
        services, command_id = self._session.services, new_id()
        self._session.run(
            "sync",
            lambda: services.queue.start(command_id, services.author, ticket.id),
            _said,
            failed=_said,
        )

    def _is_busy(self) -> bool:
        """Also while the clerk changes: nobody is called for who is just leaving."""
        model = self._session.model
        return model.visit is not None or model.ticket is not None or bool(model.busy & {"start", "duty"})

    def _not_called(self, error: Exception) -> None:
        """Nothing is left to call without the hub: the clerk may type a number."""
        if not isinstance(error, Offline):
            self._session.fail(error)
            return
        self.cut()
        self._session.update(typing=True)
        self._session.say("queue.offline", "warn", action="walk_in")
        self._session.focus("number")

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Offline):
            self.cut()
            self._session.say("queue.offline", "warn", action="walk_in")
            return
        self._session.fail(error)


def _is_elsewhere(called: Ticket, board: HallBoard) -> bool:
    """Whether a called ticket was taken from this window since (收回); an older board says nothing."""
    known = next((t for t in (*board.waiting, *board.at_windows) if t.id == called.id), called)
    return known.version > called.version and known.window != called.window


def _said(_: object) -> None:
    """The journal tells it too, and the next call: nothing to show."""
