"""The command line as a whole."""

from __future__ import annotations

import argparse
from typing import Any

from app.main.commands.devices import add_device_commands
from app.main.commands.faces import add_faces
from app.main.commands.grammar import Command, shared_arguments
from app.main.commands.proofs import add_proofs
from app.main.commands.rules import add_rule_commands


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    whole = argparse.ArgumentParser(
        prog="zongchuang",
        description="综窗: the counter desk of a service hall",
        epilog="Exit codes: 0 done, 1 a check failed, 2 wrong use, 3 this machine lacks something.",
    )
    common, repeated = (
        shared_arguments("", False),
        shared_arguments(argparse.SUPPRESS, argparse.SUPPRESS),
    )
    commands = whole.add_subparsers(dest="command", metavar="COMMAND")

    def add(
        name: str, command: Command, about: str, within: Any = commands, *, below: bool = False
    ) -> argparse.ArgumentParser:
        parents = [repeated if below else common]
        made: argparse.ArgumentParser = within.add_parser(
            name, parents=parents, help=about, description=about
        )
        made.set_defaults(run=command)
        return made

    add_faces(add)
    add_device_commands(add)
    add_rule_commands(add, commands)
    add_proofs(add, commands)
    return whole
