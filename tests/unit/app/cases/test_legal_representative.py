"""A card proves the identity of its holder, and of nobody else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.cases.form import set_field
from app.cases.materials import lines
from app.cases.visit import MaterialState, add_item, open_visit, with_person
from app.catalogue.load import load_shipped
from app.people.model import Role, from_card
from devices.idcard.sample_cards import SAMPLES
from devices.idcard.text_block import decode

ITEM = load_shipped().items["IT001"]


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
