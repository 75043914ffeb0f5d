"""What an administrator does with a hub."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.main.commands.grammar import (
    HIGHEST_WINDOW,
    SECRET,
    Add,
    add_db,
    add_group,
    add_sealed_file,
    command_of,
    hall,
    number,
    words,
)

_LONGEST_CODE_H = 24.0 * 30


def add_hub_actions(add: Add, actions: Any) -> None:
    """What an administrator does with a hub; without one of these it serves."""
    decisions = add_group(actions, "quarantine", "events that wait for a decision")
    for name, function, about in (
        ("list", "listing", "what waits, and why"),
        ("release", "release", "apply one event, and what waits behind it"),
        ("drop", "drop", "never apply one event, but what waits behind it"),
    ):
        decision = add(name, command_of(f"hub.quarantine:{function}"), about, decisions)
        add_db(decision)
        if name != "list":
            decision.add_argument("event", type=words(64), metavar="EVENT", help="its id, as list tells it")
    reclaim = add("reclaim", command_of("hub.reclaim:reclaim"), "take back a dead window's tickets", actions)
    reclaim.add_argument("--hall", required=True, type=hall, help="the hall it stands in")
    reclaim.add_argument("--window", required=True, type=number(int, 1, HIGHEST_WINDOW), metavar="N")
    reclaim.add_argument("--reason", required=True, type=words(200), help="how it is known to be off")
    add_db(reclaim)
    taken = add("import", command_of("tools.outbox:take_in"), "take in what a window exported", actions)
    taken.add_argument("file", type=Path)
    add_db(taken)
    taken.add_argument("--passphrase-file", type=Path, metavar="FILE", help=SECRET)
    _add_publish(add, actions)
    _add_hub_keeping(add, actions)


def _add_publish(add: Add, actions: Any) -> None:
    publish = add(
        "publish", command_of("hub.bundles:publish"), "sign files and hand them to the halls", actions
    )
    publish.add_argument("folder", type=Path, help="what is in it is what halls get")
    publish.add_argument("--kind", required=True, choices=["catalogue", "staff", "calendar", "settings"])
    publish.add_argument("--hall", type=hall, help="one hall only")
    publish.add_argument("--valid-from", default="", metavar="DATE", help="today unless given")
    publish.add_argument(
        "--withdraw",
        type=int,
        action="append",
        default=[],
        metavar="VERSION",
        help="never use that one again",
    )
    add_db(publish)


def _add_hub_keeping(add: Add, actions: Any) -> None:
    """Backups, and who is let in."""
    for name, about in (
        ("backup", "seal the hub's database and keys into a file"),
        ("restore", "put a sealed hub into an empty database"),
    ):
        made = add(name, command_of(f"hub.backup:{name}"), about, actions)
        add_sealed_file(made)
        add_db(made)
    for name, about in (
        ("new-epoch", "say that the database was put back by other means than restore"),
        ("new-keys", "make keys anew that are lost for good"),
    ):
        add_db(add(name, command_of(f"hub.administration:{name.replace('-', '_')}"), about, actions))
    init = add(
        "init",
        command_of("hub.administration:init"),
        "make its certificates, to serve other machines",
        actions,
    )
    init.add_argument(
        "--name", action="append", default=[], metavar="HOST,IP", help="where devices will find it"
    )
    enrol = add(
        "enrol", command_of("hub.administration:enrol"), "a one-time code that lets one device in", actions
    )
    enrol.add_argument("--kind", required=True, choices=["window", "hall", "kiosk", "lobby", "hub"])
    enrol.add_argument(
        "--hall", required=True, type=hall, action="append", help="again for a hub of several halls"
    )
    enrol.add_argument(
        "--window", type=number(int, 1, HIGHEST_WINDOW), metavar="N", help="of kind window: its number"
    )
    enrol.add_argument("--name", type=words(128), default="", help="what people call it")
    enrol.add_argument(
        "--valid-hours",
        type=number(float, 0.01, _LONGEST_CODE_H),
        default=24.0,
        metavar="H",
        help="of the code; 24 unless given",
    )
    devices = add("devices", command_of("hub.administration:list_devices"), "who is let in", actions)
    devices.add_argument(
        "--revoke", type=words(64), default="", metavar="ID", help="let this device in no more"
    )
    for action in (enrol, devices):
        add_db(action)
