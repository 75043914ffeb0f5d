"""Which codes the program can raise and with which facts, read from its source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.house_checks import dotted

ROOT = Path(__file__).resolve().parents[2]
ERROR_TREES = ("app/core/errors.py", "devices/errors.py")


@dataclass(frozen=True, slots=True)
class Raised:
    """One place that makes an error. ``facts`` is None when they cannot be told from the source."""

    place: str
    code: str
    facts: frozenset[str] | None


def raised() -> Iterator[Raised]:
    """Every error with a code that stands in the source: as first argument, or fixed by its class."""
    fixed = dict(_codes_of_classes())
    names = {*fixed, *_class_names()}
    for path in (*(ROOT / "app").rglob("*.py"), *(ROOT / "devices").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        constants = _text_constants(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (name := dotted(node.func).rpartition(".")[2]) in names:
                code = fixed.get(name) or _code(node, constants)
                if code:
                    yield Raised(f"{path.relative_to(ROOT)}:{node.lineno}", code, _facts(node))


def _class_names() -> Iterator[str]:
    for path in ERROR_TREES:
        tree = ast.parse((ROOT / path).read_text("utf-8"))
        yield from (node.name for node in tree.body if isinstance(node, ast.ClassDef))


def _codes_of_classes() -> Iterator[tuple[str, str]]:
    tree = ast.parse((ROOT / "devices/errors.py").read_text("utf-8"))
    for node in (each for each in tree.body if isinstance(each, ast.ClassDef)):
        for name, value in _text_constants(ast.Module(node.body, [])).items():
            if name == "code":
                yield node.name, value


def _text_constants(tree: ast.Module) -> dict[str, str]:
    """Names given a text at the top of a module or class."""
    found: dict[str, str] = {}
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant):
            found |= {target.id: str(node.value.value) for target in targets if isinstance(target, ast.Name)}
    return found


def _code(call: ast.Call, constants: dict[str, str]) -> str:
    match call.args[:1]:
        case [ast.Constant(value=str(code))]:
            return code
        case [ast.Name(id=name)]:
            return constants.get(name, "")
        case _:
            return ""


def _facts(call: ast.Call) -> frozenset[str] | None:
    names = [keyword.arg for keyword in call.keywords]
    return None if None in names else frozenset(name for name in names if name)
