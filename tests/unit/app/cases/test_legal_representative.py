"""Who stands for an organisation: a card proves the identity of its holder and of nobody else; what is
being founded has no code yet."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from app.cases.form import fields, set_field
from app.cases.materials import lines, stamp
from app.cases.visit import MaterialState, Visit, add_item, open_visit, remove_item, with_person
from app.catalogue.load import load_shipped
from app.catalogue.model import Item
from app.people.model import Role, from_card
from app.workdays.load import shipped_calendar
from devices.idcard.sample_cards import SAMPLES
from devices.idcard.text_block import decode

ITEMS = load_shipped().items
ITEM = ITEMS["IT001"]


@pytest.mark.parametrize(
    ("named", "state"), [("样本甲", MaterialState.COMPLETE), ("样本乙", MaterialState.MISSING)]
)
def test_the_card_of_another_does_not_stand_for_the_legal_representatives(
    named: str, state: MaterialState
) -> None:
    visit = add_item(open_visit("v", datetime(2026, 7, 6, tzinfo=UTC)), ITEM, "c")
    visit = with_person(visit, Role.APPLICANT, from_card(decode(SAMPLES["样本甲"])))
    visit = set_field(visit, "organisation.legal_person", named)
    assert visit.draft is not None
    found = {line.material.name: line.entry.state for line in lines(visit, visit.draft, ITEM)}
    assert found["法定代表人身份证件"] is state


@pytest.mark.parametrize(
    ("item", "required"),
    [
        (ITEMS["IT018"], False),
        (ITEMS["IT035"], False),
        (ITEMS["IT019"], True),
        (replace(ITEMS["IT018"], founding=False), True),
    ],
)
def test_what_is_founded_by_the_item_has_no_code_yet(item: Item, required: bool) -> None:
    day = datetime(2026, 7, 6, tzinfo=UTC)
    visit = add_item(open_visit("v", day), item, "c")
    assert visit.draft is not None
    asked = {field.key: field for field in fields(visit, visit.draft, item, day.date())}
    assert asked["organisation.name"].required
    assert asked["organisation.credit_code"].required is required
    visit = set_field(visit, "organisation.credit_code", "91")
    assert visit.draft is not None
    (code,) = (f for f in fields(visit, visit.draft, item, day.date()) if f.key.endswith("credit_code"))
    assert code.problem is not None


def test_who_is_founded_in_a_visit_has_no_code_for_its_other_items_either() -> None:
    day = datetime(2026, 7, 6, tzinfo=UTC)
    seal = ITEMS["IT019"]

    def required(visit: Visit) -> bool:
        draft = visit.drafts[0]
        asked = {field.key: field for field in fields(visit, draft, seal, day.date())}
        return asked["organisation.credit_code"].required

    alone = add_item(open_visit("v", day), seal, "c1")
    together = add_item(alone, ITEMS["IT018"], "c2")
    received = stamp(together, ITEMS["IT018"], "c2", "x", day, shipped_calendar())
    assert [required(each) for each in (alone, together, received)] == [True, False, False]
    assert required(remove_item(together, "c2"))
