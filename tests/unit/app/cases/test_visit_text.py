"""A visit comes back from its text exactly as it was."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases.visit import Draft, Manner, MaterialEntry, MaterialState, Visit
from app.cases.visit_text import from_json, to_json
from app.core.errors import StoreBug
from app.people.model import IdKind, Organisation, Person, PersonSource

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
instants = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
entries = st.builds(
    MaterialEntry,
    st.sampled_from(MaterialState),
    st.sampled_from(Manner),
    st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)
persons = st.builds(
    Person,
    name=texts,
    id_kind=st.sampled_from(IdKind),
    number=texts,
    phone=texts,
    source=st.sampled_from(PersonSource),
    demo=st.booleans(),
)
drafts = st.builds(
    Draft,
    case_id=texts,
    item_id=texts,
    answers=st.lists(texts, max_size=3).map(tuple),
    delivery=texts,
    materials=st.dictionaries(texts, entries, max_size=3),
    case_no=texts,
    received_at=st.none() | instants,
)
visits = st.builds(
    Visit,
    visit_id=texts,
    opened_at=instants,
    ticket_id=texts,
    ticket_number=texts,
    by_agent=st.booleans(),
    applicant=persons,
    agent=persons,
    relation=texts,
    organisation=st.builds(Organisation, texts, texts, texts),
    mail_address=texts,
    collected=st.dictionaries(texts, entries, max_size=3),
    drafts=st.lists(drafts, max_size=3).map(tuple),
    active=st.integers(0, 3),
    finished=st.booleans(),
)


@given(visits)
def test_a_visit_comes_back_from_its_text(visit: Visit) -> None:
    assert from_json(to_json(visit)) == visit


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", '{"version":2,"visit":{}}', '{"version":1,"visit":{}}']
)
def test_another_text_is_no_visit(text: str) -> None:
    with pytest.raises(StoreBug) as refused:
        from_json(text)
    assert refused.value.code == "visit.unreadable"
