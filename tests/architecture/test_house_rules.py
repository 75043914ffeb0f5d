"""The house rules that no linter knows, read from the syntax tree of every module.

Each rule carries a sample that breaks it, so that a rule which stopped seeing anything fails too.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

from tests.support.house_checks import (
    FUNCTION_LINES,
    Check,
    asserts_nothing,
    forbid,
    literal_key,
    no_docstring,
    thread_subclass,
    too_big,
    typed_decoding,
    undocumented,
    untranslatable,
)

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("app", "ui", "devices", "resources")
FEATURES = ("catalogue", "people", "cases", "tickets", "evaluations", "documents", "attachments")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: how to find breaches, a sample that is one, and where it holds (glob patterns)."""

    name: str
    check: Check
    sample: str
    holds_in: tuple[str, ...] = tuple(f"{top}/*" for top in PRODUCT)
    except_in: tuple[str, ...] = ()

    def covers(self, path: str) -> bool:
        """Whether the rule speaks about this file."""
        return any(fnmatch(path, each) for each in self.holds_in) and not any(
            fnmatch(path, each) for each in self.except_in
        )


def _keeps_to_itself(feature: str) -> Rule:
    others = [other for other in FEATURES if other != feature]
    closed = [f"app.{other}.{part}*" for other in others for part in ("service", "projection")]
    return Rule(
        f"{feature} uses no other feature's service or projection",
        forbid(*closed),
        f"from app.{others[0]}.service import anything",
        holds_in=(f"app/{feature}/*",),
    )


RULES = (
    Rule("every module says what it is", no_docstring, "x = 1", holds_in=("*",)),
    Rule("what is public says what it means", undocumented, "def call(ticket): ..."),
    Rule(
        "modules, functions and classes stay small",
        too_big,
        "def long():\n" + "    x = 1\n" * FUNCTION_LINES,
        holds_in=("*",),
        except_in=("app/db/migrations/versions/*",),  # one list of tables, written once
    ),
    Rule(
        "a view model and its state know no widgets",
        forbid("PySide6.QtWidgets*", "PySide6.QtGui*"),
        "from PySide6.QtWidgets import QLabel",
        holds_in=("ui/*view_model.py", "ui/*state.py"),
    ),
    Rule(
        "nobody reaches for the application object",
        forbid("*Application.instance"),
        "window = QApplication.instance().activeWindow()",
        except_in=("ui/qt_app.py",),
    ),
    Rule("texts can be extracted for translation", untranslatable, "self.tr(f'{n}')", ("ui/*",)),
    Rule(
        "no dialog runs an event loop of its own",
        forbid("*.exec", "*.exec_"),
        "dialog.exec()",
        holds_in=("ui/*",),
        except_in=("ui/qt_app.py",),
    ),
    Rule("nobody spins the event loop", forbid("*processEvents"), "QApplication.processEvents()"),
    Rule("background work runs in lanes", thread_subclass, "class Reader(QtCore.QThread): pass"),
    Rule(
        "nobody sleeps",
        forbid("time.sleep", "*QTest.qWait", "*qtbot.wait"),
        "from time import sleep",
        holds_in=("*",),
    ),
    Rule(
        "typed values are decoded by devices.decoding",
        typed_decoding,
        "ticket = msgspec.json.decode(text, type=Ticket)",
        except_in=("devices/decoding.py",),
    ),
    Rule(
        "keys come from the key map",
        literal_key,
        "action.setShortcut('F5')",
        holds_in=("ui/*",),
        except_in=("ui/common/keymap.py",),
    ),
    Rule(
        "drivers are chosen by the composition root",
        forbid("devices.*.drivers*"),
        "from devices.idcard.drivers import sam_serial",
        except_in=("app/main/*", "devices/*/drivers/*"),
    ),
    Rule(
        "a feature keeps its SQL in its data files",
        forbid("sqlalchemy*"),
        "import sqlalchemy as sa",
        holds_in=tuple(f"app/{feature}/*" for feature in FEATURES),
        except_in=(
            *("*/model.py", "*/projection.py", "*/queries.py", "*/service.py"),
            *("app/tickets/claims.py", "app/tickets/merge.py"),
            *("app/tickets/window_desk.py", "app/tickets/offline_desk.py", "app/cases/correction.py"),
            "app/attachments/pages.py",
        ),
    ),
    *(_keeps_to_itself(feature) for feature in FEATURES),
    Rule("every test can fail", asserts_nothing, "def test_it():\n    run()", holds_in=("tests/*",)),
)
every_rule = pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])


@cache
def _modules() -> dict[str, ast.Module]:
    found = [path for top in (*PRODUCT, "tests") for path in sorted((ROOT / top).rglob("*.py"))]
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text("utf-8"), str(path)) for path in found}


@every_rule
def test_the_rule_sees_its_sample(rule: Rule) -> None:
    assert list(rule.check(ast.parse(rule.sample)))


@every_rule
def test_the_rule_speaks_about_something(rule: Rule) -> None:
    assert any(rule.covers(path) for path in _modules())


@every_rule
def test_the_code_keeps_the_rule(rule: Rule) -> None:
    breaches = [
        f"{path}:{line}: {what}"
        for path, tree in _modules().items()
        if rule.covers(path)
        for line, what in rule.check(tree)
    ]
    assert not breaches, rule.name + ":\n" + "\n".join(breaches)
