"""Whatever is typed, pasted or stands on a card: the visit can be kept, and is read back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases.form import LONGEST, set_field
from app.cases.rules import sheet
from app.cases.visit import with_person
from app.cases.visit_text import from_json, to_json
from app.people.model import Role, from_card
from devices.idcard.text_block import SIZE, decode
from tests.support.counter import MONDAY, TYPED, filled, item, visit_with

ITEM = "IT028"
anything = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize("key", sorted(TYPED))
@given(value=anything)
def test_no_typed_text_keeps_the_visit_from_being_saved(key: str, value: str) -> None:
    visit = set_field(visit_with(ITEM), key, value)
    assert from_json(to_json(visit)) == visit


@given(block=st.binary(min_size=SIZE, max_size=SIZE))
def test_no_card_keeps_the_visit_from_being_saved(block: bytes) -> None:
    visit = with_person(visit_with(ITEM), Role.APPLICANT, from_card(decode(block)))
    assert from_json(to_json(visit)) == visit


def test_a_text_without_end_is_a_gap_and_not_a_receipt() -> None:
    visit = set_field(filled(visit_with(ITEM)), "applicant.address", "长" * (LONGEST + 1))
    assert visit.draft is not None
    gaps = sheet(visit, visit.draft, item(ITEM), MONDAY.date()).gaps
    assert [(gap.key, gap.code) for gap in gaps] == [("applicant.address", "form.too_long")]
