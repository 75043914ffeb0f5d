"""The command line: parses, calls the composition root, prints.

Exit codes: 0 ok, 1 a check failed, 2 wrong use, 3 the environment lacks something, 130 interrupted. With
``--json`` the last line of standard output is one JSON object.
"""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from multiprocessing import freeze_support
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

OK, FAILED, WRONG_USE, ENVIRONMENT, INTERRUPTED = 0, 1, 2, 3, 130
_CLICKED = ("run", "window")
"""What people start by a double click: nobody sees standard error there."""
_WRONG = (RuleViolation, ContentError)
_LACKING = (EnvironmentMissing, StoreUnavailable, ConfigError, PeripheralError, Offline)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or (arguments[0].startswith("--") and arguments[0] not in ("--help",)):
        arguments.insert(0, "run")
    try:
        args = parser().parse_args(arguments)
    except SystemExit as ended:
        if ended.code == WRONG_USE and "--json" in arguments:
            print(json.dumps({"error": {"code": "cli.wrong_use", "params": {}}}))
        raise
    try:
        answer = args.run(args)
    except AppError as error:
        return _explain(error, args)
    except OSError as error:
        # A folder or file that somebody named, or the disk below it: nothing that a traceback would explain.
        return _explain(refused(error), args)
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


def _explain(error: AppError, args: Namespace) -> int:
    from ui.shell.notices import sentence

    print(sentence(error), file=sys.stderr)
    if args.json:
        print(
            json.dumps(
                {"error": {"code": error.code, "params": error.params}}, ensure_ascii=False, default=str
            )
        )
    elif args.command in _CLICKED:
        from app.main.program_start import tell_on_screen

        tell_on_screen(error, args.data)
    if isinstance(error, _WRONG):
        return WRONG_USE
    return ENVIRONMENT if isinstance(error, _LACKING) else FAILED


if __name__ == "__main__":
    freeze_support()
    sys.exit(main())
