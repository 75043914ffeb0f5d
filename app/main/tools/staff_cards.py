"""``zongchuang staff-card``: what a roster (人员名册) knows staff cards by."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from app.config.schema import Device
from app.core.clock import SystemClock
from app.core.errors import PeripheralError
from app.core.events import EventBus
from app.main.devices.places import PCSC, staff_card_readers
from app.main.tools.first_answer import wait_for_first
from app.peripherals.events import DeviceHealth, StaffCardSeen
from app.peripherals.staff_desk import StaffDesk, uid_digest
from devices.errors import NotConnected


def digests(args: Namespace) -> dict[str, Any]:
    """The digests (卡码) of staff cards in the hall ``args.hall``: ``{"cards": [...]}``, of the UIDs in
    ``args.uids``, else of the card that is laid on a PC/SC reader within ``args.timeout`` seconds.

    Raises PeripheralError with the code of what is wrong with the reader, ``staff_card.no_reader`` without
    one, ``staff_card.none`` without a card.
    """
    if args.uids:
        return {"cards": [uid_digest(uid, args.hall) for uid in args.uids]}
    bus = EventBus()
    told: list[StaffCardSeen | DeviceHealth] = []
    bus.subscribe(StaffCardSeen, told.append)
    bus.subscribe(DeviceHealth, lambda health: told.append(health) if health.detail else None)
    desk = StaffDesk(staff_card_readers(Device(PCSC, args.port)), bus, SystemClock(), args.hall)
    wait_for_first(desk, told, "staff_card.awaited", seconds=args.timeout)
    match told[:1]:
        case [StaffCardSeen(uid_digest=digest)]:
            return {"cards": [digest]}
        case [DeviceHealth(detail=NotConnected.code)]:
            raise PeripheralError("staff_card.no_reader")
        case [DeviceHealth(detail=code, status=status)]:
            raise PeripheralError(code, port=args.port or "PC/SC", status=status)
    raise PeripheralError("staff_card.none")
