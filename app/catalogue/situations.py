"""Situation guide (情形引导): what an item asks, and what the answers change. Pure.

Answers are the codes of the chosen answers. They may stand in any order; an answer to a question that is
not asked (any more) has no effect, so a changed mind needs no cleaning up.
"""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from app.catalogue.model import Answer, Item, Material, Question
from app.core.errors import RuleViolation
from app.workdays.deadline import Limit


class Delta(Struct, frozen=True):
    """What an answer changes in the list of materials."""

    added: tuple[Material, ...]
    removed: tuple[Material, ...]


def questions_for(item: Item, answers: Collection[str]) -> tuple[Question, ...]:
    """The questions to ask, given the answers so far, in order.

    Raises RuleViolation ``catalogue.unknown_answer`` or ``catalogue.two_answers``.
    """
    _check(item, answers)
    asked: list[Question] = []
    effective: set[str] = set()
    for question in item.questions:
        if not question.asked_after or not effective.isdisjoint(question.asked_after):
            asked.append(question)
            effective.update(answer.code for answer in question.answers if answer.code in answers)
    return tuple(asked)


def situation(item: Item, answers: Collection[str]) -> tuple[Answer, ...]:
    """The answers that have effect, in the order of their questions. Raises as ``questions_for``."""
    asked = questions_for(item, answers)
    return tuple(a for question in asked for a in question.answers if a.code in answers)


def materials_for(item: Item, answers: Collection[str]) -> tuple[Material, ...]:
    """The materials to bring, in catalogue order. Raises as ``questions_for``.

    A material that any answer adds is conditional: it is left out until such an answer is given. A waiver
    is stronger than an addition.
    """
    chosen = situation(item, answers)
    conditional = {code for question in item.questions for a in question.answers for code in a.adds}
    added = {code for answer in chosen for code in answer.adds}
    dropped = {code for answer in chosen for code in answer.waives} | (conditional - added)
    return tuple(material for material in item.materials if material.code not in dropped)


def promised_limit_for(item: Item, answers: Collection[str]) -> Limit:
    """The promised limit (承诺时限): that of the last answer that sets one, else the item's."""
    own = [answer.promised_limit for answer in situation(item, answers) if answer.promised_limit]
    return own[-1] if own else item.promised_limit


def with_answer(item: Item, answers: Collection[str], answer: str) -> frozenset[str]:
    """The answers after choosing ``answer``, which takes the place of another to the same question."""
    rivals = {a.code for question in item.questions if _has(question, answer) for a in question.answers}
    return frozenset(answers) - rivals | {answer}


def delta(item: Item, answers: Collection[str], answer: str) -> Delta:
    """What choosing ``answer`` would add to and remove from the materials. Raises as ``questions_for``."""
    before = materials_for(item, answers)
    after = materials_for(item, with_answer(item, answers, answer))
    return Delta(
        added=tuple(material for material in after if material not in before),
        removed=tuple(material for material in before if material not in after),
    )


def _has(question: Question, answer: str) -> bool:
    return any(each.code == answer for each in question.answers)


def _check(item: Item, answers: Collection[str]) -> None:
    unknown = set(answers) - {answer.code for question in item.questions for answer in question.answers}
    if unknown:
        raise RuleViolation("catalogue.unknown_answer", item=item.id, answer=min(unknown))
    for question in item.questions:
        if sum(answer.code in answers for answer in question.answers) > 1:
            raise RuleViolation("catalogue.two_answers", item=item.id, question=question.text)
