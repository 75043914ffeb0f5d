"""An ID card reader whose driver runs in a side-car, as vendors' libraries must."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from devices.idcard.contract import Card, CardReader
from devices.sidecar.client import START_LIMIT, Sidecar

_READ_LIMIT = 8.0


class SidecarReader:
    """A CardReader. ``sidecar`` runs a host with the methods of ``methods_of``."""

    def __init__(self, sidecar: Sidecar) -> None:
        self._sidecar = sidecar

    def open(self) -> None:
        """Start the process and have it connect."""
        self._sidecar.start()
        self._sidecar.ask("open", START_LIMIT)

    def close(self) -> None:
        """End the process."""
        self._sidecar.stop()

    def find(self) -> bool:
        """Whether a card lies on the reader."""
        return bool(self._sidecar.ask("find"))

    def read(self) -> Card:
        """The card that was found."""
        return msgspec.convert(self._sidecar.ask("read", _READ_LIMIT), Card)

    def identity(self) -> str:
        """The reader's own number."""
        return str(self._sidecar.ask("identity"))


def methods_of(reader: CardReader) -> Mapping[str, Callable[..., Any]]:
    """What the host of a reader answers."""
    return {
        "open": reader.open,
        "find": reader.find,
        "read": lambda: msgspec.to_builtins(reader.read()),
        "identity": reader.identity,
    }
