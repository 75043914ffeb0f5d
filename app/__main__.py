"""The command line: parses, calls the composition root, prints.

Exit codes: 0 ok, 1 a check failed, 2 wrong use, 3 the environment lacks something, 130 interrupted. With
``--json`` the last line of standard output is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module
from multiprocessing import freeze_support
from pathlib import Path
from typing import Any

from app.config.folders import default_data_folder
from app.core.errors import (
    AppError,
    ConfigError,
    ContentError,
    EnvironmentMissing,
    Offline,
    PeripheralError,
    RuleViolation,
    StoreUnavailable,
)
from app.core.paths import refused

OK, FAILED, WRONG_USE, ENVIRONMENT, INTERRUPTED = 0, 1, 2, 3, 130
_WRONG = (RuleViolation, ContentError)
_LACKING = (EnvironmentMissing, StoreUnavailable, ConfigError, PeripheralError, Offline)
_HIGHEST_WINDOW, _LONGEST_CODE_H = 33, 24.0 * 30
_HIGHEST_PORT, _MOST_WORKERS, _FASTEST_LINE, _LONGEST_WAIT_S = 65_535, 64, 4_000_000, 86_400
_SECRET = "its first line is the secret, where the key of the hub does not do"
Answer = Mapping[str, Any] | int | None
Command = Callable[[argparse.Namespace], Answer]


def _from(module: str, function: str) -> Command:
    """A command whose module is imported only when it runs: start-up time is a promise."""

    def run(args: argparse.Namespace) -> Answer:
        command: Command = getattr(import_module(f"app.main.{module}"), function)
        return command(args)

    return run


def _number(kind: type[int] | type[float], low: float, high: float) -> Callable[[str], float]:
    """The type of an argument that is a number between two others."""

    def convert(text: str) -> float:
        value = kind(text)
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"{text} is not between {low} and {high}")
        return value

    convert.__name__ = kind.__name__
    return convert


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="zongchuang", description="综窗: the counter desk of a service hall"
    )
    common, repeated = _common(default_data_folder(), False), _common(argparse.SUPPRESS, argparse.SUPPRESS)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def add(
        name: str, command: Command, about: str, within: Any = commands, *, below: bool = False
    ) -> argparse.ArgumentParser:
        parents = [repeated if below else common]
        made: argparse.ArgumentParser = within.add_parser(
            name, parents=parents, help=about, description=about
        )
        made.set_defaults(run=command)
        return made

    _add_faces(add)
    _add_device_commands(add)
    _add_rule_commands(add, commands)
    _add_proofs(add, commands)
    return parser


def _common(data: Any, as_json: Any) -> argparse.ArgumentParser:
    """What every command takes.

    An action below a command that takes it too has no defaults: they would undo what was said before it.
    """
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data", type=Path, default=data, help="data folder")
    shared.add_argument(
        "--json", action="store_true", default=as_json, help="print one JSON object as the last line"
    )
    return shared


def _add_faces(add: Callable[..., argparse.ArgumentParser]) -> None:
    add("run", _from("desktop", "run"), "the clerk's desktop with everything it needs inside")
    window = add("window", _from("desktop", "run"), "the clerk's desktop, connected to a hall's hub")
    window.add_argument("--hub", default="", metavar="URL")
    hall = add("hall", _from("hall", "run"), "the big screen of the hall")
    hall.add_argument("--hub", default="", metavar="URL")
    hall.add_argument("--portrait", action="store_true", help="for screens that stand upright")
    enrol = add("enrol", _from("enrol_tools", "enrol"), "make this machine a known device of a hub")
    enrol.add_argument("--hub", required=True, metavar="URL")
    enrol.add_argument("--code", required=True, help="from `zongchuang hub enrol`, with or without dashes")
    hub = add("hub", _from("hub_server", "run"), "the central server")
    hub.add_argument("--db", default="", metavar="URL", help="SQLite in the data folder unless given")
    hub.add_argument("--host", default="127.0.0.1")
    hub.add_argument("--port", type=_number(int, 0, _HIGHEST_PORT), default=8460, help="0: any free port")
    hub.add_argument(
        "--workers", type=_number(int, 1, _MOST_WORKERS), default=1, help="more than 1 on PostgreSQL only"
    )
    hub.add_argument("--upstream", default="", metavar="URL", help="the centre above it")
    hub.add_argument("--with-parent", type=int, default=0, metavar="PID", help="end when this process ends")
    _add_hub_actions(partial(add, below=True), hub.add_subparsers(dest="action", metavar="ACTION"))


def _add_db(parser: argparse.ArgumentParser) -> None:
    # Without a default of its own: else it would hide what stands before the action.
    parser.add_argument(
        "--db", default=argparse.SUPPRESS, metavar="URL", help="SQLite in the data folder unless given"
    )


def _add_hub_actions(add: Callable[..., argparse.ArgumentParser], actions: Any) -> None:
    """What an administrator does with a hub; without one of these it serves."""
    waiting = actions.add_parser("quarantine", help="events that wait for a decision")
    decisions = waiting.add_subparsers(dest="decision", metavar="DECISION", required=True)
    for name, function, about in (
        ("list", "listing", "what waits, and why"),
        ("release", "release", "apply one event, and what waits behind it"),
        ("drop", "drop", "never apply one event, but what waits behind it"),
    ):
        decision = add(name, _from("quarantine_tools", function), about, decisions)
        _add_db(decision)
        if name != "list":
            decision.add_argument("event", metavar="EVENT", help="its id, as list tells it")
    reclaim = add("reclaim", _from("queue_tools", "reclaim"), "take back what a dead window holds", actions)
    reclaim.add_argument("--hall", required=True, help="the hall it stands in")
    reclaim.add_argument("--window", required=True, type=_number(int, 1, _HIGHEST_WINDOW), metavar="N")
    reclaim.add_argument("--reason", required=True, help="how it is known to be off")
    _add_db(reclaim)
    taken = add("import", _from("outbox_tools", "take_in"), "take in what a window exported", actions)
    taken.add_argument("file", type=Path)
    _add_db(taken)
    taken.add_argument("--passphrase-file", type=Path, metavar="FILE", help=_SECRET)
    _add_publish(add, actions)
    _add_hub_keeping(add, actions)


def _add_publish(add: Callable[..., argparse.ArgumentParser], actions: Any) -> None:
    publish = add(
        "publish", _from("bundle_tools", "publish"), "sign files and hand them to the halls", actions
    )
    publish.add_argument("folder", type=Path)
    publish.add_argument("--kind", required=True, choices=["catalogue", "staff", "calendar"])
    publish.add_argument("--hall", default="", help="one hall only")
    publish.add_argument("--valid-from", default="", metavar="DATE", help="today unless given")
    publish.add_argument(
        "--withdraw",
        type=int,
        action="append",
        default=[],
        metavar="VERSION",
        help="never use that one again",
    )
    _add_db(publish)


def _add_hub_keeping(add: Callable[..., argparse.ArgumentParser], actions: Any) -> None:
    """Backups, and who is let in."""
    for name, about in (
        ("backup", "seal the hub's database and keys into a file"),
        ("restore", "put a sealed hub into an empty database"),
    ):
        made = add(name, _from("hub_backup", name), about, actions)
        _add_sealed_file(made)
        _add_db(made)
    init = add(
        "init", _from("hub_tools", "init"), "make the hub's certificates, to serve other machines", actions
    )
    init.add_argument(
        "--name", action="append", default=[], metavar="HOST,IP", help="where devices will find it"
    )
    enrol = add("enrol", _from("hub_tools", "enrol"), "a one-time code that lets one device in", actions)
    enrol.add_argument("--kind", required=True, choices=["window", "hall", "kiosk", "lobby", "hub"])
    enrol.add_argument("--hall", required=True, action="append", help="again for a hub of several halls")
    enrol.add_argument("--window", type=_number(int, 1, _HIGHEST_WINDOW), metavar="N")
    enrol.add_argument("--name", default="", help="what people call it")
    enrol.add_argument("--valid-hours", type=_number(float, 0.01, _LONGEST_CODE_H), default=24.0)
    devices = add("devices", _from("hub_tools", "list_devices"), "who is let in", actions)
    devices.add_argument("--revoke", default="", metavar="ID", help="let this device in no more")
    for action in (enrol, devices):
        _add_db(action)


def _add_device_commands(add: Callable[..., argparse.ArgumentParser]) -> None:
    simulate = add(
        "simulate", _from("device_simulators", "simulate"), "a simulated device that speaks the real protocol"
    )
    readers = ["idcard", "idcard-http", "scanner", "wedge", "staff-card"]
    pads = ["call-pad", "evaluator", "network-evaluator", "window-display"]
    simulate.add_argument("kind", choices=[*readers, "ticket-printer", *pads])
    simulate.add_argument(
        "--url", default="ws://127.0.0.1:8470", help="of the window, for a network evaluator"
    )
    simulate.add_argument("--profile", default="", help="of a pad, evaluator or display: a name or a file")
    simulate.add_argument(
        "--port", type=_number(int, 0, _HIGHEST_PORT), default=0, help="of a device on TCP; 0: any free port"
    )
    simulate.add_argument("--script", type=Path)
    simulate.add_argument("--empty", action="store_true", help="no card on it; obeys lines of standard input")
    card = add("read-card", _from("card_tools", "read"), "read the ID card that lies on a reader")
    card.add_argument("--port", required=True)
    card.add_argument("--baud", type=_number(int, 0, _FASTEST_LINE), default=0, help="0: find it")
    card.add_argument(
        "--timeout", type=_number(float, 0, _LONGEST_WAIT_S), default=10.0, help="seconds to wait for a card"
    )
    scan = add("scan", _from("scan_tools", "scan"), "wait for one code of a scanner")
    scan.add_argument("--port", required=True)
    scan.add_argument("--baud", type=_number(int, 0, _FASTEST_LINE), default=0, help="0: 9600")
    scan.add_argument(
        "--timeout", type=_number(float, 0, _LONGEST_WAIT_S), default=30.0, help="seconds to wait for a code"
    )
    sidecar = add(
        "sidecar", _from("sidecar_host", "run"), "a driver as a process of its own, on stdin and stdout"
    )
    sidecar.add_argument("kind", choices=["idcard-termb", "staff-card"])
    sidecar.add_argument("--library", default="", metavar="FILE")
    sidecar.add_argument("--port", default="")
    profile = add("device-profile", _from("profile_tools", "check"), "check profiles of pads and displays")
    profile.add_argument("names", nargs="*", metavar="NAME", help="shipped, or a file; else all shipped")
    slip = add("print-ticket", _from("ticket_tools", "print_ticket"), "take a number and print its slip")
    slip.add_argument("--zone", required=True, help="key of the zone (功能区)")
    slip.add_argument("--hub", default="", metavar="URL", help="that of the settings unless given")
    slip.add_argument("--printer", default="", help="serial port, host:9100 or /dev/usb/lp0")
    slip.add_argument("--again", default="", metavar="NUMBER", help="print a waiting number once more (补打)")
    slip.add_argument("--screen", action="store_true", help="no paper: the citizen notes the number")
    page = add("print", _from("print_tools", "print_file"), "print a PDF file")
    page.add_argument("file", type=Path)
    page.add_argument("--printer", default="")


def _add_rule_commands(add: Callable[..., argparse.ArgumentParser], commands: Any) -> None:
    number = add("check-number", _from("card_tools", "check"), "check document numbers")
    kinds = ["resident", "hmt", "foreigner", "hm-pass", "tw-pass", "credit-code", "org-code"]
    number.add_argument("kind", choices=kinds)
    number.add_argument("values", nargs="+", metavar="VALUE")
    due = add("due", _from("catalogue_tools", "due"), "when a case is due")
    due.add_argument("--received", required=True, metavar="DATE")
    due.add_argument("--workdays", required=True, type=int, metavar="N")
    due.add_argument("--suspend", action="append", default=[], metavar="START:RESUME")
    due.add_argument("--extend", type=int, default=0, metavar="N")
    group = commands.add_parser("catalogue", help="the items of the hall").add_subparsers(
        dest="action", required=True
    )
    imported = add("import", _from("catalogue_tools", "catalogue_import"), "import source files", group)
    imported.add_argument("source", type=Path)
    imported.add_argument("target", type=Path)
    lint = add("lint", _from("catalogue_tools", "lint"), "print every defect with its place", group)
    lint.add_argument("folder", type=Path, nargs="?")
    search = add("search", _from("catalogue_tools", "search"), "find an item", group)
    search.add_argument("text")


def _add_proofs(add: Callable[..., argparse.ArgumentParser], commands: Any) -> None:
    demo = add("demo", _from("demo", "run"), "one scripted visit on real parts")
    demo.add_argument("--headless", action="store_true")
    demo.add_argument("--out", type=Path, default=Path("build/demo"), metavar="DIR")
    demo.add_argument("--hub-db", default="", metavar="URL")
    journal = commands.add_parser("journal", help="the journal").add_subparsers(dest="action", required=True)
    verify = add("verify", _from("journal_tools", "verify_journal"), "prove that nothing is missing", journal)
    verify.add_argument("--rebuild", action="store_true", help="replay it and compare with the state")
    _add_backups(add)
    _add_outbox(add, commands)
    bench = commands.add_parser("bench", help="measurements as ratios").add_subparsers(
        dest="name", required=True
    )
    for name in ("startup", "receive", "card", "search", "ingest"):
        add(name, _from(f"bench.{name}", "bench"), f"measure {name}", bench)
    chaos = add("chaos", _from("bench.chaos", "bench"), "faults between windows and hub", bench)
    chaos.add_argument("--minutes", type=_number(float, 0.1, 600), default=2.0)
    chaos.add_argument("--seed", type=int, default=0, help="repeat a run; 0: another one each time")
    drain = add("drain", _from("bench.drain", "bench"), "measure the upload after an outage", bench)
    drain.add_argument("--events", type=_number(int, 500, 1_000_000), default=10_000, help="of the window")
    for name, seconds, about in (
        ("hall", 40.0, "measure a whole hall attached to one hub"),
        ("idle", 20.0, "measure what a window and its hub cost at rest"),
    ):
        made = add(name, _from(f"bench.{name}", "bench"), about, bench)
        made.add_argument("--seconds", type=_number(float, 1, 3600), default=seconds)
    call = add("call", _from("bench.call", "bench"), "measure calling", bench)
    call.add_argument("--db", default="", metavar="URL", help="a PostgreSQL to use; else one is started")


def _add_outbox(add: Callable[..., argparse.ArgumentParser], commands: Any) -> None:
    outbox = commands.add_parser("outbox", help="what the hub has not acknowledged")
    export = add(
        "export",
        _from("outbox_tools", "export"),
        "seal it into a file, to be carried to the hub",
        outbox.add_subparsers(dest="action", required=True),
    )
    export.add_argument("file", type=Path)
    export.add_argument("--passphrase-file", type=Path, metavar="FILE", help=_SECRET)


def _add_backups(add: Callable[..., argparse.ArgumentParser]) -> None:
    for name, about in (
        ("backup", "seal the window's store and its key into a file"),
        ("restore", "put a sealed store into a folder that has none"),
    ):
        _add_sealed_file(add(name, _from("backup_tools", name), about))
    add(
        "start-over",
        _from("backup_tools", "start_over"),
        "let the next start make an empty store where the old one is lost for good",
    )


def _add_sealed_file(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path)
    command.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help="its first line is the secret; without it backup makes a recovery key and restore asks",
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or (arguments[0].startswith("--") and arguments[0] not in ("--help",)):
        arguments.insert(0, "run")
    args = _parser().parse_args(arguments)
    try:
        answer = args.run(args)
    except AppError as error:
        return _explain(error, as_json=args.json)
    except OSError as error:
        # A folder or file that somebody named, or the disk below it: nothing that a traceback would explain.
        return _explain(refused(error), as_json=args.json)
    except KeyboardInterrupt:
        return INTERRUPTED
    if isinstance(answer, int):
        return answer
    return _print(answer or {}, as_json=args.json)


def _print(answer: Mapping[str, Any], *, as_json: bool) -> int:
    shown = {key: value for key, value in answer.items() if key != "exit"}
    if as_json:
        print(json.dumps(shown, ensure_ascii=False))
    else:
        for key, value in shown.items():
            print(f"{key}: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}")
    return int(answer.get("exit", OK))


def _explain(error: AppError, *, as_json: bool) -> int:
    from ui.shell.notices import sentence

    print(sentence(error), file=sys.stderr)
    if as_json:
        print(
            json.dumps(
                {"error": {"code": error.code, "params": error.params}}, ensure_ascii=False, default=str
            )
        )
    if isinstance(error, _WRONG):
        return WRONG_USE
    return ENVIRONMENT if isinstance(error, _LACKING) else FAILED


if __name__ == "__main__":
    freeze_support()
    sys.exit(main())
