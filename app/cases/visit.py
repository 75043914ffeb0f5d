"""The visit in work (一次来访): one person at the counter, one or several items (事项). Pure.

A visit holds only what the clerk said or a device read, each fact in one place: person and contact data
once for all items, a paper that several items ask for once for all of them. What follows from it is
derived in ``questions``, ``materials``, ``form`` and ``rules``. Every intent is a function that returns a
new visit.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import IntEnum, StrEnum

from msgspec import Struct, field
from msgspec.structs import replace

from app.catalogue.model import Item
from app.core.errors import RuleViolation
from app.people.model import NO_ORGANISATION, NOBODY, Organisation, Person, Role


class MaterialState(IntEnum):
    """Where a material stands; the numbers are the keys 0 to 5 of the materials list."""

    MISSING = 0
    """缺"""
    COMPLETE = 1
    """齐"""
    TOLERATED = 2
    """容缺: to be supplied later, after the receipt by ``due``"""
    COMMITTED = 3
    """承诺"""
    WAIVED = 4
    """免: the electronic licence stands for it (国务院令第716号 art.10)"""
    NOT_APPLICABLE = 5
    """不适用"""


class Manner(StrEnum):
    """How a complete material was taken in (收取方式)."""

    NONE = ""
    ORIGINAL = "original"
    """原件"""
    COPY = "copy"
    """复印件"""
    SCAN = "scan"
    """扫描件"""
    CARD = "card"
    """读卡核验"""
    LICENCE = "licence"
    """电子证照"""


class MaterialEntry(Struct, frozen=True):
    """What was said about one material. ``due``: last day to supply it, for 容缺 only,
    from the receipt on."""

    state: MaterialState = MaterialState.MISSING
    manner: Manner = Manner.NONE
    due: date | None = None


class Draft(Struct, frozen=True):
    """One item of the visit (在办草稿), a case (办件) from ``received_at`` on.

    ``answers``: codes of the situation answers as given; ``questions.answers`` says which count.
    ``materials``: by material code, what was said for this item alone; after receipt, the whole list as it
    was received. ``as_received``: the parties at its receipt, for those of the visit may change.
    ``founding``: as of the item.
    """

    case_id: str
    item_id: str
    answers: tuple[str, ...] = ()
    delivery: str = ""
    materials: Mapping[str, MaterialEntry] = field(default_factory=dict)
    case_no: str = ""
    received_at: datetime | None = None
    as_received: Visit | None = None
    founding: bool = False

    @property
    def received(self) -> bool:
        """Whether it is a case by now and no longer changes here."""
        return self.received_at is not None


class Visit(Struct, frozen=True):
    """Everything on the desk for one person.

    ``collected``: by material name, papers that several items may share. ``relation``: what the agent is to
    the applicant. ``ticket_id`` and ``ticket_number`` are empty without a ticket (无号直办).
    """

    visit_id: str
    opened_at: datetime
    ticket_id: str = ""
    ticket_number: str = ""
    by_agent: bool = False
    applicant: Person = NOBODY
    agent: Person = NOBODY
    relation: str = ""
    organisation: Organisation = NO_ORGANISATION
    mail_address: str = ""
    collected: Mapping[str, MaterialEntry] = field(default_factory=dict)
    drafts: tuple[Draft, ...] = ()
    active: int = 0
    finished: bool = False

    @property
    def draft(self) -> Draft | None:
        """The item that is being worked on; None while there is none."""
        return self.drafts[self.active] if self.drafts else None

    @property
    def present(self) -> Person:
        """Who stands at the counter: the agent when there is one, else the applicant."""
        return self.agent if self.by_agent else self.applicant

    def draft_of(self, case_id: str) -> Draft:
        """The item with this case id. Raises RuleViolation ``visit.unknown_case``."""
        for draft in self.drafts:
            if draft.case_id == case_id:
                return draft
        raise RuleViolation("visit.unknown_case")


def open_visit(visit_id: str, opened_at: datetime, ticket_id: str = "", ticket_number: str = "") -> Visit:
    """A fresh visit; ``opened_at`` is aware."""
    return Visit(visit_id, opened_at, ticket_id, ticket_number)


def with_person(visit: Visit, role: Role, person: Person) -> Visit:
    """The visit with an identified applicant or agent.

    A telephone number that was typed before the card was read stays; that of another card's holder goes with
    him.
    """
    before = visit.agent if role is Role.AGENT else visit.applicant
    if not replaces(visit, role, person):
        person = replace(person, phone=person.phone or before.phone)
    if role is Role.AGENT:
        return replace(visit, by_agent=True, agent=person)
    return replace(visit, applicant=person)


def replaces(visit: Visit, role: Role, person: Person) -> bool:
    """Whether somebody else was identified by card in this role."""
    before = visit.agent if role is Role.AGENT else visit.applicant
    return before.by_card and before.number != person.number


def clear(visit: Visit) -> Visit:
    """The visit without persons, papers and unreceived items; received cases and the ticket stay."""
    kept = tuple(draft for draft in visit.drafts if draft.received)
    fresh = open_visit(visit.visit_id, visit.opened_at, visit.ticket_id, visit.ticket_number)
    return replace(fresh, drafts=kept)


def add_item(visit: Visit, item: Item, case_id: str) -> Visit:
    """Add an item (加办) and make it the active one; one that is there already is only made active."""
    for index, draft in enumerate(visit.drafts):
        if draft.item_id == item.id and not draft.received:
            return replace(visit, active=index)
    added = Draft(case_id, item.id, founding=item.founding)
    return delivered_alike(replace(visit, drafts=(*visit.drafts, added), active=len(visit.drafts)), item)


def remove_item(visit: Visit, case_id: str) -> Visit:
    """Take an item off the desk. Raises RuleViolation ``visit.case_received``, ``visit.unknown_case``."""
    if visit.draft_of(case_id).received:
        raise RuleViolation("visit.case_received")
    kept = tuple(draft for draft in visit.drafts if draft.case_id != case_id)
    gone = visit.drafts.index(visit.draft_of(case_id))
    active = visit.active - (gone < visit.active)
    return replace(visit, drafts=kept, active=max(0, min(active, len(kept) - 1)))


def select(visit: Visit, index: int) -> Visit:
    """Work on another item; an index out of range changes nothing."""
    return replace(visit, active=index) if 0 <= index < len(visit.drafts) else visit


def delivered_alike(visit: Visit, item: Item) -> Visit:
    """The active item with the way of delivery (送达方式) chosen last where it has none yet and offers it."""
    draft = visit.draft
    chosen = [each.delivery for each in visit.drafts if each.delivery in item.delivery]
    if draft is None or draft.received or draft.delivery or not chosen:
        return visit
    return with_draft(visit, replace(draft, delivery=chosen[-1]))


def set_agent(visit: Visit, by_agent: bool) -> Visit:
    """Whether an agent (代理人) acts for the applicant; the agent's data stay for a change of mind."""
    return replace(visit, by_agent=by_agent)


