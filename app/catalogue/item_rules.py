"""The rules that one item must keep. Each gives the broken rules with their places inside the item, such as
``.materials[2].name``.

What each rule name means is in resources/catalogue/README.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from app.catalogue.codes import CaseKind, Necessity, Step
from app.catalogue.model import Item
from app.catalogue.readings import fits
from app.catalogue.structure import Broken
from app.workdays.deadline import OFFICE_HOURS, Limit, LimitUnit

MAX_CHAIN = 3
_CATCH_ALL = re.compile(
    r"其[他它](?!组织|住房)|等(相关|有关)?(的)?(材料|资料|文件|证明)|(有关|相关)(的)?(材料|资料|文件|证明)|等$|…|\.\.\."
)
"""兜底条款: 上海市优化营商环境条例 2024 art.24 forbids them. 其他组织, 其他住房 are terms of law."""


def broken_rules(item: Item) -> Iterator[Broken]:
    """Every rule that the item breaks."""
    for rule in _RULES:
        yield from rule(item)


def _limits(item: Item) -> Iterator[Broken]:
    limits = [(".promised_limit", item.promised_limit)] + [
        (f".questions[{q}].answers[{a}].promised_limit", answer.promised_limit)
        for q, question in enumerate(item.questions)
        for a, answer in enumerate(question.answers)
        if answer.promised_limit
    ]
    for place, limit in limits:
        if limit.nominal_workdays > item.statutory_limit.nominal_workdays:
            yield "promised_exceeds_statutory", place
        if item.case_kind is CaseKind.INSTANT and not _same_day(limit):
            yield "instant_not_on_the_spot", place
    for place, limit in [*limits, (".statutory_limit", item.statutory_limit)]:
        if limit.value < 0 or (limit.value == 0) != (limit.unit is LimitUnit.ON_THE_SPOT):
            yield "impossible_limit", place


def _same_day(limit: Limit) -> bool:
    return limit.unit is LimitUnit.ON_THE_SPOT or (
        limit.unit is LimitUnit.HOUR and limit.value <= OFFICE_HOURS
    )


def _chain(item: Item) -> Iterator[Broken]:
    if len(item.approval_chain) > MAX_CHAIN:
        yield "chain_too_long", ".approval_chain"
    if item.approval_chain[-1:] != (Step.DECIDE,):
        yield "chain_without_decision", ".approval_chain"


def _dates(item: Item) -> Iterator[Broken]:
    if item.cancelled is not None and item.cancelled < item.effective:
        yield "effective_after_cancelled", ".cancelled"


def _materials(item: Item) -> Iterator[Broken]:
    for n, material in enumerate(item.materials):
        at = f".materials[{n}]"
        if _CATCH_ALL.search(material.name):
            yield "catch_all_material", f"{at}.name"
        if not material.accept_standard.strip():
            yield "no_accept_standard", f"{at}.accept_standard"
        if material.necessity is Necessity.SUPPLEMENTED_LATER and material.tolerance is None:
            yield "no_tolerance", f"{at}.tolerance"
        if material.tolerance is not None and material.tolerance.max_supplement_workdays < 1:
            yield "no_supplement_days", f"{at}.tolerance.max_supplement_workdays"


def _procedures(item: Item) -> Iterator[Broken]:
    for n, procedure in enumerate(item.special_procedures):
        if procedure.max_workdays < 1:
            yield "procedure_without_days", f".special_procedures[{n}].max_workdays"
        if not procedure.basis.strip():
            yield "procedure_without_basis", f".special_procedures[{n}].basis"


def _questions(item: Item) -> Iterator[Broken]:
    known = {material.code for material in item.materials}
    earlier: set[str] = set()
    for q, question in enumerate(item.questions):
        if len(question.answers) < 2:
            yield "question_without_choice", f".questions[{q}]"
        for n, code in enumerate(question.asked_after):
            if code not in earlier:
                yield "unknown_reference", f".questions[{q}].asked_after[{n}]"
        for a, answer in enumerate(question.answers):
            for field, codes in (("adds", answer.adds), ("waives", answer.waives)):
                for n, code in enumerate(codes):
                    if code not in known:
                        yield "unknown_reference", f".questions[{q}].answers[{a}].{field}[{n}]"
        earlier.update(answer.code for answer in question.answers)


def _texts(item: Item) -> Iterator[Broken]:
    for field, text in (("id", item.id), ("name", item.name), ("implement_code", item.implement_code)):
        if not text.strip():
            yield "empty_text", f".{field}"
    if not fits(item.name, item.pinyin):
        yield "pinyin_does_not_fit", ".pinyin"


_RULES: tuple[Callable[[Item], Iterator[Broken]], ...] = (
    _texts,
    _limits,
    _chain,
    _dates,
    _materials,
    _procedures,
    _questions,
)
