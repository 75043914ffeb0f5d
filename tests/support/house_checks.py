"""Finders for the house rules: each reads one module's syntax tree and yields its breaches."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from fnmatch import fnmatch

QT_ONE_WORD_METHODS = {"event", "data", "paint", "flags", "index", "parent"}
MODULE_LINES, FUNCTION_LINES, CLASS_METHODS = 400, 60, 30

Breach = tuple[int, str]
"""Line and what is wrong there."""
Check = Callable[[ast.Module], Iterator[Breach]]


def dotted(node: ast.AST) -> str:
    """The dotted name of an expression such as ``QApplication.instance``; empty for anything else."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attr):
            return f"{dotted(value)}.{attr}"
        case _:
            return ""


def _imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _calls(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    return ((node, dotted(node.func)) for node in ast.walk(tree) if isinstance(node, ast.Call))


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def forbid(*patterns: str) -> Check:
    """Find imports and calls whose dotted name matches a glob pattern."""

    def check(tree: ast.Module) -> Iterator[Breach]:
        names = [*_imports(tree), *((node.lineno, name) for node, name in _calls(tree))]
        for line, name in names:
            if any(fnmatch(name, each) for each in patterns):
                yield line, f"uses {name}"

    return check


def typed_decoding(tree: ast.Module) -> Iterator[Breach]:
    """Find where msgspec is asked for values of a type without devices.decoding in between."""
    for call, name in _calls(tree):
        named = any(each.arg == "type" for each in call.keywords)
        if name in ("msgspec.convert", "msgspec.json.Decoder") or (name == "msgspec.json.decode" and named):
            yield call.lineno, f"uses {name}"


def no_docstring(tree: ast.Module) -> Iterator[Breach]:
    """A module that does not say what it is."""
    if not ast.get_docstring(tree):
        yield 1, "the module has no docstring"


def undocumented(tree: ast.Module) -> Iterator[Breach]:
    """Public classes, functions and methods without a docstring; Qt's own methods need none."""
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name[0] != "_"]
    bodies = [tree.body, *(node.body for node in classes)]
    for node in (each for body in bodies for each in body):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        is_qt = not isinstance(node, ast.ClassDef) and (
            node.name != node.name.lower() or node.name in QT_ONE_WORD_METHODS
        )
        if not node.name.startswith("_") and not is_qt and not ast.get_docstring(node):
            yield node.lineno, f"{node.name} does not say what it means"


def too_big(tree: ast.Module) -> Iterator[Breach]:
    """Modules, functions and classes over the caps."""
    last = max((node.end_lineno or 0 for node in tree.body), default=0)
    if last > MODULE_LINES:
        yield last, f"the module has {last} lines, the cap is {MODULE_LINES}"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield node.lineno, f"{node.name} has {lines} lines, the cap is {FUNCTION_LINES}"
        elif isinstance(node, ast.ClassDef):
            methods = sum(isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) for each in node.body)
            if methods > CLASS_METHODS:
                yield node.lineno, f"{node.name} has {methods} methods, the cap is {CLASS_METHODS}"


def untranslatable(tree: ast.Module) -> Iterator[Breach]:
    """Texts that the translation tools cannot extract.

    ``tr`` and QT_TRANSLATE_NOOP mark a text, so they take a plain string; ``translate`` may look up a
    marked one by name, but never a text that is put together on the spot.
    """
    for node, name in _calls(tree):
        marked = {"tr": node.args[:1], "QT_TRANSLATE_NOOP": node.args}.get(_last(name), [])
        looked_up = node.args[:2] if name.endswith("Application.translate") else []
        if not all(isinstance(text, ast.Constant) for text in marked) or not all(
            isinstance(text, ast.Constant | ast.Name | ast.Attribute) for text in looked_up
        ):
            yield node.lineno, f"{name}() takes a plain string; put values in with .format()"


def thread_subclass(tree: ast.Module) -> Iterator[Breach]:
    """Classes made from QThread: background work belongs in a lane."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any(_last(dotted(base)) == "QThread" for base in node.bases):
            yield node.lineno, f"{node.name} is a QThread"


def literal_key(tree: ast.Module) -> Iterator[Breach]:
    """Keys written where they are used instead of in the one key map."""
    for node, name in _calls(tree):
        if _last(name) in ("QKeySequence", "setShortcut", "setShortcuts", "QShortcut"):
            parts = (part for arg in node.args for part in ast.walk(arg))
            if any(isinstance(part, ast.Constant) or "Key_" in dotted(part) for part in parts):
                yield node.lineno, f"{name} with a key of its own"


def asserts_nothing(tree: ast.Module) -> Iterator[Breach]:
    """Tests that cannot fail by what they see."""
    for test in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        if test.name.startswith("test_") and not any(_asserts(part) for part in ast.walk(test)):
            yield test.lineno, f"{test.name} asserts nothing"


def _asserts(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return (
            _last(dotted(node.func))
            .lstrip("_")
            .startswith(("raises", "fail", "check", "assert", "wait", "until"))
        )
    return isinstance(node, ast.Assert)
