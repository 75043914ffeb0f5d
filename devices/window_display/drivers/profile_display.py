"""A window display by its profile (resources/device_profiles)."""

from __future__ import annotations

from devices.errors import DeviceRefused
from devices.framing.session import REFUSED, ProfileSession
from devices.framing.template import Value
from devices.window_display.contract import Sign

_MOMENT = 0.001
"""Seconds: whatever came meanwhile is there at once."""


class ProfileDisplay:
    """A WindowDisplay."""

    def __init__(self, session: ProfileSession) -> None:
        self._session = session

    def open(self) -> None:
        """Connect."""
        self._session.open()

    def close(self) -> None:
        """Let go; what is shown stays."""
        self._session.close()

    def identity(self) -> str:
        """The name of its profile. Raises Unplugged when it hung up."""
        self._session.heard(_MOMENT)  # answers that came too late are of no use to anybody
        return self._session.profile.name

    def show(self, sign: Sign) -> None:
        """See WindowDisplay; a number board without a number is cleared."""
        if self._session.knows("text"):
            self._tell("text", text=sign.text)
        elif sign.ticket is None:
            self._tell("clear")
        else:
            self._tell("show", ticket=sign.ticket, waiting=0)

    def _tell(self, command: str, **values: Value) -> None:
        if self._session.tell(command, **values) == REFUSED:
            raise DeviceRefused(0, command=command)
