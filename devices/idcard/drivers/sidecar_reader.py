"""An ID card reader whose driver runs in a side-car, as vendors' libraries must."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from devices.idcard.contract import Card, CardReader
from devices.sidecar.device import SidecarDevice

_READ_LIMIT = 8.0


class SidecarReader(SidecarDevice):
    """A CardReader. ``sidecar`` runs a host with the methods of ``methods_of``."""

    def find(self) -> bool:
        """Whether a card lies on the reader."""
        return self.asked(bool, "find")

    def read(self) -> Card:
        """The card that was found."""
        return self.asked(Card, "read", _READ_LIMIT)


def methods_of(reader: CardReader) -> Mapping[str, Callable[..., Any]]:
    """What the host of a reader answers."""
    return {
        "open": reader.open,
        "find": reader.find,
        "read": lambda: msgspec.to_builtins(reader.read()),
        "identity": reader.identity,
    }
