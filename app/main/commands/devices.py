"""One action on one device, and devices that are not there."""

from __future__ import annotations

from pathlib import Path

from app.main.commands.grammar import HIGHEST_PORT, Add, add_hub, command_of, hall, number, uid

SIDECARS = ("idcard-termb", "staff-card", "camera", "camera-simulated", "page-scanner-simulated")
_SERIAL, _QUEUE = "serial port, or usb:VID:PID", "queue name; the system's default unless given"
_FASTEST_LINE, _LONGEST_WAIT_S = 4_000_000, 86_400


def add_device_commands(add: Add) -> None:
    """Read, scan, print, simulate."""
    simulate = add(
        "simulate",
        command_of("devices.simulators:simulate"),
        "a device that is not there, speaking the real protocol",
    )
    readers = ["idcard", "idcard-http", "scanner", "wedge", "staff-card"]
    pads = ["call-pad", "evaluator", "network-evaluator", "window-display"]
    simulate.add_argument("kind", choices=[*readers, "ticket-printer", *pads, "camera", "page-scanner"])
    simulate.add_argument(
        "--url", default="ws://127.0.0.1:8470", help="of the window, for a network evaluator"
    )
    simulate.add_argument("--profile", default="", help="of a pad, evaluator or display: a name or a file")
    simulate.add_argument(
        "--port", type=number(int, 0, HIGHEST_PORT), default=0, help="of a device on TCP; 0: any free port"
    )
    simulate.add_argument("--script", type=Path, metavar="FILE", help="lines of JSON that it obeys in order")
    simulate.add_argument("--empty", action="store_true", help="no card on it; obeys lines of standard input")
    _add_readers(add)
    sidecar = add(
        "sidecar",
        command_of("devices.sidecar_host:run"),
        "a driver in a process of its own; the program starts it",
    )
    sidecar.add_argument("kind", choices=list(SIDECARS))
    sidecar.add_argument("--library", default="", metavar="FILE", help="of the vendor, for idcard-termb")
    sidecar.add_argument("--port", default="", help="as in the settings")
    sidecar.add_argument(
        "--turns", type=number(int, 0, 3), default=0, help="quarters that a camera is turned by"
    )
    profile = add("device-profile", command_of("tools.profiles:check"), "check profiles of devices")
    profile.add_argument("names", nargs="*", metavar="NAME", help="shipped, or a file; else all shipped")
    _add_printing(add)


def _add_readers(add: Add) -> None:
    card = add("read-card", command_of("tools.cards:read"), "read the ID card that lies on a reader")
    card.add_argument("--port", required=True, help=_SERIAL)
    card.add_argument("--baud", type=number(int, 0, _FASTEST_LINE), default=0, help="0: find it")
    card.add_argument(
        "--timeout", type=number(float, 0, _LONGEST_WAIT_S), default=10.0, help="seconds to wait for a card"
    )
    staff = add("staff-card", command_of("tools.staff_cards:digests"), "what a roster knows staff cards by")
    staff.add_argument("uids", nargs="*", type=uid, metavar="UID", help="in hexadecimal; else a card is read")
    staff.add_argument("--hall", required=True, type=hall, help="the hall whose roster it is for")
    staff.add_argument("--port", default="", help="part of the name of a PC/SC reader; any unless given")
    staff.add_argument(
        "--timeout", type=number(float, 0, _LONGEST_WAIT_S), default=30.0, help="seconds to wait for a card"
    )
    scan = add("scan", command_of("tools.scans:scan"), "wait for one code of a scanner")
    scan.add_argument("--port", required=True, help=_SERIAL)
    scan.add_argument("--baud", type=number(int, 0, _FASTEST_LINE), default=0, help="0: 9600")
    scan.add_argument(
        "--timeout", type=number(float, 0, _LONGEST_WAIT_S), default=30.0, help="seconds to wait for a code"
    )


def _add_printing(add: Add) -> None:
    slip = add("print-ticket", command_of("tools.tickets:print_ticket"), "take a number and print its slip")
    slip.add_argument("--zone", required=True, help="key of the zone (功能区), as in zones_windows.json")
    add_hub(slip)
    slip.add_argument("--printer", default="", help="serial port, host:9100 or /dev/usb/lp0")
    slip.add_argument("--again", default="", metavar="NUMBER", help="print a waiting number once more (补打)")
    slip.add_argument("--screen", action="store_true", help="no paper: the citizen notes the number")
    page = add("print", command_of("tools.printing:print_file"), "print a PDF file")
    page.add_argument("file", type=Path)
    page.add_argument("--printer", default="", help=_QUEUE)
    placed = add(
        "print-test-page",
        command_of("tools.printing:print_test_page"),
        "print a page to be measured, for papers that are printed already (套打)",
    )
    placed.add_argument("--printer", default="", help=_QUEUE)
    placed.add_argument("--sheets", type=number(int, 1, 50), default=1, help="11 show how paper drifts")
