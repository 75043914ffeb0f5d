"""Every code that the program raises or shows has words, and the words ask only for facts that come."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from string import Formatter
from typing import Final

from app.attachments.events import ATTACHMENT_ADDED, ATTACHMENT_REMOVED
from app.cases.events import (
    CASE_AMENDED,
    CASE_NOTED,
    CASE_RECEIVED,
    CASE_RENUMBERED,
    VISIT_FINISHED,
    VISIT_OPENED,
    VISIT_PERSON_VERIFIED,
)
from app.cases.visit import Manner
from app.core.numbers import KINDS
from app.documents.events import DOCUMENT_ISSUED, DOCUMENT_REPRINTED
from app.documents.model import SpoolState
from app.main.features import PROJECTIONS
from app.people.model import IdKind, Role
from app.peripherals.events import DeviceState
from app.staff.model import SignedIn
from app.sync.events import DROPPED, RELEASED, SETTLED
from app.tickets.model import Priority, TicketState
from app.workdays.deadline import LimitUnit
from devices.page_printer.contract import Trouble
from tests.support.raised_codes import Raised, raised
from tests.support.shown_codes import families, literals, texts
from tests.support.workbench_gallery import STATES
from ui.shell.notices import BAR, ROWS

DOMAINS: Final = frozenset(code.partition(".")[0] for code in ROWS) - {"bench"}
"""Where codes come from; ``bench.`` also begins the names of modules."""
PRIORITIES: Final = tuple(each.name.lower() for each in Priority if each is not Priority.NORMAL)
MANNERS: Final = tuple(each.value for each in Manner if each.value)
FAMILIES: Final[dict[str, Collection[str]]] = {
    "device.": tuple(DeviceState),
    "duty.begun_by_": tuple(SignedIn),
    "id_kind.": tuple(IdKind),
    "limit.": tuple(LimitUnit),
    "limit_on_paper.": tuple(LimitUnit),
    "material.taken_": MANNERS,
    "page.": ("added", "removed", "turned", "moved", "retaken"),
    "print.": tuple(SpoolState),
    "printer.": tuple(Trouble),
    "priority.": PRIORITIES,
    "queue.next_": PRIORITIES,
    "receipt.": (*MANNERS, "tolerated", "committed", "waived"),
    "record.": (
        VISIT_OPENED,
        VISIT_PERSON_VERIFIED,
        VISIT_FINISHED,
        CASE_RECEIVED,
        CASE_AMENDED,
        CASE_NOTED,
        CASE_RENUMBERED,
        SETTLED,
        RELEASED,
        DROPPED,
        DOCUMENT_ISSUED,
        DOCUMENT_REPRINTED,
        ATTACHMENT_ADDED,
        ATTACHMENT_REMOVED,
    ),
    "travels.": tuple(PROJECTIONS),
}
"""Codes that are put together: their beginnings, and what may follow."""
PUT_TOGETHER: Final = frozenset(start + end for start, ends in FAMILIES.items() for end in ends)
IN_FACTS: Final = re.compile(r"(at_device|device_name|key|kind|reason|role|state)\..+")
"""Rows that word the value of a fact."""


@cache
def _all() -> tuple[Raised, ...]:
    return (*raised(), *literals(DOMAINS))


def _asked(code: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(ROWS[code]) if name}


def test_the_source_is_read() -> None:
    seen = {each.code: each.facts for each in _all()}
    assert {"store.wrong_key", "device.unplugged", "case.due", "printer.interrupted"} <= set(seen)
    assert "file" in (seen["document.saved"] or ())


def test_every_code_has_words() -> None:
    mute = {each.code: each.place for each in _all() if each.code not in ROWS}
    assert not mute, "\n".join(["codes without words:", *(f"{code}  {mute[code]}" for code in sorted(mute))])


def test_every_code_that_is_put_together_has_words() -> None:
    assert {each.code for each in families(DOMAINS)} == set(FAMILIES)
    assert set(ROWS) >= PUT_TOGETHER
    assert set(ROWS) >= {f"id_kind.{kind}" for kind in (*IdKind, "credit-code")}
    assert {*IdKind, "credit-code"} <= set(KINDS)


def test_values_inside_messages_have_words() -> None:
    assert set(ROWS) >= {f"state.{state}" for state in TicketState}
    assert set(ROWS) >= {f"role.{role}" for role in (Role.APPLICANT, Role.AGENT)}


def test_no_words_for_what_never_comes() -> None:
    used = {each.code for each in _all()} | PUT_TOGETHER
    inside = {code for code in ROWS if IN_FACTS.fullmatch(code) and code.partition(".")[2] in texts()}
    assert [code for code in ROWS if code not in used | inside] == []


def test_the_words_get_the_facts_they_show() -> None:
    unfilled = [
        f"{each.place}: {each.code} shows {sorted(_asked(each.code) - each.facts)}"
        for each in _all()
        if each.facts is not None and each.code in ROWS and not _asked(each.code) <= each.facts - {"field"}
    ]
    assert not unfilled, "\n".join(unfilled)


def test_the_pictures_show_what_the_program_can_say() -> None:
    codes = {
        code for state in STATES.values() for code in re.findall(r"Wording\(code='([^']+)'", repr(state))
    }
    assert codes
    assert {code for code in codes if code not in ROWS} == set()


def test_a_message_has_at_most_three_parts() -> None:
    assert [code for code, row in ROWS.items() if row.count(BAR) > 2 or row.startswith(BAR)] == []