def card_with_who_came(visit: Visit) -> Visit:
    """The visit of an organisation, which has no card, with the one that was read in the role of who came:
    that of the agent (经办人), or the applicant where no agent acts. It goes into an empty place only."""
    if visit.by_agent and visit.applicant.by_card and not visit.agent.known:
        return replace(visit, agent=visit.applicant, applicant=NOBODY)
    if not visit.by_agent and visit.agent.by_card and not visit.applicant.known:
        return replace(visit, applicant=visit.agent, agent=NOBODY)
    return visit


def open_draft(visit: Visit) -> Draft:
    """The active item while it may still change.

    Raises RuleViolation ``visit.no_item``, ``visit.case_received``.
    """
    draft = visit.draft
    if draft is None:
        raise RuleViolation("visit.no_item")
    if draft.received:
        raise RuleViolation("visit.case_received")
    return draft


def parties(visit: Visit) -> Visit:
    """The visit without its items and papers: who applies, through whom, and how they are reached."""
    return replace(visit, drafts=(), active=0, collected={})


def seen_by(visit: Visit, draft: Draft) -> Visit:
    """The visit with the parties of an item: a received one keeps those that it was received from."""
    return draft.as_received or visit


def with_draft(visit: Visit, draft: Draft) -> Visit:
    """The visit with the item of the same case id replaced."""
    drafts = tuple(draft if each.case_id == draft.case_id else each for each in visit.drafts)
    return replace(visit, drafts=drafts)
