"""Corrections of a received case: contact data (更正联系方式), a number that was given twice. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.cases.events import CASE_AMENDED, CASE_NOTED, CASE_RENUMBERED
from app.cases.form import LONGEST, phone_valid
from app.core.errors import RuleViolation
from app.core.text import plain
from app.journal.model import Event, Json, NewEvent
from app.people.model import Role

MAIL_ADDRESS = "delivery.address"
_PHONES = {f"{role}.phone": role.value for role in (Role.APPLICANT, Role.AGENT)}
"""Beside the address all that may be corrected without a new decision, by the keys of the form."""


def amend_guard(people: Mapping[str, Any], changes: Mapping[str, str]) -> dict[str, str]:
    """The changes as they are kept, or why they are not; ``people`` of the case by role.

    Raises RuleViolation ``case.nothing_changed``, ``form.unknown_field``, ``case.value_missing``,
    ``form.too_long``, ``form.phone_invalid``.
    """
    if not changes:
        raise RuleViolation("case.nothing_changed")
    kept = {key: plain(value).strip() for key, value in changes.items()}
    for key, value in kept.items():
        if key != MAIL_ADDRESS and _PHONES.get(key) not in people:
            raise RuleViolation("form.unknown_field", field=key)
        if not value:
            raise RuleViolation("case.value_missing", field=key)
        if len(value) > LONGEST:
            raise RuleViolation("form.too_long", field=key, longest=LONGEST)
        if key in _PHONES and not phone_valid(value):
            raise RuleViolation("form.phone_invalid", field=key)
    return kept


def note_guard(text: str) -> str:
    """A note (备注) as it is kept. Raises RuleViolation ``case.value_missing``, ``form.too_long``."""
    kept = plain(text).strip()
    if not kept:
        raise RuleViolation("case.value_missing", field="note")
    if len(kept) > LONGEST:
        raise RuleViolation("form.too_long", field="note", longest=LONGEST)
    return kept


def amended(
    people: dict[str, Any], mail_address: str, changes: Mapping[str, Json]
) -> tuple[dict[str, Any], str]:
    """People and mail address of a case after a correction; a role that the case has not is left out."""
    for key, role in _PHONES.items():
        if key in changes and role in people:
            people = {**people, role: {**people[role], "phone": changes[key]}}
    return people, str(changes.get(MAIL_ADDRESS, mail_address))


def contact_values(people: Mapping[str, Any], mail_address: str) -> dict[str, str]:
    """What now stands in everything that may be corrected."""
    phones = {key: str(people[role]["phone"]) for key, role in _PHONES.items() if role in people}
    return {**phones, MAIL_ADDRESS: mail_address}


def case_amended(subject: str, changes: Mapping[str, Json], base_version: int) -> NewEvent:
    """Contact data were corrected on the state ``base_version`` (更正联系方式)."""
    return NewEvent(CASE_AMENDED, subject, {"fields": [*sorted(changes)]}, dict(changes), base_version)


def case_noted(subject: str, text: str) -> NewEvent:
    """A note was added (备注). It changes nothing that another change could contradict."""
    return NewEvent(CASE_NOTED, subject, {}, {"text": text})


def case_renumbered(received: Event, number: str) -> NewEvent:
    """A case got another number because a rolled-back store had given its first one twice.

    It repeats the whole receipt: where that was refused for the number, this is what is applied.
    """
    payload: dict[str, Json] = {
        **received.payload,
        "case_no": number,
        "was": received.payload["case_no"],
        "received_at": received.payload.get("received_at", received.at),
        "received_by": received.payload.get("received_by", received.actor),
    }
    return NewEvent(CASE_RENUMBERED, received.subject, payload, received.private)
