"""A reader of staff cards whose driver runs in a side-car."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from devices.sidecar.device import SidecarDevice
from devices.staff_card.contract import StaffCardReader


class SidecarStaffReader(SidecarDevice):
    """A StaffCardReader. ``sidecar`` runs a host with the methods of ``methods_of``."""

    def card(self) -> bytes:
        """The UID of the card that lies there."""
        return self.asked(bytes, "card")


def methods_of(reader: StaffCardReader) -> Mapping[str, Callable[..., Any]]:
    """What the host of a reader answers."""
    return {
        "open": reader.open,
        "identity": reader.identity,
        "card": lambda: msgspec.to_builtins(reader.card()),
    }
