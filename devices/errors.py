"""What can go wrong between the program and a device. Codes only: the wording is the surface's.

DeviceError             a stable code and the facts that may be logged
├── NotConnected        there is no device under this name
│   ├── PortBusy        another program holds the port
│   └── PortDenied      the operating system forbids this user the port
├── Unplugged           the device was there and went away
├── DeviceTimeout       it is there and does not answer in time
├── DeviceHung          its driver does not come back from a call
├── BadReply            it answered something that its protocol does not allow
├── DeviceRefused       it answered no, with its own status
└── DriverFault         the driver itself broke
"""

from __future__ import annotations

from typing import ClassVar


class DeviceError(Exception):
    """A device did not do its work. ``facts`` never hold personal data."""

    code: ClassVar[str] = "device.error"

    def __init__(self, /, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code} ({facts})" if facts else self.code


class NotConnected(DeviceError):
    """There is no device under this name; facts: port."""

    code = "device.not_connected"


class PortBusy(NotConnected):
    """Another program holds the port; facts: port."""

    code = "device.port_busy"


class PortDenied(NotConnected):
    """The operating system forbids this user the port; facts: port."""

    code = "device.port_denied"


class Unplugged(DeviceError):
    """The device went away while it was open; facts: port."""

    code = "device.unplugged"


class DeviceTimeout(DeviceError):
    """The device does not answer in time; facts: command, seconds."""

    code = "device.timeout"


class DeviceHung(DeviceError):
    """The driver did not come back from a call in time; facts: device."""

    code = "device.hung"


class BadReply(DeviceError):
    """The answer breaks the device's protocol; facts: command, reason."""

    code = "device.bad_reply"


class DeviceRefused(DeviceError):
    """The device answered no. ``status`` is its own word, shown in hexadecimal when it is unknown."""

    code = "device.refused"

    def __init__(self, status: int, /, **facts: object) -> None:
        super().__init__(status=f"{status:02X}", **facts)
        self.status = status


class DriverFault(DeviceError):
    """The driver itself broke: our mistake or the vendor's, not the device's."""

    code = "device.driver_fault"
