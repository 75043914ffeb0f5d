"""The materials of an item of the visit: which are asked for, where each stands, what may be said. Pure.

Order in which a material's state is found: the shared pile (a paper collected once counts for every item
that asks for it), what was said for this item, the card that was read, else missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from app.cases.mandate import is_mandate, mandate_for
from app.cases.questions import answers
from app.cases.visit import (
    Draft,
    Manner,
    MaterialEntry,
    MaterialState,
    Visit,
    open_draft,
    parties,
    with_draft,
)
from app.catalogue.codes import MaterialType, Necessity
from app.catalogue.model import Item, Material
from app.catalogue.situations import Delta, materials_for
from app.core.clock import business_day
from app.core.errors import RuleViolation
from app.workdays.calendar import WorkCalendar

_APPLICANTS_CARD = (
    "申请人身份证件",
    "法定代表人身份证件",
    "法定代表人(负责人)身份证件",
    "经营者身份证件",
    "创业者身份证件",
)
_CARD_OF_WHO_IS_PRESENT = ("经办人身份证件",)
_SHARED_STATES = (MaterialState.MISSING, MaterialState.COMPLETE, MaterialState.WAIVED)


class MaterialLine(Struct, frozen=True):
    """One line of the materials list. ``allowed``: the states that item and material permit, ascending."""

    material: Material
    entry: MaterialEntry
    required: bool
    allowed: tuple[MaterialState, ...]

    @property
    def missing(self) -> bool:
        """Whether the item cannot be received because of this line."""
        return self.required and self.entry.state is MaterialState.MISSING


def lines(visit: Visit, draft: Draft, item: Item) -> tuple[MaterialLine, ...]:
    """The materials list of an item; for a received case, the list as it was received."""
    found = []
    for material in _asked(visit, draft, item):
        allowed = _allowed(visit, item, material)
        entry = draft.materials[material.code] if draft.received else _entry(visit, draft, material, allowed)
        found.append(MaterialLine(material, entry, _required(visit, material), allowed))
    return tuple(found)


def set_material(
    visit: Visit,
    item: Item,
    code: str,
    state: MaterialState,
    manner: Manner = Manner.NONE,
) -> Visit:
    """Say where a material of the active item stands.

    A certificate (证件证书证明) taken in once is on the desk for every item; a form (申请表格文书) belongs to
    its item. Without ``manner`` a complete one counts as the original where the item keeps originals, else as
    a copy.

    Raises RuleViolation ``material.unknown``, ``material.state_not_allowed``, ``visit.no_item``,
    ``visit.case_received``.
    """
    draft = open_draft(visit)
    line = next((each for each in lines(visit, draft, item) if each.material.code == code), None)
    if line is None:
        raise RuleViolation("material.unknown", field=code, item=item.id)
    if state not in line.allowed:
        raise RuleViolation("material.state_not_allowed", field=code, state=int(state))
    material = line.material
    entry = MaterialEntry(state, manner or _usual(material, state))
    own = {key: value for key, value in draft.materials.items() if key != code}
    pile = {key: value for key, value in visit.collected.items() if key != material.name}
    if shareable(material) and state in _SHARED_STATES:
        return replace(
            with_draft(visit, replace(draft, materials=own)), collected={**pile, material.name: entry}
        )
    return replace(with_draft(visit, replace(draft, materials={**own, code: entry})), collected=pile)


def dated(listed: Sequence[MaterialLine], received: date, calendar: WorkCalendar) -> tuple[MaterialLine, ...]:
    """The list of a case received on that day: what is tolerated has its last day.

    The term runs from the receipt, whose day is not counted (民法典 art.201), not from when the clerk chose
    容缺: a draft may lie on the desk for days.
    """
    return tuple(
        replace(line, entry=replace(line.entry, due=_last_day(line, received, calendar))) for line in listed
    )


def stamp(
    visit: Visit, item: Item, case_id: str, case_no: str, received_at: datetime, calendar: WorkCalendar
) -> Visit:
    """The visit after an item was received: its answers, materials and parties are settled as they are."""
    draft = visit.draft_of(case_id)
    listed = dated(lines(visit, draft, item), business_day(received_at), calendar)
    settled = replace(
        draft,
        answers=answers(visit, draft, item),
        materials={line.material.code: line.entry for line in listed},
        case_no=case_no,
        received_at=received_at,
        as_received=parties(visit),
    )
    return with_draft(visit, settled)


def shareable(material: Material) -> bool:
    """Whether one paper serves several items: certificates do, forms are filled in for one item."""
    return material.material_type is MaterialType.CERTIFICATE


def used_for(visit: Visit, items: Mapping[str, Item], material: Material) -> tuple[int, ...]:
    """The numbers (from 1) of the visit's items that ask for the same paper."""
    if not shareable(material):
        return ()
    return tuple(
        number
        for number, draft in enumerate(visit.drafts, start=1)
        if any(each.name == material.name for each in _asked(visit, draft, items[draft.item_id]))
    )


