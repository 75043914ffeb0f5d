"""The form of an item (填报信息): which fields it has, what stands in them, what is wrong with them. Pure.

Key                        中文              Key                     中文
organisation.name          单位名称          agent.name              代理人姓名
organisation.credit_code   统一社会信用代码  agent.number            代理人证件号码
organisation.legal_person  法定代表人        agent.phone             代理人电话
applicant.name             申请人姓名        agent.relation          与申请人关系
applicant.number           证件号码          delivery.method         送达方式
applicant.phone            联系电话          delivery.address        邮寄地址
applicant.address          住址

For an organisation that sends an agent the applicant's own fields are left out: the organisation applies.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from app.cases.visit import Draft, Visit, open_draft, seen_by, with_draft
from app.catalogue.codes import Delivery, ServiceObject
from app.catalogue.model import Item
from app.core.errors import RuleViolation
from app.core.numbers import check, normalize
from app.core.text import plain
from app.people.model import Person, Role, with_value

FieldKind = Literal["text", "phone", "idnumber", "creditcode", "choice"]
RELATIONS = ("family", "employee", "lawyer", "other")
"""与申请人关系: 亲属, 单位工作人员, 律师或代理机构, 其他."""

_PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(-\d{1,6})?", re.ASCII)
LONGEST = 200
"""Characters of a value; the longest official addresses and names stay well below."""
_FROM_CARD = ("name", "number", "address")


class Problem(Struct, frozen=True):
    """What is wrong with a value: a code and its facts."""

    code: str
    params: tuple[tuple[str, object], ...] = ()


class FormField(Struct, frozen=True):
    """One field. ``choices`` are codes. ``problem`` is ``form.required`` while a required field is empty."""

    key: str
    kind: FieldKind
    value: str
    required: bool = False
    readonly: bool = False
    choices: tuple[str, ...] = ()
    source: Literal["", "card", "manual"] = ""
    problem: Problem | None = None


def fields(visit: Visit, draft: Draft, item: Item, today: date) -> tuple[FormField, ...]:
    """The fields of an item in the order of the form, each with its problem."""
    # Who is founded in this visit applies for the rest of it (企业开办一件事) before there is a code to show.
    founded = item.founding or any(each.founding for each in visit.drafts)
    visit = seen_by(visit, draft)
    return tuple(_judged(visit, field, today) for field in _declared(visit, draft, item, founded=founded))


def set_field(visit: Visit, key: str, value: str) -> Visit:
    """Write a field; delivery belongs to the active item, everything else to all items of the visit.
    What cannot be seen in the value is left out (app.core.text.plain); full-width digits of numbers become
    ordinary ones.

    Raises RuleViolation ``form.unknown_field``, ``form.from_card`` (read from the card), ``visit.no_item``,
    ``visit.case_received``.
    """
    place, _, name = key.partition(".")
    value = plain(value)
    if name in ("number", "phone", "credit_code"):
        value = unicodedata.normalize("NFKC", value)
    if key == "delivery.method":
        return with_draft(visit, replace(open_draft(visit), delivery=value))
    if key == "delivery.address":
        return replace(visit, mail_address=value)
    if key == "agent.relation":
        return replace(visit, relation=value)
    if place == Role.ORGANISATION and name in ("name", "credit_code", "legal_person"):
        return replace(visit, organisation=replace(visit.organisation, **{name: value}))
    if place in (Role.APPLICANT, Role.AGENT) and name in (*_FROM_CARD, "phone"):
        return _set_person(visit, Role(place), name, value)
    raise RuleViolation("form.unknown_field", field=key)


def phone_valid(value: str) -> bool:
    """Whether a text is a mobile or landline number (GB/T 15279 area codes), however it is spaced."""
    return _PHONE.fullmatch(re.sub(r"\s", "", value)) is not None


def serves_organisation(visit: Visit, item: Item) -> bool:
    """Whether an organisation applies: the item serves no natural persons, or one was named."""
    return ServiceObject.PERSON not in item.service_objects or (
        visit.organisation.known and item.service_objects != (ServiceObject.PERSON,)
    )


def _set_person(visit: Visit, role: Role, name: str, value: str) -> Visit:
    person = visit.agent if role is Role.AGENT else visit.applicant
    if _locked(person, name):
        raise RuleViolation("form.from_card", field=f"{role}.{name}")
    changed = with_value(person, name, value)
    return replace(visit, agent=changed) if role is Role.AGENT else replace(visit, applicant=changed)


def _locked(person: Person, name: str) -> bool:
    return person.by_card and name in _FROM_CARD and bool(getattr(person, name))


def _declared(visit: Visit, draft: Draft, item: Item, *, founded: bool) -> Iterator[FormField]:
    by_organisation = serves_organisation(visit, item)
    if any(kind is not ServiceObject.PERSON for kind in item.service_objects):
        organisation = visit.organisation
        yield FormField("organisation.name", "text", organisation.name, by_organisation)
        coded = by_organisation and not founded  # the registration gives it one (GB 32100-2015)
        yield FormField("organisation.credit_code", "creditcode", organisation.credit_code, coded)
        yield FormField("organisation.legal_person", "text", organisation.legal_person, by_organisation)
    if not (by_organisation and visit.by_agent):
        yield from _person_fields(Role.APPLICANT, visit.applicant, phone_required=not visit.by_agent)
        yield _person_field(Role.APPLICANT, visit.applicant, "address", "text", required=False)
    if visit.by_agent:
        yield from _person_fields(Role.AGENT, visit.agent, phone_required=True)
        yield FormField("agent.relation", "choice", visit.relation, choices=RELATIONS)
    offered = tuple(str(each) for each in item.delivery)
    yield FormField("delivery.method", "choice", draft.delivery, required=bool(offered), choices=offered)
    if draft.delivery == Delivery.POST:
        yield FormField("delivery.address", "text", visit.mail_address, required=True)


def _person_fields(role: Role, person: Person, *, phone_required: bool) -> Iterator[FormField]:
    yield _person_field(role, person, "name", "text", required=True)
    yield _person_field(role, person, "number", "idnumber", required=True)
    yield _person_field(role, person, "phone", "phone", required=phone_required)


def _person_field(role: Role, person: Person, name: str, kind: FieldKind, *, required: bool) -> FormField:
    value, locked = str(getattr(person, name)), _locked(person, name)
    source: Literal["", "card", "manual"] = "card" if locked else "manual" if value else ""
    return FormField(f"{role}.{name}", kind, value, required, locked, source=source)


def _judged(visit: Visit, field: FormField, today: date) -> FormField:
    if not field.value.strip():
        return replace(field, problem=Problem("form.required")) if field.required else field
    problem = _of_value(visit, field, today) or _of_persons(visit, field)
    return replace(field, problem=problem) if problem else field


def _of_value(visit: Visit, field: FormField, today: date) -> Problem | None:
    """What is wrong with a value by itself."""
    if len(field.value) > LONGEST:
        return Problem("form.too_long", (("longest", LONGEST),))
    if field.kind in ("idnumber", "creditcode"):
        return None if field.readonly else _of_number(visit, field, today)
    if field.kind == "phone" and not phone_valid(field.value):
        return Problem("form.phone_invalid")
    if field.kind == "choice" and field.value not in field.choices:
        return Problem("form.unknown_choice")
    return None


def _of_number(visit: Visit, field: FormField, today: date) -> Problem | None:
    """What is wrong with a typed number; a first-generation one no longer identifies anybody."""
    person = visit.agent if field.key.startswith(Role.AGENT) else visit.applicant
    kind = "credit-code" if field.kind == "creditcode" else person.id_kind.value
    found = check(kind, field.value, today)
    wrong = found.warning if found.warning == "number.first_generation" else found.reason
    return Problem(wrong) if wrong else None


def _of_persons(visit: Visit, field: FormField) -> Problem | None:
    """What is wrong with who applies: whoever is not the legal representative needs a mandate (行政许可法
    art.29), and nobody is his own agent."""
    applicant = visit.applicant
    if field.key == "organisation.legal_person" and not visit.by_agent:
        differs = bool(applicant.name) and applicant.name.strip() != field.value.strip()
        return Problem("form.not_the_legal_person") if differs else None
    if field.key == "agent.number" and normalize(applicant.number) == normalize(field.value):
        return Problem("form.agent_is_applicant")
    return None
