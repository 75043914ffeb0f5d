"""The scripted day, proofs, backups, measurements."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from app.main.commands.grammar import (
    DB,
    QT,
    SECRET,
    Add,
    Answer,
    Command,
    add_group,
    add_sealed_file,
    command_of,
    loaded,
    number,
)

_MOST_VISITS = 290
"""A window has numbers for 300 cases a day (app.cases.numbering)."""


def add_proofs(add: Add, commands: Any) -> None:
    """What shows that the program does what it says, and what keeps its data."""
    add("doctor", command_of("devices.doctor:run"), "what this machine lacks, and how to get it")
    demo = add(
        "demo",
        command_of("demo:run", QT),
        "one scripted visit on real parts; its data stay where --data says",
    )
    demo.add_argument("--headless", action="store_true", help="without a display")
    demo.add_argument(
        "--out", type=Path, default=Path("build/demo"), metavar="DIR", help="of its pictures; build/demo"
    )
    demo.add_argument("--hub-db", default="", metavar="URL", help=f"of its hub: {DB}")
    journal = add_group(commands, "journal", "what happened here, in a chain")
    verify = add("verify", command_of("tools.journal:verify_journal"), "prove that all is there", journal)
    verify.add_argument("--rebuild", action="store_true", help="replay it and compare with the state")
    _add_backups(add)
    _add_outbox(add, commands)
    _add_measurements(add, add_group(commands, "bench", "measurements, each against its limit"))


def _add_measurements(add: Add, bench: Any) -> None:
    for name, about in (
        ("startup", "from start to the first picture, against an empty window"),
        ("receive", "receiving a case, against a bare commit"),
        ("card", "from a card on the reader to the filled form"),
        ("search", "a keystroke in the search, up to 10,000 items"),
        ("ingest", "events through a hub, against a bare copy"),
    ):
        add(name, _measured(name), about, bench)
    chaos = add("chaos", _measured("chaos", "minutes", "seed"), "faults between windows and hub", bench)
    chaos.add_argument("--minutes", type=number(float, 0.1, 600), default=2.0)
    drain = add(
        "drain", _measured("drain", "events"), "the upload after an outage, against a bare copy", bench
    )
    drain.add_argument("--events", type=number(int, 500, 1_000_000), default=10_000, help="of the window")
    for name, seconds, about in (
        ("hall", 40.0, "a whole hall attached to one hub"),
        ("idle", 20.0, "what a window and its hub cost at rest"),
    ):
        made = add(name, _measured(name, "seconds"), about, bench)
        made.add_argument("--seconds", type=number(float, 1, 3600), default=seconds)
    fuzz = add("fuzz", _measured("fuzz", "inputs", "seed"), "spoiled messages to all that reads", bench)
    fuzz.add_argument("--inputs", type=number(int, 1000, 1_000_000_000), default=100_000)
    faults = _measured("devices", "visits", "faults", "seed")
    devices = add("devices", faults, "faults of devices during visits", bench)
    devices.add_argument("--visits", type=number(int, 1, _MOST_VISITS), default=50)
    devices.add_argument("--faults", type=number(int, 0, 100_000), default=200)
    for each in (chaos, fuzz, devices):
        each.add_argument("--seed", type=int, default=0, help="repeat a run; 0: another one each time")
    call = add("call", _measured("call", "db"), "from the press to the row on the hall screen", bench)
    call.add_argument("--db", default="", metavar="URL", help="a PostgreSQL to use; else one is started")


def _measured(name: str, *options: str) -> Command:
    """The measurement ``app.main.bench.NAME.run`` with these options; exit code 1 when it is not within its
    limits."""

    def measure(args: Namespace) -> Answer:
        from app.db.keys import keep_in_files

        keep_in_files()
        figures = loaded(f"bench.{name}").run(*(getattr(args, each) for each in options))
        return {**figures, "exit": int(not figures["within_limits"])}

    return measure


def _add_outbox(add: Add, commands: Any) -> None:
    outbox = add_group(commands, "outbox", "what the hub has not acknowledged")
    about = "seal it into a file, to be carried to the hub"
    export = add("export", command_of("tools.outbox:export"), about, outbox)
    export.add_argument("file", type=Path)
    export.add_argument("--passphrase-file", type=Path, metavar="FILE", help=SECRET)


def _add_backups(add: Add) -> None:
    for name, about in (
        ("backup", "seal the window's store and its key into a file"),
        ("restore", "put a sealed store into a folder that has none"),
    ):
        add_sealed_file(add(name, command_of(f"tools.backup:{name}"), about))
    add(
        "start-over",
        command_of("tools.backup:start_over"),
        "let the next start make an empty store where the old one is lost for good",
    )