def change(before: Sequence[MaterialLine], after: Sequence[MaterialLine]) -> Delta:
    """What an answer or an agent added to and removed from the list (材料变化)."""
    old, new = ([line.material for line in each if _applies(line)] for each in (before, after))
    return Delta(
        added=tuple(material for material in new if material not in old),
        removed=tuple(material for material in old if material not in new),
    )


def _applies(line: MaterialLine) -> bool:
    return line.entry.state is not MaterialState.NOT_APPLICABLE


def _asked(visit: Visit, draft: Draft, item: Item) -> tuple[Material, ...]:
    listed = materials_for(item, answers(visit, draft, item))
    has_mandate = any(is_mandate(material) for material in listed)
    every = listed if has_mandate else (*listed, mandate_for(item))
    if draft.received:
        return tuple(material for material in every if material.code in draft.materials)
    return every if visit.by_agent else listed


def _required(visit: Visit, material: Material) -> bool:
    if is_mandate(material):
        return visit.by_agent
    return material.necessity is not Necessity.OPTIONAL


def _allowed(visit: Visit, item: Item, material: Material) -> tuple[MaterialState, ...]:
    states = [MaterialState.MISSING, MaterialState.COMPLETE]
    # Without the mandate nobody knows for whom the agent speaks: it cannot come later.
    if material.tolerance and not is_mandate(material):
        states.append(MaterialState.TOLERATED)
    if item.commitment and material.material_type is not MaterialType.FORM and not _shows_identity(material):
        states.append(MaterialState.COMMITTED)
    if material.e_license and material.e_license.waives_paper:
        states.append(MaterialState.WAIVED)
    if not _required(visit, material):
        states.append(MaterialState.NOT_APPLICABLE)
    return tuple(states)


def _entry(
    visit: Visit, draft: Draft, material: Material, allowed: tuple[MaterialState, ...]
) -> MaterialEntry:
    candidates = [draft.materials.get(material.code)]
    if shareable(material):
        candidates.insert(0, visit.collected.get(material.name))
    for entry in candidates:
        if entry is not None and entry.state in allowed:
            return entry
    if _read_from_card(visit, material):
        return MaterialEntry(MaterialState.COMPLETE, Manner.CARD)
    if is_mandate(material) and not visit.by_agent:
        return MaterialEntry(MaterialState.NOT_APPLICABLE)
    return MaterialEntry()


def _shows_identity(material: Material) -> bool:
    return material.name in _APPLICANTS_CARD or material.name in _CARD_OF_WHO_IS_PRESENT


def _read_from_card(visit: Visit, material: Material) -> bool:
    if material.name in _APPLICANTS_CARD:
        named = visit.organisation.legal_person
        another = bool(named) and "法定代表人" in material.name and named != visit.applicant.name
        return visit.applicant.by_card and not another
    return material.name in _CARD_OF_WHO_IS_PRESENT and visit.present.by_card


def _usual(material: Material, state: MaterialState) -> Manner:
    if state is MaterialState.WAIVED:
        return Manner.LICENCE
    if state is MaterialState.COMPLETE:
        return Manner.ORIGINAL if material.original_copies else Manner.COPY
    return Manner.NONE


def _last_day(line: MaterialLine, received: date, calendar: WorkCalendar) -> date | None:
    tolerance = line.material.tolerance
    if line.entry.state is not MaterialState.TOLERATED or tolerance is None:
        return None
    return calendar.add_workdays(calendar.workday_from(received), tolerance.max_supplement_workdays)
