"""Libraries without what they load and do not use here.

A library asks for everything that its modules need when it is loaded. Some of that serves only calls that
this program makes late or never; it waits here until one of them is made.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

_Names = Mapping[str, object]


class Later(ModuleType):
    """Stands for a module, which is loaded when one of its names is asked for."""

    def __getattr__(self, name: str) -> Any:
        found = getattr(import_module(self.__name__), name)
        setattr(self, name, found)
        return found

    def lend(self, function: str) -> None:
        """Have this function of the module at hand; the module is loaded when it is called."""
        setattr(self, function, lambda *given: getattr(import_module(self.__name__), function)(*given))


@contextmanager
def put_off(
    modules: Collection[str], *, by: str | tuple[str, ...], lent: Collection[str] = ()
) -> Iterator[None]:
    """While it lasts, whoever's name begins like ``by`` gets stand-ins where it imports one of ``modules``.

    ``lent`` are functions of them that are taken at once and called later. Everybody else gets the modules
    themselves, and so does everybody once they are there.
    """
    plain, lasts = builtins.__import__, True
    later = {name: Later(name) for name in modules}
    for each in lent:
        name, _, function = each.rpartition(".")
        later[name].lend(function)

    def given(
        name: str,
        globals: _Names | None = None,
        locals: _Names | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        if lasts and not level and globals and str(globals.get("__name__")).startswith(by):
            asked = {name, *(f"{name}.{each}" for each in fromlist or ())}
            for each in later.keys() & asked - sys.modules.keys():
                package, _, last = each.rpartition(".")
                if package:
                    # Whoever loads the module puts it into the same place.
                    setattr(import_module(package), last, later[each])
                if each == name:
                    return later[name] if fromlist or not package else import_module(name.partition(".")[0])
        return plain(name, globals, locals, fromlist, level)

    builtins.__import__ = given
    try:
        yield
    finally:
        builtins.__import__, lasts = plain, False
