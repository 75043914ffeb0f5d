"""Calling at a window, put together: its own tickets, what the live feed says of them, what is left."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from app.cases.queries import served
from app.core.errors import StorageError
from app.core.events import EventBus
from app.db.store import Store
from app.journal.model import Author
from app.sync.model import HallEvents, HallSnapshot, HubReachable
from app.tickets import events
from app.tickets.board import board_from
from app.tickets.escrow import Stock
from app.tickets.model import Ticket
from app.tickets.window_queue import WindowQueue
from ui.workbench.services import QueueCommands

T = TypeVar("T")
_log = logging.getLogger(__name__)


class WindowCalls(QueueCommands):
    """One window's calls, with the hub or without.

    Publishes a Stock on the bus whenever what is left for the time without the hub has changed.
    """

    def __init__(
        self,
        queue: WindowQueue,
        store: Store,
        hall_id: str,
        bus: EventBus,
        sync_soon: Callable[[], None],
    ) -> None:
        """``sync_soon`` uploads what was written."""
        self._queue = queue
        self._own = queue.own
        self._store = store
        self._hall_id = hall_id
        self._bus = bus
        self._sync_soon = sync_soon
        self._told = Stock()

    def follow(self) -> None:
        """Listen to the live feed: confirmations, demands, and whether the hub is there."""
        self._bus.subscribe(HallSnapshot, self._picture)
        self._bus.subscribe(HallEvents, self._rows)
        self._bus.subscribe(HubReachable, self._reachable)
        self._tell()

    def call_next(self, command_id: str, author: Author, zones: Sequence[str]) -> Ticket | None:
        """See QueueCommands."""
        self._finish_over(author)
        return self._then_tell(lambda: self._queue.call_next(command_id, author, zones))

    def call_by_hand(self, author: Author, number: str) -> Ticket:
        """See QueueCommands."""
        self._finish_over(author)
        return self._then_tell(lambda: self._queue.call_by_hand(author, number))

    def change(self, kind: str, command_id: str, author: Author, ticket_id: str) -> Ticket:
        """See TicketCommands."""
        return self._then_tell(lambda: self._queue.change(kind, command_id, author, ticket_id))

    @property
    def reachable(self) -> bool:
        """Whether the hub is there, as far as the live feed knows."""
        return self._queue.reachable

    def leave(self) -> None:
        """This window stops calling (离岗, end of the program): what it holds goes back."""
        self._unless_the_disk_fails(self._own.leave)

    def _finish_over(self, author: Author) -> None:
        """A visit that ended without a word to the queue, as when the power went, frees the window."""
        at_hand = self._own.at_hand()
        if at_hand is None:
            return
        with self._store.read() as conn:
            over = served(conn, self._hall_id, at_hand.id)
        if over:
            self._own.change(author, at_hand.id, events.FINISHED)

    def _then_tell(self, work: Callable[[], T]) -> T:
        try:
            return work()
        finally:
            self._tell()
            self._sync_soon()

    def _tell(self) -> None:
        stock = self._own.stock()
        if stock != self._told:
            self._told = stock
            self._bus.publish(stock)
            self._sync_soon()

    def _picture(self, event: HallSnapshot) -> None:
        self._unless_the_disk_fails(lambda: self._settle(event))

    def _rows(self, event: HallEvents) -> None:
        self._unless_the_disk_fails(lambda: self._queue.news(event.rows, self._own.window))

    def _unless_the_disk_fails(self, work: Callable[[], object]) -> None:
        """The hall is followed also by a window that can write nothing: then it holds nothing either."""
        try:
            work()
            self._tell()
        except StorageError as error:
            _log.warning("what this window holds cannot be kept in step: %s", error.code)

    def _settle(self, event: HallSnapshot) -> None:
        board = board_from(event.snapshot)
        known = (*board.waiting, *board.at_windows, *board.missed)
        self._own.settle(known, date.fromisoformat(board.business_day), answered=False)
        window = self._own.window
        asked = [(t.id, t.epoch) for t in board.waiting if t.demanded and t.owner == window]
        if asked:
            self._own.give_back(asked)

    def _reachable(self, event: HubReachable) -> None:
        self._queue.reachable = event.reachable
