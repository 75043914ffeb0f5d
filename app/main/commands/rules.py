"""Rules and catalogue, asked from the shell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.main.commands.grammar import Add, add_group, command_of


def add_rule_commands(add: Add, commands: Any) -> None:
    """Numbers, deadlines, items."""
    number = add("check-number", command_of("tools.cards:check"), "check document numbers")
    kinds = ["resident", "hmt", "foreigner", "hm-pass", "tw-pass", "credit-code", "org-code"]
    number.add_argument("kind", choices=kinds)
    number.add_argument("values", nargs="+", metavar="VALUE")
    due = add("due", command_of("tools.catalogue:due"), "when a case is due")
    due.add_argument("--received", required=True, metavar="DATE", help="YYYY-MM-DD")
    due.add_argument("--workdays", required=True, type=int, metavar="N")
    due.add_argument(
        "--suspend", action="append", default=[], metavar="START:RESUME", help="two dates; may be repeated"
    )
    due.add_argument("--extend", type=int, default=0, metavar="N", help="workdays more (延期)")
    group = add_group(commands, "catalogue", "the items of the hall")
    imported = add("import", command_of("tools.catalogue:catalogue_import"), "import source files", group)
    imported.add_argument("source", type=Path, help="folder of JSON files")
    imported.add_argument("target", type=Path, help="folder that the program can read; may be the same")
    lint = add("lint", command_of("tools.catalogue:lint"), "print every defect with its place", group)
    lint.add_argument("folder", type=Path, nargs="?", help="the shipped one unless given")
    search = add("search", command_of("tools.catalogue:search"), "find an item", group)
    search.add_argument("text", help="of a name, code, pinyin or initials")
