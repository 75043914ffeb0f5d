"""The devices that clerk and citizen touch at the window: call pad, evaluators, window display.

A key of the call pad does what the key of the keyboard does, with the same refusals. A rating counts when
its question is still open, from whichever device it comes. The display follows the window's ticket.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Protocol

from app.evaluations.model import Channel
from app.peripherals.events import PadPressed, RatingGiven
from app.tickets.model import Ticket, TicketState
from devices.call_pad.contract import PadKey
from ui.workbench.rating import ASK_S, Rating
from ui.workbench.session import Session

IDLE, PAUSED, CALLED, SERVING = "空闲", "暂停服务", "请 {number}", "{number} 办理中"
"""What citizens read on the display, in Chinese whatever the clerk's language."""
_ACTIONS: Mapping[PadKey, str] = {
    PadKey.CALL_NEXT: "call_next",
    PadKey.RECALL: "recall",
    PadKey.ABANDON: "miss",
    PadKey.CONFIRM: "start",
    PadKey.EVALUATE: "finish",
}
_DIGITS = re.compile(r"[0-9]+")


class CounterOutlets(Protocol):
    """What the devices are told."""

    def ask(self, question: str, clerk: str, seconds: int) -> None:
        """Ask the citizen for a rating."""
        ...

    def settle(self) -> None:
        """The question is answered or over."""
        ...

    def show(self, text: str, ticket: int | None, waiting: int) -> None:
        """Show whose turn it is at the window, and how many wait."""
        ...


class CounterTable:
    """Between the devices and the desk; used in the GUI thread."""

    def __init__(self, session: Session, rating: Rating, trigger: Callable[[str], None]) -> None:
        self._session = session
        self._rating = rating
        self._trigger = trigger
        self._outlets: CounterOutlets | None = None
        self._question = ""
        self._shown: tuple[str, int | None, int] | None = None
        self.handlers: Mapping[type, Callable[..., None]] = {
            PadPressed: self._pressed,
            RatingGiven: self._rated,
        }

    def connect(self, outlets: CounterOutlets) -> None:
        """The devices are there."""
        self._outlets = outlets
        self.follow()

    def follow(self) -> None:
        """Tell the devices what changed at the desk."""
        outlets, model = self._outlets, self._session.model
        if outlets is None or model.services is None:
            return
        question = model.asking.served.visit_id if model.asking else ""
        if question != self._question:
            self._question = question
            if model.asking:
                outlets.ask(question, model.asking.clerk.name, ASK_S)
            else:
                outlets.settle()
        waiting = len(model.board.waiting_in(model.services.zones)) if model.board else 0
        shown = (self._sign(), _digits(model.ticket), waiting)
        if shown != self._shown:
            self._shown = shown
            outlets.show(*shown)

    def _sign(self) -> str:
        model = self._session.model
        if model.read_only is not None or not model.clerk.id:
            return PAUSED
        if model.ticket is not None:
            words = SERVING if model.ticket.state is TicketState.SERVING or model.visit else CALLED
            return words.format(number=model.ticket.number)
        return SERVING.format(number="").strip() if model.visit else IDLE

    def _pressed(self, event: PadPressed) -> None:
        action = _ACTIONS.get(event.key)
        if action is None:
            self._session.say("pad.key_unused", "info", key=event.key.value)
        else:
            self._trigger(action)

    def _rated(self, event: RatingGiven) -> None:
        if event.demo and not self._session.services.demo_cards:
            self._session.say("evaluator.demo_refused", "bad")
        elif event.question and event.question == self._question:
            self._rating.evaluate(event.stars, Channel.TABLET if event.tablet else Channel.COUNTER)


def _digits(ticket: Ticket | None) -> int | None:
    """The digits of a number, for boards that have no letters."""
    found = _DIGITS.search(ticket.number) if ticket else None
    return int(found[0]) if found else None
