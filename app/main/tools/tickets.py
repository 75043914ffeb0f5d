"""``zongchuang print-ticket``: take a number as a ticket machine does and put it on paper."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from app.config.load import load_settings
from app.config.schema import Settings
from app.core.clock import SystemClock, from_text
from app.core.errors import EnvironmentMissing, Offline, RuleViolation
from app.core.events import EventBus
from app.core.ticket_code import code_of
from app.db.store import Store
from app.documents.model import SpoolState
from app.documents.ticket_slip import SlipContent
from app.journal.append import Journal
from app.journal.node import own_node
from app.main.content import CHECKS
from app.main.devices.ticket_printing import TicketPrinting
from app.main.features import PROJECTIONS
from app.main.window.store import open_window_store
from app.main.zone_names import zone_names
from app.sync.bundle_shelf import FOLDER as BUNDLES
from app.sync.bundle_shelf import BundleShelf
from app.sync.hub_client import HubClient
from app.sync.identity import DeviceIdentity, load_identity
from app.tickets.announcement import window_words
from app.tickets.board import board_from
from app.tickets.model import Ticket
from app.tickets.number_desk import NumberDesk, of_hub
from app.tickets.offline_desk import OfflineIssuer, Slip
from app.tickets.remote import RemoteDesk


class Given(Struct, frozen=True):
    """A number that a citizen has. Not ``printed``: it is on the screen (记下号码); ``reason`` says why."""

    number: str
    code: str
    printed: bool
    reason: str = ""
    missing: tuple[str, ...] = ()


def give_number(take: Callable[[], tuple[Slip, SlipContent]], printing: TicketPrinting | None) -> Given:
    """取号: make sure of the printer, take the number, print it. Without ``printing`` it is for the screen.

    Raises PeripheralError, and takes no number, when the printer cannot print now.
    """
    if printing is not None:
        printing.make_sure()
    number, content = take()
    code = code_of(number.number, content.business_day)
    if printing is None:
        return Given(number.number, code, printed=False)
    spooled, job = printing.print(number.ticket_id, content)
    return Given(number.number, code, job.state is SpoolState.DONE, job.reason, spooled.missing)


def machine_of(identity: DeviceIdentity) -> str:
    """The name under which a device holds blocks of numbers (号段): no other one of the hall has it."""
    return identity.window or f"{identity.kind.value}-{identity.id[:8]}"


def number_desk(store: Store, hub: HubClient, identity: DeviceIdentity, settings: Settings) -> NumberDesk:
    """What a machine with this store gives numbers from. Raises StorageError."""
    clock, machine = SystemClock(), machine_of(identity)
    node = store.transact(lambda conn: own_node(conn, settings.hall.id))
    own = OfflineIssuer(store, Journal(node, PROJECTIONS, clock), clock, machine)
    return NumberDesk(RemoteDesk(hub), own, machine)


def slip_of(slip: Slip, zone: str, hall: str, ahead: int | None) -> SlipContent:
    """What stands on the slip of a number just given; ``zone`` is the zone's name.

    A number given without the hub (app.tickets.offline_desk) also names the window that owns it.
    """
    return SlipContent(
        centre=hall,
        number=slip.number,
        zone=zone,
        business_day=date.fromisoformat(slip.business_day),
        issued_at=from_text(slip.issued_at),
        ahead=ahead,
        place="".join(window_words(slip.window)) if slip.window else "",
    )


def print_ticket(args: Namespace) -> dict[str, Any]:
    """Take a number of ``args.zone`` and print it on ``args.printer``, or the printer of the settings.

    ``args.again``: a number that waits is printed once more instead (补打). ``args.screen``: no paper, the
    citizen notes the number. Exit 1 when the slip did not come out. Raises
    RuleViolation ``tickets.no_such_zone``, EnvironmentMissing ``tickets.no_printer``, PeripheralError.
    """
    chosen = {"devices": {"ticket_printer": {"port": args.printer}}} if args.printer else {}
    settings = load_settings(args.data, chosen | ({"hub": {"url": args.hub}} if args.hub else {}))
    names = zone_names(BundleShelf(args.data / BUNDLES, CHECKS), SystemClock())
    if args.zone not in names:
        known = "、".join(f"{key} {name}" for key, name in names.items())
        raise RuleViolation("tickets.no_such_zone", field="zone", zone=args.zone, zones=known)
    if not args.screen and not settings.devices.ticket_printer.port:
        raise EnvironmentMissing("tickets.no_printer")
    with ExitStack() as open_things:
        given = _give(args, names[args.zone], settings, open_things)
    return {**asdict(given), "exit": 0 if given.printed or args.screen else 1}


def _give(args: Namespace, zone_name: str, settings: Settings, open_things: ExitStack) -> Given:
    identity, store = load_identity(args.data), open_window_store(args.data).store
    open_things.callback(store.close)
    hub = HubClient(settings.hub.url, identity)
    open_things.callback(hub.close)
    numbers = number_desk(store, hub, identity, settings)

    def take() -> tuple[Slip, SlipContent]:
        # Asked before: nothing may fail once the number is taken.
        waiting = _waiting(hub, numbers, args.zone)
        if args.again:
            ahead: int | None = place_of(waiting or (), args.again)
            slip = of_hub(next(each for each in waiting or () if each.number == args.again))
        else:
            slip, ahead = numbers.give(args.zone), None if waiting is None else len(waiting)
        return slip, slip_of(slip, zone_name, settings.hall.name, ahead)

    if args.screen:
        return give_number(take, None)
    printing = TicketPrinting(store, settings, EventBus(), SystemClock())
    printing.start()
    open_things.callback(printing.stop)
    return give_number(take, printing)


def _waiting(hub: HubClient, numbers: NumberDesk, zone: str) -> tuple[Ticket, ...] | None:
    """Who waits in the zone; None while the hub is gone."""
    try:
        return board_from(hub.queue()).waiting_in([zone])
    except Offline:
        numbers.reachable = False
        return None


def place_of(waiting: Sequence[Ticket], number: str) -> int:
    """How many wait before a number. Raises RuleViolation ``tickets.unknown_ticket``."""
    places = (place for place, each in enumerate(waiting) if each.number == number)
    found = next(places, None)
    if found is None:
        raise RuleViolation("tickets.unknown_ticket", field="again")
    return found
