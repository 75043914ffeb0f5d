"""Which drivers serve the document camera and the page scanner of the window (高拍仪, 扫描仪)."""

from __future__ import annotations

from pathlib import Path

from app.config.schema import Camera, Device
from app.main.devices.places import NONE, SIMULATED, only, sidecar_command
from app.peripherals.connection import Candidate
from devices.camera.contract import PageCamera
from devices.camera.drivers.sidecar_camera import SidecarCamera
from devices.camera.presence import CameraAddress
from devices.page_scanner.contract import PageScanner
from devices.page_scanner.drivers.sane import SaneScanner
from devices.page_scanner.drivers.sidecar_scanner import SidecarScanner
from devices.sidecar.client import Sidecar
from devices.transport.addresses import FixedAddress

SHEETS = "sheets"
"""Folder of resources with sample sheets, which stands for a camera where none is named."""
UVC, SANE, PROGRAM = "uvc", "sane", "program"


def cameras(wanted: Device) -> list[Candidate[PageCamera]]:
    """Document cameras: the first, or the one of this id or name. Raises ConfigError."""
    if wanted.driver == NONE or not (wanted.driver or wanted.port):
        return []
    only(wanted, "camera", UVC)
    demo = wanted.driver == SIMULATED
    turns = wanted.rotation // 90 if isinstance(wanted, Camera) else 0
    kind = "camera-simulated" if demo else "camera"
    command = sidecar_command(kind, port=wanted.port, turns=str(turns))
    address = FixedAddress(wanted.port) if demo else CameraAddress(wanted.port)

    def make(_: str) -> PageCamera:
        return SidecarCamera(Sidecar(command, "camera"))

    return [Candidate(SIMULATED if demo else UVC, make, address, demo)]


def page_scanners(wanted: Device) -> list[Candidate[PageScanner]]:
    """Page scanners: over SANE, or through a program that speaks the side-car's lines (TWAIN, WIA).

    Raises ConfigError.
    """
    if wanted.driver == SIMULATED:
        command = sidecar_command("page-scanner-simulated", port=wanted.port)
        return [_scanner(SIMULATED, command, wanted, demo=True)]
    if wanted.driver == PROGRAM:
        return [_scanner(PROGRAM, [wanted.profile, "--port", wanted.port], wanted, demo=False)]
    only(wanted, "page_scanner", SANE, PROGRAM)
    if wanted.driver == NONE or not (wanted.driver or wanted.port):
        return []
    config = Path(wanted.profile) if wanted.profile else None
    return [Candidate(SANE, lambda _: SaneScanner(wanted.port, config), FixedAddress(wanted.port))]


def _scanner(driver: str, command: list[str], wanted: Device, *, demo: bool) -> Candidate[PageScanner]:
    def make(_: str) -> PageScanner:
        return SidecarScanner(Sidecar(command, "page_scanner"))

    return Candidate(driver, make, FixedAddress(wanted.port), demo)
