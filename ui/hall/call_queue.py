"""Which call stands on the card, and which come after it. Pure; time is passed in.

Calls take the card one at a time, in the order in which they were made, so that screen and voice say the
same. The list below shows every other call at once: a call on its way to the card is read there already.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Sequence
from datetime import datetime, timedelta

from app.tickets.board import Call

HOLD = timedelta(seconds=6)
"""A call has the card at least this long."""
LIT = timedelta(seconds=10)
"""A new call is inverted this long, unless another takes its place."""
PULSES = 3
"""It pulses this often, once a second."""


class CallQueue:
    """Follows the calls of a board, newest first."""

    def __init__(self) -> None:
        self.card: Call | None = None
        self._calls: tuple[Call, ...] = ()
        self._coming: deque[Call] = deque()
        self._seen: dict[str, str] | None = None
        self._since: datetime | None = None

    @property
    def rows(self) -> tuple[Call, ...]:
        """Every call but the one on the card, newest first."""
        on_card = self.card.ticket_id if self.card else ""
        return tuple(call for call in self._calls if call.ticket_id != on_card)

    def follow(self, calls: Sequence[Call], awaited: Container[str]) -> None:
        """Take over the board's calls; new ones line up for the card if their ticket is still awaited.

        The first board only fills the list: what was called before the screen came on is not called again.
        """
        self._calls = tuple(calls)
        if self._seen is not None:
            fresh = [call for call in reversed(calls) if self._seen.get(call.ticket_id) != call.at]
            again = {call.ticket_id for call in fresh}
            standing = {call.ticket_id for call in calls} - again
            self._coming = deque(call for call in self._coming if call.ticket_id in standing)
            self._coming.extend(call for call in fresh if call.ticket_id in awaited)
        self._seen = {call.ticket_id: call.at for call in calls}
        self._keep_card()

    def advance(self, now: datetime, *, speaking: bool) -> Call | None:
        """Let the next call take the card if it is free; returns that call.

        ``speaking``: the voice has not finished with the one on the card.
        """
        if not self._coming or speaking or self._elapsed(now) < HOLD:
            return None
        self.card = self._coming.popleft()
        self._since = now
        return self.card

    def lit(self, now: datetime) -> bool:
        """Whether the card is inverted."""
        return self._elapsed(now) < LIT

    def pulse(self, now: datetime) -> bool:
        """Whether the card is in the bright half of a pulse."""
        elapsed = self._elapsed(now).total_seconds()
        return elapsed < PULSES and elapsed % 1 < 0.5

    def _keep_card(self) -> None:
        """Keep the call on the card while the board knows it; else the newest that is not on its way."""
        standing = {call.ticket_id for call in self._calls}
        if self.card is not None and self.card.ticket_id in standing:
            return
        coming = {call.ticket_id for call in self._coming}
        self.card = next((call for call in self._calls if call.ticket_id not in coming), None)
        self._since = None

    def _elapsed(self, now: datetime) -> timedelta:
        """How long the card has been up. A clock that was put back counts as long enough."""
        if self._since is None or now < self._since:
            return timedelta.max
        return now - self._since
