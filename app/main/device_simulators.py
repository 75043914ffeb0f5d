"""``zongchuang simulate KIND``: the simulated devices (演示设备), each a process of its own."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from app.core.errors import ContentError


def simulate(args: Namespace) -> int:
    """Serve ``args.kind`` in the foreground; ``args.script`` holds lines of JSON that it obeys in order."""
    if args.kind == "idcard":
        from app.main.card_tools import simulate as simulate_card_reader

        return simulate_card_reader(args)
    if args.kind == "ticket-printer":
        from devices.ticket_printer.simulator import SimulatedTicketPrinter

        return SimulatedTicketPrinter(args.data / "slips", script_lines(args.script), args.port).run()
    raise AssertionError(args.kind)


def script_lines(path: Path | None) -> list[str]:
    """The lines of a script file. Raises ContentError when it cannot be read."""
    if path is None:
        return []
    try:
        return path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError("simulate.script_unreadable", file=str(path), reason=str(error)) from error
