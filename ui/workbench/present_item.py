"""The active item as shown: tabs, questions, form, materials, gaps. Pure."""

from __future__ import annotations

from datetime import date

from app.cases import form, materials, questions, rules
from app.cases.form import FormField
from app.cases.mandate import agent_question
from app.cases.materials import MaterialLine
from app.cases.visit import Draft, Manner, MaterialState, Visit
from app.catalogue.model import Item
from app.catalogue.situations import promised_limit_for
from app.core.text import mask_number
from ui.workbench.session import Model, wording
from ui.workbench.state import (
    FieldKind,
    FieldState,
    GapRow,
    ItemState,
    ItemTab,
    MaterialRow,
    QuestionState,
    TabMark,
    Wording,
)
from ui.workbench.wording import field_label

_KINDS: dict[str, FieldKind] = {
    "text": "text",
    "phone": "phone",
    "idnumber": "code",
    "creditcode": "code",
    "choice": "choice",
}


def tabs(model: Model, today: date) -> tuple[ItemTab, ...]:
    """One tab for each item of the visit."""
    visit = model.visit
    if visit is None or model.services is None:
        return ()
    items = model.services.catalogue.items
    return tuple(
        ItemTab(
            draft.case_id,
            items[draft.item_id].name,
            _mark(visit, draft, items[draft.item_id], today),
            draft.case_no,
        )
        for draft in visit.drafts
    )


def item_state(model: Model, today: date) -> ItemState | None:
    """The active item; None while there is none."""
    visit = model.visit
    if visit is None or visit.draft is None or model.services is None:
        return None
    draft, item = visit.draft, model.services.catalogue.items[visit.draft.item_id]
    listed = materials.lines(visit, draft, item)
    if not draft.received:
        listed = materials.dated(listed, today, model.services.calendar)
    return ItemState(
        case_id=draft.case_id,
        title=item.name,
        case_no=draft.case_no,
        received_at=draft.received_at,
        due=_due(model, visit, draft, item),
        questions=_questions(visit, draft, item),
        material_change=model.material_change,
        fields=tuple(
            _field(each, revealed=model.revealed, closed=draft.received)
            for each in form.fields(visit, draft, item, today)
        ),
        materials=tuple(_material(model, visit, draft, line) for line in listed),
        gaps=tuple(_gap(gap) for gap in rules.gaps(visit, draft, item, today)),
        warnings=_warnings(model, draft),
    )


def _questions(visit: Visit, draft: Draft, item: Item) -> tuple[QuestionState, ...]:
    """The item's own questions; who comes to the counter is asked once, for the whole visit."""
    who = agent_question(item)
    asked = questions.asked(visit, draft, item)
    return tuple(QuestionState(q.text, q.answers, q.chosen) for q in asked if not who or q.text != who.text)


def _mark(visit: Visit, draft: Draft, item: Item, today: date) -> TabMark:
    if draft.received:
        return "done"
    if not rules.gaps(visit, draft, item, today):
        return "working"
    touched = draft.answers or draft.materials or draft.delivery
    return "gap" if touched or visit.draft is draft else "todo"


def _due(model: Model, visit: Visit, draft: Draft, item: Item) -> Wording:
    received = model.received.get(draft.case_id)
    if received is not None:
        code = "case.due_provisional" if received.promised_provisional else "case.due"
        return wording(code, day=received.promised_due.isoformat())
    limit = promised_limit_for(item, questions.answers(visit, draft, item))
    return wording(f"limit.{limit.unit.value}", value=limit.value)


def _field(declared: FormField, *, revealed: bool, closed: bool) -> FieldState:
    hidden = declared.kind == "idnumber" and (declared.readonly or closed) and not revealed
    problem = declared.problem
    # An empty field is not an error before receipt is asked for: the gap bar names it.
    wrong = problem is not None and problem.code != "form.required" and not closed
    return FieldState(
        key=declared.key,
        kind=_KINDS[declared.kind],
        value=mask_number(declared.value) if hidden else declared.value,
        required=declared.required,
        readonly=declared.readonly or closed,
        choices=declared.choices,
        source=declared.source,
        error=Wording(problem.code, problem.params) if problem is not None and wrong else None,
    )


def _material(model: Model, visit: Visit, draft: Draft, line: MaterialLine) -> MaterialRow:
    assert model.services is not None
    pages = model.pages.get(draft.case_id, {}).get(line.material.code, ())
    return MaterialRow(
        code=line.material.code,
        name=line.material.name,
        state=int(line.entry.state),
        detail=_detail(line),
        allowed=() if draft.received else tuple(int(state) for state in line.allowed),
        used_for=materials.used_for(visit, model.services.catalogue.items, line.material),
        required=line.required,
        pages=len(pages),
        kilobytes=sum(each.file.size for each in pages) // 1000,
        waiting=sum(1 for each in pages if not each.file.arrived),
    )


def _detail(line: MaterialLine) -> Wording:
    """How the material was taken in, or what to bring."""
    material, entry = line.material, line.entry
    match entry.state:
        case MaterialState.TOLERATED:
            return wording("material.tolerated", day=entry.due.isoformat() if entry.due else "")
        case MaterialState.COMMITTED:
            return wording("material.committed")
        case MaterialState.WAIVED:
            name = material.e_license.certificate_name if material.e_license else ""
            return wording("material.waived", certificate=name)
        case MaterialState.NOT_APPLICABLE:
            return wording("material.not_applicable")
        case MaterialState.COMPLETE:
            return wording(f"material.taken_{entry.manner.value or Manner.ORIGINAL.value}")
        case _:
            return _to_bring(material.original_copies, material.photocopies)


def _to_bring(originals: int, copies: int) -> Wording:
    if originals and copies:
        return wording("material.bring", originals=originals, copies=copies)
    if originals:
        return wording("material.bring_originals", originals=originals)
    if copies:
        return wording("material.bring_copies", copies=copies)
    return wording("material.bring_electronic")


def _gap(gap: rules.Gap) -> GapRow:
    names = dict(gap.params)
    label = {
        "question": gap.key,
        "field": field_label(gap.key),
        "material": str(names.get("name", gap.key)),
    }[gap.kind]
    return GapRow(gap.key, gap.kind, label, Wording(gap.code, gap.params))


def _warnings(model: Model, draft: Draft) -> tuple[Wording, ...]:
    found = () if draft.received else model.cautions.get(draft.case_id, ())
    return tuple(Wording(each.code, each.params) for each in found)
