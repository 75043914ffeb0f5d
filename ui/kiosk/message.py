"""What stands in place of the tiles: a number, a reason, closing time. Pure."""

from __future__ import annotations

from msgspec import Struct

from ui.kiosk import words
from ui.kiosk.state import Given, KioskState, Paper, Phase
from ui.shell.notices import word


class Message(Struct, frozen=True):
    """``title`` stands over ``main``; ``main`` is a ``number`` in the largest letters, or a text.

    ``lines`` follow below it. ``urgent``: the last line is set apart. ``closable``: a touch leads back.
    """

    main: str
    title: str = ""
    lines: tuple[str, ...] = ()
    number: bool = False
    urgent: bool = False
    closable: bool = False


def message_of(state: KioskState) -> Message | None:
    """The message of a state; None while the tiles stand there."""
    if state.given is not None:
        return _number(state.given)
    if state.phase is Phase.REFUSED and state.refusal is not None:
        notice = word(state.refusal.code, state.refusal.params)
        return Message(notice.what, lines=_said(notice.why, notice.how), closable=True)
    if state.phase is Phase.TAKING:
        return Message(words.taking())
    if state.phase is Phase.CLOSED:
        return Message(words.closed(), lines=(words.hours(state.hours),))
    return None


def _number(given: Given) -> Message:
    return Message(
        given.number,
        title=given.zone,
        lines=_said(words.go_to(given.window), words.ahead(given.ahead), words.paper(given.paper)),
        number=True,
        urgent=given.paper is Paper.NOTE,
        closable=True,
    )


def _said(*lines: str) -> tuple[str, ...]:
    return tuple(line for line in lines if line)
