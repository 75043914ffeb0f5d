"""``zongchuang simulate KIND``: the simulated devices (演示设备), each a process of its own."""

from __future__ import annotations

import os
import shutil
from argparse import Namespace
from importlib import import_module
from pathlib import Path

import resources
from app.core.errors import ContentError, EnvironmentMissing
from devices.scanner.wedge_simulator import TYPIST

_BY_SCRIPT = {
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
    """Serve ``args.kind`` in the foreground; ``args.script`` holds lines of JSON that it obeys in order."""
    if args.kind == "idcard":
        from app.main.tools.cards import simulate as simulate_card_reader

        return simulate_card_reader(args)
    if args.kind == "ticket-printer":
        from devices.ticket_printer.simulator import SimulatedTicketPrinter

        return SimulatedTicketPrinter(args.data / "slips", script_lines(args.script), args.port).run()
    if args.kind == "wedge" and shutil.which(TYPIST) is None:
        raise EnvironmentMissing("environment.no_typist", what=TYPIST, remedy=f"apt-get install {TYPIST}")
    if args.kind in _BY_SCRIPT:
        return int(import_module(_BY_SCRIPT[args.kind]).run(script_lines(args.script)))
    if args.kind in _ON_PAPER:
        sheets = sorted(resources.path("sheets").glob("*.jpg"))
        return int(import_module(_ON_PAPER[args.kind]).run(script_lines(args.script), sheets))
    if args.kind == "network-evaluator":
        from app.main.devices.tablet_simulator import SimulatedTablet

        return SimulatedTablet(args.url, script_lines(args.script)).run()
    if args.kind in PROFILES:
        if not hasattr(os, "openpty"):
            raise EnvironmentMissing(
                "environment.no_pseudo_terminal", what="pseudo terminals", remedy="Linux"
            )
        from app.main.tools.profiles import checked
        from devices.framing.simulator import SimulatedProfileDevice

        profile = checked(args.profile or PROFILES[args.kind])
        lines = script_lines(args.script)
        return SimulatedProfileDevice(args.kind, profile, args.data / args.kind, lines, args.port).run()
    raise AssertionError(args.kind)


def script_lines(path: Path | None) -> list[str]:
    """The lines of a script file. Raises ContentError when it cannot be read."""
    if path is None:
        return []
    try:
        return path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError("simulate.script_unreadable", file=str(path), reason=str(error)) from error
