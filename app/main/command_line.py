"""The command line: parses, calls the composition root, prints.

Exit codes: 0 ok, 1 a check failed, 2 wrong use, 3 the environment lacks something. With ``--json`` the last
line of standard output is one JSON object.
"""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from contextlib import suppress
from io import TextIOWrapper
from typing import Any

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
from app.main.commands.parser import parser
from app.main.output import say

OK, FAILED, WRONG_USE, ENVIRONMENT = 0, 1, 2, 3
_CLICKED = ("run", "window")
"""What people start by a double click: nobody sees standard error there."""
_WRONG = (RuleViolation, ContentError)
_LACKING = (EnvironmentMissing, StoreUnavailable, ConfigError, PeripheralError, Offline)


def run(argv: Sequence[str]) -> int:
    """Run one command; returns the exit code."""
    _open_streams()
    arguments = list(argv)
    if not arguments or (arguments[0].startswith("--") and arguments[0] != "--help"):
        arguments.insert(0, "run")
    try:
        args = parser().parse_args(arguments)
    except SystemExit as ended:
        if ended.code == WRONG_USE and "--json" in arguments:
            _say(_json({"error": {"code": "cli.wrong_use", "params": {}}}))
        raise
    try:
        answer = args.run(args)
    except AppError as error:
        return _explain(error, args)
    except OSError as error:
        # A folder or file that somebody named, or the disk below it: nothing that a traceback would explain.
        return _explain(refused(error), args)
    if isinstance(answer, int):
        return answer
    return _print(answer or {}, as_json=args.json)


def _print(answer: Mapping[str, Any], *, as_json: bool) -> int:
    shown = {key: value for key, value in answer.items() if key != "exit"}
    if as_json:
        _say(_json(shown))
    else:
        for key, value in shown.items():
            rows = value if isinstance(value, list) and value else [value]
            for row in rows:
                _say(f"{key}: {row if isinstance(row, str) else _json(row)}")
    return int(answer.get("exit", OK))


def _explain(error: AppError, args: Namespace) -> int:
    from ui.shell.notices import sentence

    with suppress(OSError):  # the exit code is there all the same
        sys.stderr.write(sentence(error) + "\n")
    if args.json:
        _say(_json({"error": {"code": error.code, "params": error.params}}))
    elif args.command in _CLICKED:
        from app.main.program_start import tell_on_screen

        tell_on_screen(error, args.data)
    if isinstance(error, _WRONG):
        return WRONG_USE
    return ENVIRONMENT if isinstance(error, _LACKING) else FAILED


def _open_streams() -> None:
    """A console of an old code page shows what it lacks as numbers. A stream that was closed leads nowhere,
    and no file of ours gets its place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))
        elif isinstance(stream, TextIOWrapper) and mode == "w":
            stream.reconfigure(errors="backslashreplace")


def _json(value: object) -> str:
    """As people read it; escaped where standard output knows fewer characters than the value has."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, default=str)
    return text


def _say(line: str) -> None:
    if not say(line):
        sys.exit(ENVIRONMENT)
