"""What happens to visits and cases. Payloads hold no personal data; those travel in ``private``.

Days in payloads are ISO dates; the instant of what happened stands in the event itself.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct

from app.cases.form import serves_organisation
from app.cases.materials import MaterialLine
from app.cases.numbering import CaseNumber
from app.cases.visit import Draft, Visit
from app.catalogue.model import Item
from app.core.clock import business_day
from app.core.numbers import normalize
from app.journal.model import Json, NewEvent
from app.people.model import Organisation, Person, Role
from app.workdays.deadline import Clocks, Due

VISIT_OPENED = "visit.opened"
VISIT_PERSON_VERIFIED = "visit.person_verified"
VISIT_FINISHED = "visit.finished"
CASE_RECEIVED = "case.received"
CASE_AMENDED = "case.amended"
CASE_NOTED = "case.noted"
CASE_RENUMBERED = "case.renumbered"


class Intake(Struct, frozen=True):
    """A receipt (收件) as it was decided: what ``case_received`` tells of."""

    number: CaseNumber
    item: Item
    catalogue_version: str
    answers: tuple[str, ...]
    materials: tuple[MaterialLine, ...]
    clocks: Clocks
    notice: Due


def visit_subject(visit_id: str) -> str:
    """The journal subject of a visit."""
    return f"visit:{visit_id}"


def case_subject(case_id: str) -> str:
    """The journal subject of a case."""
    return f"case:{case_id}"


def visit_opened(visit: Visit) -> NewEvent:
    """A person came to the counter (开始办理)."""
    payload: dict[str, Json] = {
        "ticket_id": visit.ticket_id,
        "ticket_number": visit.ticket_number,
        "day": business_day(visit.opened_at).isoformat(),
    }
    return NewEvent(VISIT_OPENED, visit_subject(visit.visit_id), payload)


def person_verified(visit: Visit, role: Role, person: Person) -> NewEvent:
    """Somebody's identity was verified by reading the card (读卡核验)."""
    payload: dict[str, Json] = {"role": role.value, "demo": person.demo}
    private: dict[str, Json] = {"name": person.name, "number": person.number}
    return NewEvent(VISIT_PERSON_VERIFIED, visit_subject(visit.visit_id), payload, private)


def visit_finished(visit: Visit) -> NewEvent:
    """The person left; ``left`` are items that stayed without receipt."""
    payload: dict[str, Json] = {
        "cases": [draft.case_id for draft in visit.drafts if draft.received],
        "left": [draft.item_id for draft in visit.drafts if not draft.received],
    }
    return NewEvent(VISIT_FINISHED, visit_subject(visit.visit_id), payload)


def case_received(visit: Visit, draft: Draft, intake: Intake) -> NewEvent:
    """A case was received (收件)."""
    item, number = intake.item, intake.number
    payload: dict[str, Json] = {
        "case_no": str(number),
        "visit_id": visit.visit_id,
        "item_id": item.id,
        "item_name": item.name,
        "department": item.department,
        "catalogue_version": intake.catalogue_version,
        "day": number.day.isoformat(),
        "promised_due": intake.clocks.promised.date.isoformat(),
        "promised_provisional": intake.clocks.promised.provisional,
        "statutory_due": intake.clocks.statutory.date.isoformat(),
        "statutory_provisional": intake.clocks.statutory.provisional,
        "notice_due": intake.notice.date.isoformat(),
        "answers": list(intake.answers),
        "delivery": draft.delivery,
        "materials": [_material(line) for line in intake.materials],
    }
    private: dict[str, Json] = {
        "applicant_number": applicant_number(visit, item),
        "people": _people(visit, item),
        "relation": visit.relation if visit.by_agent else "",
        "mail_address": visit.mail_address.strip(),
    }
    return NewEvent(CASE_RECEIVED, case_subject(draft.case_id), payload, private)


def applicant_number(visit: Visit, item: Item) -> str:
    """The number under which the applicant of an item is known: credit code or identity number."""
    if serves_organisation(visit, item):
        return normalize(visit.organisation.credit_code)
    return normalize(visit.applicant.number)


def _material(line: MaterialLine) -> dict[str, Json]:
    entry = line.entry
    return {
        "code": line.material.code,
        "name": line.material.name,
        "state": int(entry.state),
        "manner": entry.manner.value,
        "due": entry.due.isoformat() if entry.due else None,
    }


def _people(visit: Visit, item: Item) -> dict[str, Json]:
    by_organisation = serves_organisation(visit, item)
    found: dict[str, Json] = {}
    if by_organisation:
        organisation = _without_blanks(visit.organisation)
        found[Role.ORGANISATION.value] = {**organisation, "credit_code": applicant_number(visit, item)}
    if not (by_organisation and visit.by_agent):
        found[Role.APPLICANT.value] = _person(visit.applicant)
    if visit.by_agent:
        found[Role.AGENT.value] = _person(visit.agent)
    return found


def _person(person: Person) -> dict[str, Json]:
    return {**_without_blanks(person), "number": normalize(person.number)}


def _without_blanks(typed: Person | Organisation) -> dict[str, Json]:
    """What was typed, without blanks around it, which nobody sees and no later search would find."""
    known: dict[str, Json] = msgspec.to_builtins(typed)
    return {name: each.strip() if isinstance(each, str) else each for name, each in known.items()}
