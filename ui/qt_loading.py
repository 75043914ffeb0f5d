"""Qt without what only help texts and messages of wrong calls need.

PySide6 carries Python source that describes the arguments of every call. It compiles all of it whenever a
program starts, a third of the time until a window is painted, and then reads the source of every module that
is imported after it, for names in another spelling that nobody here uses. Here the descriptions wait until
one of them is asked for, and imports are Python's own again.
"""

from __future__ import annotations

import builtins
import sys
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from app.core.later import put_off

_DESCRIPTIONS = "shibokensupport.signature"
_MODULES = ("mapping", "errorhandler", "layout", "parser", "lib.enum_sig", "lib.pyi_generator", "lib.tool")
_LATER = {f"{_DESCRIPTIONS}.{name}" for name in _MODULES}
_UNUSED = ("inspect", "tempfile", "textwrap", "traceback")
"""What its Python source asks for besides, and does not need here."""

_import = builtins.__import__


class _Later(ModuleType):
    """A module whose source is run when one of its names is asked for."""

    def __init__(self, spec: ModuleSpec) -> None:
        super().__init__(spec.name)
        self.__spec__: ModuleSpec = spec
        self._source = spec.loader
        # A wrong call begins with this name of ``mapping``, which C++ looks up past ``__getattr__``.
        self.update_mapping = lambda: self.__getattr__("update_mapping")()

    def __getattr__(self, name: str) -> Any:
        source = self._source
        if source is None or name.startswith("__"):
            raise AttributeError(name)
        self._source = None
        # PySide6 gives modules a second name, by which their loader does not know them.
        self.__spec__.name = self.__name__
        source.exec_module(self)
        return getattr(self, name)


def _unread(_: ModuleType) -> None:
    """Nobody here uses names in another spelling."""


def _put_off(name: str, *rest: Any, **named: Any) -> ModuleType:
    wanted = (rest[2] if len(rest) > 2 else named.get("fromlist")) or ()
    if name.startswith(_DESCRIPTIONS):
        for module in _LATER.intersection(f"{name}.{each}" for each in wanted) - sys.modules.keys():
            spec = find_spec(module)
            if spec is not None:
                sys.modules[module] = _Later(spec)
    found = _import(name, *rest, **named)
    if "feature" in wanted:
        # It would read the source of the modules that are imported from now on.
        found.feature.feature_imported = _unread
    return found


def load() -> None:
    """Load PySide6, unless that has been done already."""
    builtins.__import__ = _put_off
    try:
        with put_off(_UNUSED, by=("shiboken", "signature_bootstrap")):
            _import("PySide6.QtCore")
    finally:
        builtins.__import__ = _import


load()
