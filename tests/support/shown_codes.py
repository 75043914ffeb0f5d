"""Which codes the source shows besides the errors it raises: every text in it that looks like one."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from functools import cache

from tests.support.house_checks import dotted
from tests.support.raised_codes import ROOT, Raised

_CODE = re.compile(r"[a-z_]+(\.[a-z_0-9-]*[a-z0-9])+")
_FAMILY = re.compile(r"[a-z_]+\.([a-z_]+_)?")
_NOT_SHOWN = re.compile(r"wording/\w+\.py|app/\w+/events\.py|migrations/")
"""The words themselves; kinds of events, which look like codes and are shown as ``record.`` and the kind."""
_WITHOUT_FACTS = ("unsay", "decode")
"""Calls that take a message away, or pass its code on to where the facts are."""
_FILES = frozenset({"store.key", "hub.db", "hub.log"})


def literals(domains: Collection[str]) -> Iterator[Raised]:
    """Every text that is a code of one of ``domains``, with the facts given beside it.

    ``facts`` is None where they cannot be told, and empty for a code in a table: it comes alone.
    """
    for place, tree in _trees():
        beside = {id(node): facts for node, facts in _calls(tree)}
        alone = {id(node) for node in _in_tables(tree)}
        for node in ast.walk(tree):
            match node:
                case ast.Constant(value=str(text)) if _is_code(text, domains):
                    facts = beside.get(id(node), frozenset() if id(node) in alone else None)
                    yield Raised(f"{place}:{node.lineno}", text, facts)


def families(domains: Collection[str]) -> Iterator[Raised]:
    """Every code that is put together: ``code`` is its fixed beginning, such as ``print.``."""
    for place, tree in _trees():
        for node in ast.walk(tree):
            match node:
                case ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]) if _FAMILY.fullmatch(text):
                    if text.partition(".")[0] in domains:
                        yield Raised(f"{place}:{node.lineno}", text, None)


def texts() -> frozenset[str]:
    """Every text that stands in the source."""
    nodes = (node for _, tree in _trees() for node in ast.walk(tree))
    return frozenset(
        node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@cache
def _trees() -> tuple[tuple[str, ast.Module], ...]:
    paths = [path for room in ("app", "devices", "ui") for path in (ROOT / room).rglob("*.py")]
    named = [(path.relative_to(ROOT).as_posix(), path) for path in paths]
    return tuple((at, ast.parse(path.read_text("utf-8"))) for at, path in named if not _NOT_SHOWN.search(at))


def _calls(tree: ast.Module) -> Iterator[tuple[ast.expr, frozenset[str]]]:
    """The arguments of every call, with the names of the facts that the call gives."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        names = [keyword.arg for keyword in call.keywords]
        if dotted(call.func).endswith(_WITHOUT_FACTS) or None in names:
            continue
        pairs = [name for argument in call.args for name in _names_of_pairs(argument)]
        yield from ((argument, frozenset([*filter(None, names), *pairs])) for argument in call.args)


def _names_of_pairs(argument: ast.expr) -> Iterator[str]:
    """Names of facts written as ``(("name", value), …)`` or ``{"name": value, …}``."""
    pairs = argument.elts if isinstance(argument, ast.Tuple) else []
    keys = argument.keys if isinstance(argument, ast.Dict) else []
    for key in (*keys, *(pair.elts[0] for pair in pairs if isinstance(pair, ast.Tuple) and pair.elts)):
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key.value


def _in_tables(tree: ast.Module) -> Iterator[ast.AST]:
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict | ast.Tuple):
            yield from ast.walk(node.value)


def _is_code(text: str, domains: Collection[str]) -> bool:
    return text not in _FILES and text.partition(".")[0] in domains and bool(_CODE.fullmatch(text))
