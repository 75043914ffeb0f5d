"""What the program asks of a reader of staff cards."""

from __future__ import annotations

from typing import Protocol

from devices.contract import Device


class StaffCardReader(Device, Protocol):
    """One contactless reader."""

    def card(self) -> bytes:
        """The number (UID) of the card that lies there now; empty without a card, or with one that has none.

        Raises NotConnected when the reader is gone, BadReply.
        """
        ...
