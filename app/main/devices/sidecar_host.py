"""``zongchuang sidecar KIND``: a driver that may hang or crash, in a process that the program starts."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from devices.idcard.drivers.sidecar_reader import methods_of
from devices.idcard.drivers.termb import TermbReader
from devices.sidecar import host
from devices.staff_card.drivers import sidecar_staff_reader
from devices.staff_card.drivers.pcsc import PcscReader


def run(args: Namespace) -> int:
    """Serve ``args.kind`` on standard input and output until the input ends."""
    if args.kind == "idcard-termb":
        return host.run(methods_of(TermbReader(args.library, args.port)))
    if args.kind == "staff-card":
        return host.run(sidecar_staff_reader.methods_of(PcscReader(args.port)))
    if args.kind == "camera":
        from app.main.devices.qt_camera import serve

        return serve(args.port, args.turns)
    if args.kind == "camera-simulated":
        return _simulated_camera(args)
    if args.kind == "page-scanner-simulated":
        return _simulated_scanner(args)
    raise AssertionError(args.kind)


def _simulated_camera(args: Namespace) -> int:
    from devices.camera.drivers.sidecar_camera import methods_of as methods_of_camera
    from devices.camera.paper import PaperCamera
    from devices.camera.simulated import SimulatedCamera

    return host.run(methods_of_camera(PaperCamera(SimulatedCamera(Path(args.port)), args.turns)))


def _simulated_scanner(args: Namespace) -> int:
    from devices.page_scanner.drivers.sidecar_scanner import methods_of as methods_of_scanner
    from devices.page_scanner.simulated import SimulatedScanner

    return host.run(methods_of_scanner(SimulatedScanner(Path(args.port))))
