"""Rules and catalogue, asked from the shell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.main.commands.grammar import Add, command_of


def add_rule_commands(add: Add, commands: Any) -> None:
    """Numbers, deadlines, items."""
    number = add("check-number", command_of("tools.cards:check"), "check document numbers")
    kinds = ["resident", "hmt", "foreigner", "hm-pass", "tw-pass", "credit-code", "org-code"]
    number.add_argument("kind", choices=kinds)
    number.add_argument("values", nargs="+", metavar="VALUE")
    due = add("due", command_of("tools.catalogue:due"), "when a case is due")
    due.add_argument("--received", required=True, metavar="DATE")
    due.add_argument("--workdays", required=True, type=int, metavar="N")
    due.add_argument("--suspend", action="append", default=[], metavar="START:RESUME")
    due.add_argument("--extend", type=int, default=0, metavar="N")
    group = commands.add_parser("catalogue", help="the items of the hall").add_subparsers(
        dest="action", required=True
    )
    imported = add("import", command_of("tools.catalogue:catalogue_import"), "import source files", group)
    imported.add_argument("source", type=Path)
    imported.add_argument("target", type=Path)
    lint = add("lint", command_of("tools.catalogue:lint"), "print every defect with its place", group)
    lint.add_argument("folder", type=Path, nargs="?")
    search = add("search", command_of("tools.catalogue:search"), "find an item", group)
    search.add_argument("text")
