"""Whether this machine has any camera at all, asked without touching one."""

from __future__ import annotations

import sys
from pathlib import Path

ANY = "usb"
"""Stands for the first camera there is."""


class CameraAddress:
    """An Address: the id of a camera, or a part of its name.

    On Linux no driver is started while the system shows no camera; elsewhere only the driver can tell.
    """

    def __init__(self, text: str = "", devices: Path = Path("/dev")) -> None:
        self.text = text or ANY
        self._devices = devices

    def locate(self) -> str:
        """The address while there is a camera."""
        if sys.platform != "linux" or any(self._devices.glob("video[0-9]*")):
            return self.text
        return ""

    def remember(self) -> None:
        """Ids stay the same by themselves."""
