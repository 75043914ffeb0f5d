"""A reader of staff cards whose driver runs in a side-car."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from devices.sidecar.client import START_LIMIT, Sidecar
from devices.staff_card.contract import StaffCardReader


class SidecarStaffReader:
    """A StaffCardReader. ``sidecar`` runs a host with the methods of ``methods_of``."""

    def __init__(self, sidecar: Sidecar) -> None:
        self._sidecar = sidecar

    def open(self) -> None:
        """Start the process and have it connect."""
        self._sidecar.start()
        self._sidecar.ask("open", START_LIMIT)

    def close(self) -> None:
        """End the process."""
        self._sidecar.stop()

    def identity(self) -> str:
        """The reader's name."""
        return str(self._sidecar.ask("identity"))

    def card(self) -> bytes:
        """The UID of the card that lies there."""
        return bytes.fromhex(self._sidecar.ask("card"))


def methods_of(reader: StaffCardReader) -> Mapping[str, Callable[..., Any]]:
    """What the host of a reader answers."""
    return {"open": reader.open, "identity": reader.identity, "card": lambda: reader.card().hex()}
