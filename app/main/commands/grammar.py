"""What commands are made of: arguments with limits, and modules that load only when their command runs."""

from __future__ import annotations

import argparse
import gc
import re
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from app.config.folders import default_data_folder

HIGHEST_WINDOW, HIGHEST_PORT = 33, 65_535
DB = "such as postgresql+psycopg://USER@HOST/NAME; SQLite in the data folder unless given"
SECRET = "its first line is the secret, where the key of the hub does not do"
Answer = Mapping[str, Any] | int | None
Command = Callable[[argparse.Namespace], Answer]
_LONGEST_UID = 10
_DATA = "folder of all data; the one of this user unless given"
QT = "ui.qt_loading"
"""What a command with windows loads before anything of Qt."""
Add = Callable[..., argparse.ArgumentParser]
"""Adds a command: its name, what it does, a line about it, and the group that it belongs to."""


def command_of(place: str, *before: str) -> Command:
    """A command at ``module:function`` below ``app.main``, imported only when it runs: start-up time is a
    promise."""
    module, _, function = place.partition(":")

    def run(args: argparse.Namespace) -> Answer:
        command: Command = getattr(loaded(module, *before), function)
        return command(args)

    return run


def loaded(module: str, *before: str) -> ModuleType:
    """A module of ``app.main`` with all that it needs, after those that must be loaded ``before`` it.

    Loading leaves no garbage, but looking for it takes a twentieth of the time until a window is painted.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        for name in before:
            import_module(name)
        return import_module(f"app.main.{module}")
    finally:
        gc.freeze()
        if collects:
            gc.enable()


def number(kind: type[int] | type[float], low: float, high: float) -> Callable[[str], float]:
    """The type of an argument that is a number between two others."""

    def convert(text: str) -> float:
        value = kind(text)
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"{text} is not between {low} and {high}")
        return value

    convert.__name__ = kind.__name__
    return convert


def hall(text: str) -> str:
    """The type of an argument that names a hall (大厅): what may stand in an address of the hub."""
    if not re.fullmatch(r"[\w-][\w.-]{0,63}", text):
        raise argparse.ArgumentTypeError(f"{text[:80]!r} is no name of letters, digits, - _ and .")
    return text


def uid(text: str) -> bytes:
    """The type of an argument that is the number (UID) of a card, as readers print it: ``04:A1:B2:C3``."""
    try:
        found = bytes.fromhex(text.replace(":", "").replace("-", ""))
    except ValueError:
        found = b""
    if not 4 <= len(found) <= _LONGEST_UID:
        raise argparse.ArgumentTypeError(f"{text[:80]!r} is no UID: 4 to {_LONGEST_UID} bytes in hexadecimal")
    return found


def words(longest: int) -> Callable[[str], str]:
    """The type of an argument that a database keeps: at most so many characters, and nothing else."""

    def convert(text: str) -> str:
        text.encode()  # bytes that are no characters make a ValueError of it
        if len(text) > longest:
            raise argparse.ArgumentTypeError(f"more than {longest} characters")
        return text

    convert.__name__ = "text"
    return convert


def data_folder(text: str) -> Path:
    """The type of the argument that names the data folder; empty: the platform's."""
    try:
        return Path(text) if text else default_data_folder()
    except RuntimeError as error:
        raise argparse.ArgumentTypeError("this user has no home folder: name a data folder") from error


def add_group(commands: Any, name: str, about: str) -> Any:
    """A command that does nothing without one of its actions."""
    return commands.add_parser(name, help=about, description=about).add_subparsers(
        metavar="ACTION", required=True
    )


def shared_arguments(data: Any, as_json: Any) -> argparse.ArgumentParser:
    """What every command takes.

    An action below a command that takes it too has no defaults: they would undo what was said before it.
    """
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data", type=data_folder, default=data, metavar="DIR", help=_DATA)
    shared.add_argument(
        "--json", action="store_true", default=as_json, help="print one JSON object as the last line"
    )
    return shared


def add_hub(parser: argparse.ArgumentParser) -> None:
    """Which hub a program talks to."""
    parser.add_argument("--hub", default="", metavar="URL", help="that of the settings unless given")


def add_db(parser: argparse.ArgumentParser) -> None:
    """Which database a command of the hub works on."""
    # Without a default of its own: else it would hide what stands before the action.
    parser.add_argument("--db", default=argparse.SUPPRESS, metavar="URL", help=DB)


def add_sealed_file(command: argparse.ArgumentParser) -> None:
    """A file that only a secret opens."""
    command.add_argument("file", type=Path)
    command.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help="its first line is the secret; without it backup makes a recovery key and restore asks",
    )
