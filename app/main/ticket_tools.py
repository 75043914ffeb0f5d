"""``zongchuang print-ticket``: take a number at the hub and put it on paper."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.catalogue.load import load_shipped
from app.config.load import load_settings
from app.config.schema import Settings
from app.core.clock import SystemClock, from_text
from app.core.errors import EnvironmentMissing, RuleViolation
from app.core.events import EventBus
from app.core.ids import new_id
from app.core.ticket_code import code_of
from app.documents.model import SpoolState
from app.documents.ticket_slip import SlipContent
from app.journal.model import Author
from app.main.ticket_printing import TicketPrinting
from app.main.window_store import open_window_store
from app.sync.hub_client import HubClient
from app.sync.identity import load_identity
from app.tickets.announcement import window_words
from app.tickets.board import board_from
from app.tickets.model import Ticket
from app.tickets.offline_desk import Slip
from app.tickets.remote import RemoteDesk


@dataclass(frozen=True, slots=True)
class Given:
    """A number that a citizen has. Not ``printed``: it is on the screen (记下号码); ``reason`` says why."""

    number: str
    code: str
    printed: bool
    reason: str = ""
    missing: tuple[str, ...] = ()


def give_number(take: Callable[[], tuple[Ticket, SlipContent]], printing: TicketPrinting | None) -> Given:
    """取号: make sure of the printer, take the number, print it. Without ``printing`` it is for the screen.

    Raises PeripheralError, and takes no number, when the printer cannot print now.
    """
    if printing is not None:
        printing.make_sure()
    ticket, slip = take()
    code = code_of(ticket.number, slip.business_day)
    if printing is None:
        return Given(ticket.number, code, printed=False)
    spooled, job = printing.print(ticket.id, slip)
    return Given(ticket.number, code, job.state is SpoolState.DONE, job.reason, spooled.missing)


def slip_of(ticket: Ticket | Slip, zone: str, hall: str, ahead: int | None) -> SlipContent:
    """What stands on the slip of a number just given; ``zone`` is the zone's name.

    A number given without the hub (app.tickets.offline_desk) also names the window that owns it.
    """
    return SlipContent(
        centre=hall,
        number=ticket.number,
        zone=zone,
        business_day=date.fromisoformat(ticket.business_day),
        issued_at=from_text(ticket.issued_at),
        ahead=ahead,
        place="".join(window_words(ticket.window)) if ticket.window else "",
    )


def print_ticket(args: Namespace) -> dict[str, Any]:
    """Take a number of ``args.zone`` and print it on ``args.printer``, or the printer of the settings.

    ``args.again``: a number that waits is printed once more instead (补打). ``args.screen``: no paper, the
    citizen notes the number. Exit 1 when the slip did not come out. Raises
    RuleViolation ``tickets.unknown_zone``, EnvironmentMissing ``tickets.no_printer``, PeripheralError.
    """
    chosen = {"devices": {"ticket_printer": {"port": args.printer}}} if args.printer else {}
    settings = load_settings(args.data, chosen | ({"hub": {"url": args.hub}} if args.hub else {}))
    if args.zone not in load_shipped().zones:
        raise RuleViolation("tickets.unknown_zone", field="zone", zone=args.zone)
    if not args.screen and not settings.devices.ticket_printer.port:
        raise EnvironmentMissing("tickets.no_printer")
    hub = HubClient(settings.hub.url, load_identity(args.data))
    try:
        given = _give(args, settings, hub)
    finally:
        hub.close()
    shown = {"number": given.number, "code": given.code, "printed": given.printed, "reason": given.reason}
    return {**shown, "missing": list(given.missing), "exit": 0 if given.printed or args.screen else 1}


def _give(args: Namespace, settings: Settings, hub: HubClient) -> Given:
    def take() -> tuple[Ticket, SlipContent]:
        # Asked before: nothing may fail once the number is taken.
        waiting = board_from(hub.queue()).waiting_in([args.zone])
        if args.again:
            ahead = place_of(waiting, args.again)
            ticket = waiting[ahead]
        else:
            ahead = len(waiting)
            ticket = RemoteDesk(hub).issue(new_id(), Author(settings.window.clerk_id, ""), args.zone)
        return ticket, slip_of(ticket, load_shipped().zones[args.zone].name, settings.hall.name, ahead)

    if args.screen:
        return give_number(take, None)
    store = open_window_store(args.data).store
    printing = TicketPrinting(store, settings, EventBus(), SystemClock())
    printing.start()
    try:
        return give_number(take, printing)
    finally:
        printing.stop()
        store.close()


def place_of(waiting: Sequence[Ticket], number: str) -> int:
    """How many wait before a number. Raises RuleViolation ``tickets.unknown_ticket``."""
    places = (place for place, each in enumerate(waiting) if each.number == number)
    found = next(places, None)
    if found is None:
        raise RuleViolation("tickets.unknown_ticket", field="again")
    return found
