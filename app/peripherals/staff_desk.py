"""The reader of staff cards of a window (工作证): tells the EventBus whose card comes and goes.

A UID is no secret and no proof: it names a clerk (app.staff.service). Only a digest of it leaves this module:
the UID itself would be a number that follows a person around.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import ClassVar

from app.core.clock import Clock
from app.core.events import EventBus
from app.peripherals.connection import Candidate
from app.peripherals.desk import DeviceDesk
from app.peripherals.events import StaffCardGone, StaffCardSeen
from devices.staff_card.contract import StaffCardReader

LOOK_INTERVAL = 0.4
"""Seconds between looks."""


def uid_digest(uid: bytes, hall_id: str) -> str:
    """What is kept of a UID: scrypt with the hall's id, since four bytes are soon guessed."""
    return hashlib.scrypt(uid, salt=hall_id.encode(), n=1 << 14, r=8, p=1, dklen=16).hex()


class StaffDesk(DeviceDesk[StaffCardReader]):
    """Policy over one StaffCardReader. Publishes StaffCardSeen and StaffCardGone besides DeviceHealth."""

    KIND: ClassVar[str] = "staff_card"

    def __init__(
        self, candidates: Sequence[Candidate[StaffCardReader]], bus: EventBus, clock: Clock, hall_id: str
    ) -> None:
        super().__init__(candidates, bus, clock)
        self._hall_id = hall_id
        self._uid = b""

    def serve(self, device: StaffCardReader) -> float:
        """Look at what lies there."""
        uid = self.call(device.card)
        self.answered()
        if uid != self._uid:
            self._change(uid)
        return LOOK_INTERVAL

    def lost(self, code: str, status: str) -> None:
        """Without a reader no card lies there."""
        self._change(b"")

    def _change(self, uid: bytes) -> None:
        before, self._uid = self._uid, uid
        if before:
            self.bus.publish(StaffCardGone(uid_digest(before, self._hall_id), self.clock.now()))
        if uid:
            digest = uid_digest(uid, self._hall_id)
            self.bus.publish(StaffCardSeen(digest, self.health.demo, self.clock.now()))
