"""Qt without its descriptions: they are there when a wrong call or a help text asks for them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).parents[3]
_DESCRIPTIONS = ["mapping", "errorhandler", "layout", "parser"]
_DESCRIPTIONS += ["lib.enum_sig", "lib.pyi_generator", "lib.tool"]
_ASKED = """
import builtins, json, sys
{load}
from PySide6.QtCore import QObject, QPoint, QSize
from PySide6.QtWidgets import QWidget

def answer(call):
    try:
        return repr(call())
    except (AttributeError, TypeError) as error:
        return f"{{type(error).__name__}}: {{error}}"

def source_was_run():
    modules = [sys.modules["shibokensupport.signature." + name] for name in {names}]
    return ["__builtins__" in vars(module) for module in modules]

seen = {{"at_start": source_was_run(), "import": builtins.__import__.__name__}}
seen["answers"] = [
    answer(lambda: QPoint("a")),
    answer(lambda: QSize(1, 2).setWidth("wide")),
    answer(lambda: QObject(nosuch=3)),
    answer(lambda: QWidget.resize.__doc__),
]
seen["asked"] = any(source_was_run())
print(json.dumps(seen))
"""


def _seen(load: str) -> dict[str, object]:
    program = _ASKED.format(load=load, names=_DESCRIPTIONS)
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=_ROOT, capture_output=True, text=True, timeout=60
    )
    assert run.returncode == 0, run.stderr
    seen: dict[str, object] = json.loads(run.stdout)
    return seen


def test_descriptions_of_calls_are_loaded_when_asked_for_and_say_the_same() -> None:
    plain, ours = _seen(""), _seen("import ui.qt_loading")
    assert plain["at_start"] == [True] * len(_DESCRIPTIONS)
    assert ours["at_start"] == [False] * len(_DESCRIPTIONS)
    assert ours["asked"]
    assert ours["answers"] == plain["answers"]
    assert ours["import"] == "__import__"
