"""``zongchuang simulate KIND``: the simulated devices (演示设备), each a process of its own."""

from __future__ import annotations

import json
import os
import shutil
from argparse import Namespace
from importlib import import_module
from pathlib import Path

import resources
from app.core.errors import ContentError, EnvironmentMissing
from devices.idcard.sample_cards import SAMPLES
from devices.scanner.wedge_simulator import TYPIST

_BY_SCRIPT = {
    "idcard": "devices.idcard.simulator",
    "idcard-http": "devices.idcard.http_simulator",
    "scanner": "devices.scanner.simulator",
    "staff-card": "devices.staff_card.simulator",
    "wedge": "devices.scanner.wedge_simulator",
}
"""Modules whose ``run`` needs nothing but the lines of a script."""

_ON_PAPER = {"camera": "devices.camera.simulator", "page-scanner": "devices.page_scanner.simulator"}
"""Those that need sheets of paper besides."""

PROFILES = {"call-pad": "ff68", "evaluator": "ff68", "window-display": "onbon_bx"}
"""The profile that a simulated device speaks unless another is named."""


def simulate(args: Namespace) -> int:
    """Serve ``args.kind`` in the foreground; ``args.script`` holds lines of JSON that it obeys in order.

    Raises EnvironmentMissing where the machine lacks what the device is made of, ContentError.
    """
    kind, lines = args.kind, _script(args)
    if kind in ("idcard", "scanner", *PROFILES) and not hasattr(os, "openpty"):
        raise EnvironmentMissing("environment.no_pseudo_terminal", what="pseudo terminals", remedy="Linux")
    if kind == "wedge" and shutil.which(TYPIST) is None:
        raise EnvironmentMissing("environment.no_typist", what=TYPIST, remedy=f"apt-get install {TYPIST}")
    if kind in _BY_SCRIPT:
        return int(import_module(_BY_SCRIPT[kind]).run(lines))
    if kind in _ON_PAPER:
        sheets = sorted(resources.path("sheets").glob("*.jpg"))
        return int(import_module(_ON_PAPER[kind]).run(lines, sheets))
    if kind == "ticket-printer":
        from devices.ticket_printer.simulator import SimulatedTicketPrinter

        return SimulatedTicketPrinter(args.data / "slips", lines, args.port).run()
    if kind == "network-evaluator":
        from app.main.devices.tablet_simulator import SimulatedTablet

        return SimulatedTablet(args.url, lines).run()
    from app.main.tools.profiles import checked
    from devices.framing.simulator import SimulatedProfileDevice

    profile = checked(args.profile or PROFILES[kind])
    return SimulatedProfileDevice(kind, profile, args.data / kind, lines, args.port).run()


def _script(args: Namespace) -> list[str]:
    """The lines of the script; without one the first sample card lies on an ID card reader, unless it is to
    be empty."""
    path: Path | None = args.script
    if path is None:
        first = {"do": "card_in", "name": next(iter(SAMPLES))}
        return [json.dumps(first)] if args.kind == "idcard" and not args.empty else []
    try:
        return path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError("simulate.script_unreadable", file=str(path), reason=str(error)) from error
