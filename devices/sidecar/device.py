"""What every device in a side-car has in common: its process is its connection."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from devices.decoding import convert
from devices.errors import BadReply
from devices.sidecar.client import CALL_LIMIT, START_LIMIT, Sidecar

T = TypeVar("T")


class SidecarDevice:
    """``sidecar`` runs a host that answers ``open`` and ``identity`` and what the kind of device adds."""

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
        """What the device calls itself."""
        return self.asked(str, "identity")

    def asked(self, kind: type[T], method: str, limit: float = CALL_LIMIT, **params: object) -> T:
        """What ``Sidecar.ask`` gives, as what it should be; bytes travel as Base64. Raises BadReply too."""
        try:
            return convert(self._sidecar.ask(method, limit, **params), kind)
        except msgspec.ValidationError as error:
            raise BadReply(command=method, reason="something else was asked for") from error
