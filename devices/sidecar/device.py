"""What every device in a side-car has in common: its process is its connection."""

from __future__ import annotations

from devices.sidecar.client import START_LIMIT, Sidecar


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
        return str(self._sidecar.ask("identity"))
