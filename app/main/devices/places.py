"""Which drivers serve which device of the window, as its settings say (devices.<kind>)."""

from __future__ import annotations

from app.config.schema import Device
from app.core.errors import ConfigError
from app.main.program import own_command
from app.peripherals.connection import Candidate
from devices.idcard import http_profile
from devices.idcard.contract import CardReader
from devices.idcard.drivers.http_service import HttpServiceReader
from devices.idcard.drivers.sam_serial import SamSerialReader
from devices.idcard.drivers.sidecar_reader import SidecarReader
from devices.scanner.contract import Scanner
from devices.scanner.drivers.serial_scanner import BAUD, SerialScanner
from devices.sidecar.client import Sidecar
from devices.staff_card.contract import StaffCardReader
from devices.staff_card.drivers.sidecar_staff_reader import SidecarStaffReader
from devices.staff_card.simulator import READER
from devices.transport.addresses import FixedAddress, SerialAddress

NONE = "none"
SIMULATED = "simulated"
"""What stands at this port is a simulator (演示设备); without a port the program starts its own."""
PCSC = "pcsc"
KEYBOARD = "keyboard"
"""The scanner types: ui.common.wedge catches its keys, no driver is needed."""


def card_readers(wanted: Device) -> list[Candidate[CardReader]]:
    """Readers of ID cards. Raises ConfigError, ProfileBroken."""
    if wanted.driver == NONE or not wanted.port:
        return []
    if wanted.driver == SIMULATED:
        return [Candidate("sam_serial", SamSerialReader, SerialAddress(wanted.port), demo=True)]
    if wanted.driver == "http":
        profile = http_profile.load(wanted.profile)
        return [Candidate("http", lambda url: HttpServiceReader(url, profile), FixedAddress(wanted.port))]
    if wanted.driver == "termb":
        command = sidecar_command("idcard-termb", library=wanted.profile, port=wanted.port)
        return [
            Candidate("termb", lambda _: SidecarReader(Sidecar(command, "idcard")), FixedAddress(wanted.port))
        ]
    only(wanted, "idcard", "sam_serial", "http", "termb")
    return [
        Candidate(
            "sam_serial",
            lambda port: SamSerialReader(port, wanted.baud or None),
            SerialAddress(wanted.port),
        )
    ]


def scanners(wanted: Device) -> list[Candidate[Scanner]]:
    """Scanners on a line of their own; one that types (键盘口) needs no driver. Raises ConfigError."""
    if wanted.driver in (NONE, KEYBOARD) or not wanted.port:
        return []
    only(wanted, "scanner", "serial", KEYBOARD)
    baud, demo = wanted.baud or BAUD, wanted.driver == SIMULATED
    return [Candidate("serial", lambda port: SerialScanner(port, baud), SerialAddress(wanted.port), demo)]


def staff_card_readers(wanted: Device) -> list[Candidate[StaffCardReader]]:
    """Readers of staff cards over PC/SC; ``port`` is part of the reader's name. Raises ConfigError."""
    only(wanted, "staff_card", PCSC)
    if wanted.driver == NONE or not (wanted.driver or wanted.port):
        return []
    demo = wanted.driver == SIMULATED
    command = sidecar_command("staff-card", port=READER if demo else wanted.port)

    def make(_: str) -> StaffCardReader:
        return SidecarStaffReader(Sidecar(command, "staff_card"))

    return [Candidate(PCSC, make, FixedAddress(wanted.port), demo)]


def sidecar_command(kind: str, **facts: str) -> list[str]:
    """What to run to get a side-car of this program."""
    options = [part for name, value in facts.items() for part in (f"--{name}", value)]
    return [*own_command(), "sidecar", kind, *options]


def only(wanted: Device, kind: str, *drivers: str) -> None:
    """Raises ConfigError where the settings name a driver that a device of this kind does not have."""
    if wanted.driver and wanted.driver not in (*drivers, NONE, SIMULATED):
        reason = f"drivers of this kind: {', '.join((*drivers, NONE))}"
        raise ConfigError("config.wrong_value", key=f"devices.{kind}.driver", reason=reason)
