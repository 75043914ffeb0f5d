"""A visit that lacks nothing, for measurements: somebody brings every paper and answers every question."""

from __future__ import annotations

from datetime import datetime

from app.cases.form import set_field
from app.cases.materials import lines, set_material
from app.cases.questions import answer, asked
from app.cases.visit import MaterialState, Visit, add_item, open_visit
from app.catalogue.model import Item
from app.core.ids import new_id

_TYPED = {
    "organisation.name": "示例商贸有限公司",
    "organisation.credit_code": "91350100M000100Y43",
    "organisation.legal_person": "样本甲",
    "applicant.name": "样本甲",
    "applicant.number": "31999919780315901X",
    "applicant.phone": "19900001000",
    "delivery.method": "counter",
}


def ready_visit(item: Item, now: datetime, ticket_id: str = "", number: str = "") -> Visit:
    """A visit with one item, ready to be received; ``ticket_id`` and ``number``: its ticket, if any."""
    visit = add_item(open_visit(new_id(), now, ticket_id, number), item, new_id())
    for key, value in _TYPED.items():
        visit = set_field(visit, key, value)
    for question in asked(visit, visit.drafts[0], item):
        visit = answer(visit, item, question.text, question.answers[0])
    for line in lines(visit, visit.drafts[0], item):
        visit = set_material(visit, item, line.material.code, MaterialState.COMPLETE)
    return visit
