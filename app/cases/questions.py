"""The situation questions (情形引导) of an item of the visit, with their answers. Pure."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct
from msgspec.structs import replace

from app.cases.mandate import agent_question, says_agent
from app.cases.visit import Draft, Visit, open_draft, set_agent, with_draft
from app.catalogue.model import Answer, Item
from app.catalogue.situations import questions_for, situation, with_answer
from app.core.errors import RuleViolation


class AskedQuestion(Struct, frozen=True):
    """A question that is asked now. ``chosen`` is one of ``answers``, or empty."""

    text: str
    answers: tuple[str, ...]
    chosen: str = ""


def asked(visit: Visit, draft: Draft, item: Item) -> tuple[AskedQuestion, ...]:
    """The questions of an item, in order, each with its answer."""
    codes = answers(visit, draft, item)
    return tuple(
        AskedQuestion(
            question.text,
            tuple(each.text for each in question.answers),
            next((each.text for each in question.answers if each.code in codes), ""),
        )
        for question in questions_for(item, codes)
    )


def answers(visit: Visit, draft: Draft, item: Item) -> tuple[str, ...]:
    """The codes of the answers that count, sorted: those given to questions that are asked, and who comes
    to the counter as the visit says it."""
    if draft.received:
        return draft.answers
    given: Collection[str] = draft.answers
    who = agent_question(item)
    for each in who.answers if who else ():
        if says_agent(item, each) == visit.by_agent:
            given = with_answer(item, given, each.code)
            break
    return tuple(sorted(each.code for each in situation(item, given)))


def answer(visit: Visit, item: Item, question: str, text: str) -> Visit:
    """Answer a question of the active item; who comes to the counter is answered for the whole visit.

    Raises RuleViolation ``visit.unknown_answer``, ``visit.no_item``, ``visit.case_received``.
    """
    draft, chosen = open_draft(visit), _option(item, question, text)
    who = agent_question(item)
    if who is not None and who.text == question:
        return set_agent(visit, says_agent(item, chosen))
    given = tuple(sorted(with_answer(item, draft.answers, chosen.code)))
    return with_draft(visit, replace(draft, answers=given))


def _option(item: Item, question: str, text: str) -> Answer:
    for each in item.questions:
        for option in each.answers:
            if each.text == question and option.text == text:
                return option
    raise RuleViolation("visit.unknown_answer", field=question, item=item.id)
