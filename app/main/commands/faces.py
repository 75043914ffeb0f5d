"""The programs: desk, screens, hub."""

from __future__ import annotations

from functools import partial

from app.main.commands.grammar import DB, HIGHEST_PORT, QT, Add, add_hub, command_of, number
from app.main.commands.hub import add_hub_actions

_MOST_WORKERS, _HIGHEST_PID = 64, 2**31 - 1


def add_faces(add: Add) -> None:
    """What people start."""
    desktop = command_of("window.desktop:run", QT)
    add("run", desktop, "the clerk's desktop with everything it needs inside; also without any command")
    add_hub(add("window", desktop, "the clerk's desktop, connected to a hall's hub"))
    hall = add("hall", command_of("hall:run", QT), "the big screen of the hall")
    add_hub(hall)
    hall.add_argument("--portrait", action="store_true", help="for screens that stand upright")
    hall.add_argument("--windowed", action="store_true", help="in a window, for a look on a desk")
    add_hub(add("kiosk", command_of("kiosk:run", QT), "the machine that gives queue tickets"))
    enrol = add("enrol", command_of("window.enrolment:enrol"), "make this machine a known device of a hub")
    enrol.add_argument("--hub", required=True, metavar="URL", help="such as https://HOST:8460")
    enrol.add_argument("--code", required=True, help="from `zongchuang hub enrol`, with or without dashes")
    hub = add("hub", command_of("hub.server:run"), "the central server; with an action, what keeps it")
    hub.add_argument("--db", default="", metavar="URL", help=DB)
    hub.add_argument(
        "--host", default="127.0.0.1", help="0.0.0.0 lets other machines in; this one unless given"
    )
    hub.add_argument(
        "--port", type=number(int, 0, HIGHEST_PORT), default=8460, help="8460 unless given; 0: any free one"
    )
    hub.add_argument(
        "--workers", type=number(int, 1, _MOST_WORKERS), default=1, help="more than 1 on PostgreSQL only"
    )
    hub.add_argument("--upstream", default="", metavar="URL", help="the centre above it")
    hub.add_argument(
        "--with-parent",
        type=number(int, 0, _HIGHEST_PID),
        default=0,
        metavar="PID",
        help="end when this process ends",
    )
    add_hub_actions(partial(add, below=True), hub.add_subparsers(metavar="ACTION"))
