"""Receiving at the desk: numbers, due days, repeats, and what lies on the desk afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import Table, func, select

from app.cases import queries
from app.cases.form import set_field
from app.cases.materials import lines, set_material
from app.cases.model import Received, case_people, cases
from app.cases.numbering import BLOCK_SIZE, parse
from app.cases.visit import MaterialState, Visit, add_item, set_agent, with_person
from app.core.errors import RuleViolation
from app.core.ids import new_id
from app.journal.model import Author, journal, journal_private
from app.people.model import Role
from tests.support.counter import (
    CLERK,
    HOLDER,
    MONDAY,
    Counter,
    after,
    calendar,
    counter,
    empty_visit,
    filled,
    item,
    visit_with,
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Counter]:
    made = counter(tmp_path)
    yield made
    made.store.close()


def begun(desk: Counter, *item_ids: str) -> Visit:
    """A visit on the desk whose items lack nothing."""
    visit = empty_visit()
    desk.desk.open_visit(CLERK, visit)
    for each in item_ids:
        visit = filled(add_item(visit, item(each), new_id()))
    desk.desk.save_draft(visit)
    return visit


def receive(desk: Counter, visit: Visit, number: int = 0) -> Received:
    return desk.desk.receive(CLERK, visit, visit.drafts[number].case_id)


def test_the_term_for_what_comes_later_begins_with_the_receipt_and_not_when_it_was_said(
    desk: Counter,
) -> None:
    visit = begun(desk, "IT001")
    later = next(
        each.material for each in lines(visit, visit.drafts[0], item("IT001")) if each.material.tolerance
    )
    assert later.tolerance is not None
    visit = set_material(visit, item("IT001"), later.code, MaterialState.TOLERATED)
    desk.desk.save_draft(visit)
    desk.clock.advance(timedelta(days=3))
    received = receive(desk, visit)
    with desk.store.read() as conn:
        payload = json.loads(
            conn.execute(select(journal.c.payload).where(journal.c.kind == "case.received")).scalar_one()
        )
    (told,) = [each["due"] for each in payload["materials"] if each["code"] == later.code]
    day = calendar().add_workdays(MONDAY.date() + timedelta(days=3), later.tolerance.max_supplement_workdays)
    assert told == day.isoformat()
    assert after(visit, received).drafts[0].materials[later.code].due == day


def count(desk: Counter, table: Table) -> int:
    with desk.store.read() as conn:
        return conn.execute(select(func.count()).select_from(table)).scalar_one()


def test_a_case_gets_the_next_number_of_the_windows_block(desk: Counter) -> None:
    visit = begun(desk, "IT028", "IT029")
    first, second = receive(desk, visit, 0), receive(desk, visit, 1)
    numbers = [parse(each.case_no) for each in (first, second)]
    assert [number.sequence for number in numbers if number] == [2 * BLOCK_SIZE + 1, 2 * BLOCK_SIZE + 2]
    assert first.case_no.startswith("319999-20260706-01")


def test_a_case_keeps_what_was_typed_without_blanks_around_it_and_with_ordinary_digits(desk: Counter) -> None:
    visit = set_field(begun(desk, "IT028"), "applicant.name", "  样本 甲 ")
    receive(desk, set_field(visit, "applicant.phone", "１９９００００１０００ "))
    with desk.store.read() as conn:
        applicant = json.loads(conn.execute(select(case_people)).one().people)["applicant"]
    assert (applicant["name"], applicant["phone"]) == ("样本 甲", "19900001000")


def test_numbers_begin_again_the_next_day(desk: Counter) -> None:
    receive(desk, begun(desk, "IT028"))
    desk.clock.advance(timedelta(days=1))
    tomorrow = parse(receive(desk, begun(desk, "IT028")).case_no)
    assert tomorrow is not None
    assert (tomorrow.day, tomorrow.sequence) == (date(2026, 7, 7), 2 * BLOCK_SIZE + 1)


def test_due_days_count_from_the_receipt(desk: Counter) -> None:
    received = receive(desk, begun(desk, "IT001"))
    assert (received.promised_due, received.statutory_due) == (date(2026, 7, 27), date(2026, 8, 3))
    assert received.notice_due == date(2026, 7, 13)
    assert not received.promised_provisional


def test_a_due_day_beyond_the_calendar_is_provisional(desk: Counter) -> None:
    desk.clock.advance(timedelta(days=165))
    assert receive(desk, begun(desk, "IT001")).statutory_provisional


def test_the_same_receipt_twice_is_one_case(desk: Counter) -> None:
    visit = begun(desk, "IT028")
    first = receive(desk, visit)
    desk.clock.advance(timedelta(minutes=5))
    assert receive(desk, visit) == first
    assert receive(desk, after(visit, first)) == first
    assert count(desk, cases) == 1


def test_an_item_with_gaps_leaves_no_trace(desk: Counter) -> None:
    visit = set_field(begun(desk, "IT028"), "applicant.phone", "")
    rows = count(desk, journal)
    with pytest.raises(RuleViolation) as refused:
        receive(desk, visit)
    assert (refused.value.code, refused.value.field) == ("case.has_gaps", "applicant.phone")
    assert count(desk, journal) == rows
    assert receive(desk, begun(desk, "IT028")).case_no[-5:-1] == "0601"


def test_the_block_of_the_day_runs_out_with_a_reason(desk: Counter) -> None:
    visit = begun(desk, "IT062")
    for _ in range(BLOCK_SIZE):
        visit = filled(add_item(visit, item("IT062"), new_id()))
        visit = after(visit, receive(desk, visit, len(visit.drafts) - 1))
        visit = type(visit)(visit.visit_id, visit.opened_at, applicant=visit.applicant)
    with pytest.raises(RuleViolation) as refused:
        receive(desk, begun(desk, "IT062"))
    assert refused.value.code == "case.number_block_exhausted"


def test_personal_data_stay_out_of_the_payload(desk: Counter) -> None:
    visit = with_person(begun(desk, "IT028"), Role.APPLICANT, HOLDER)
    desk.desk.verify_person(CLERK, visit, Role.APPLICANT)
    receive(desk, visit)
    with desk.store.read() as conn:
        payloads = "".join(conn.execute(select(journal.c.payload)).scalars())
        private = "".join(conn.execute(select(journal_private.c.body)).scalars())
        people = conn.execute(select(case_people)).one()
    for secret in (HOLDER.name, HOLDER.number, HOLDER.address, visit.applicant.phone):
        assert secret not in payloads
        assert secret in private
    assert people.applicant_number == HOLDER.number


def test_an_organisation_applies_under_its_credit_code(desk: Counter) -> None:
    visit = filled(set_agent(add_item(begun(desk), item("IT001"), new_id()), True))
    receive(desk, visit)
    with desk.store.read() as conn:
        people = conn.execute(select(case_people)).one()
    assert people.applicant_number == "91350100M000100Y43"
    assert '"agent"' in people.people
    assert '"applicant"' not in people.people


def test_an_open_case_of_the_same_applicant_and_item_is_pointed_out(desk: Counter) -> None:
    earlier = receive(desk, begun(desk, "IT028"))
    visit = begun(desk, "IT028", "IT029")
    found = [desk.desk.cautions(visit, draft.case_id) for draft in visit.drafts]
    assert [[caution.params for caution in each] for each in found] == [[(("case_no", earlier.case_no),)], []]
    assert receive(desk, visit).case_no != earlier.case_no


def test_only_a_card_verifies_a_person(desk: Counter) -> None:
    with pytest.raises(RuleViolation) as refused:
        desk.desk.verify_person(CLERK, begun(desk, "IT028"), Role.APPLICANT)
    assert refused.value.code == "visit.not_by_card"


def test_a_saved_visit_lies_on_the_desk_after_a_restart(desk: Counter, tmp_path: Path) -> None:
    visit = begun(desk, "IT028", "IT001")
    desk.store.close()
    again = counter(tmp_path)
    assert again.desk.restore() == visit
    again.store.close()


def test_what_was_received_is_restored_as_received_even_from_an_older_draft(desk: Counter) -> None:
    visit = begun(desk, "IT028", "IT029")
    received = receive(desk, visit, 1)
    desk.desk.save_draft(visit)
    assert desk.desk.restore() == after(visit, received)


def test_a_case_received_before_any_save_is_on_the_desk_too(desk: Counter) -> None:
    visit = begun(desk)
    with_item = filled(add_item(visit, item("IT028"), new_id()))
    received = receive(desk, with_item)
    restored = desk.desk.restore()
    assert restored is not None
    (draft,), (expected,) = restored.drafts, after(with_item, received).drafts
    assert replace(draft, as_received=None) == replace(expected, as_received=None)


def test_a_finished_visit_is_off_the_desk_for_good(desk: Counter) -> None:
    visit = begun(desk, "IT028", "IT029")
    visit = after(visit, receive(desk, visit))
    desk.desk.finish_visit(CLERK, visit)
    desk.desk.finish_visit(CLERK, visit)
    assert desk.desk.restore() is None
    assert desk.desk.save_draft(visit) is False
    assert desk.desk.restore() is None
    with pytest.raises(RuleViolation) as refused:
        receive(desk, visit, 1)
    assert refused.value.code == "visit.not_open"


def test_opening_a_visit_twice_opens_one(desk: Counter) -> None:
    visit = begun(desk, "IT028")
    rows = count(desk, journal)
    desk.desk.open_visit(CLERK, visit)
    assert count(desk, journal) == rows
    assert desk.desk.restore() == visit


def test_an_unknown_visit_receives_nothing(desk: Counter) -> None:
    with pytest.raises(RuleViolation) as refused:
        receive(desk, filled(visit_with("IT028")))
    assert refused.value.code == "visit.not_open"


def test_the_day_is_counted_for_each_clerk(desk: Counter) -> None:
    colleague = Author("clerk-2", "window-3")
    for minutes in (4, 8):
        visit = begun(desk, "IT028")
        visit = after(visit, receive(desk, visit))
        desk.clock.advance(timedelta(minutes=minutes))
        desk.desk.finish_visit(CLERK, visit)
    begun(desk, "IT029")
    with desk.store.read() as conn:
        counts = queries.day_counts(conn, "hall", MONDAY.date(), CLERK.actor)
        idle = queries.day_counts(conn, "hall", MONDAY.date(), colleague.actor)
    assert (counts.cases_received, counts.average_minutes) == (2, 6.0)
    assert (idle.cases_received, idle.average_minutes) == (0, None)


def test_recent_items_come_latest_first(desk: Counter) -> None:
    for item_id in ("IT028", "IT029", "IT028"):
        desk.clock.advance(timedelta(minutes=1))
        receive(desk, begun(desk, item_id))
    with desk.store.read() as conn:
        assert queries.recent_items(conn, "hall", CLERK.actor, MONDAY.date()) == ("IT028", "IT029")
        assert queries.recent_items(conn, "hall", CLERK.actor, MONDAY.date() + timedelta(days=31)) == ()
        assert queries.earlier_cases(conn, "hall", HOLDER.number) == 3


def test_the_record_tells_what_happened_latest_first(desk: Counter) -> None:
    visit = with_person(begun(desk, "IT028"), Role.APPLICANT, HOLDER)
    desk.clock.advance(timedelta(minutes=1))
    desk.desk.verify_person(CLERK, visit, Role.APPLICANT)
    desk.clock.advance(timedelta(minutes=1))
    received = receive(desk, visit)
    with desk.store.read() as conn:
        lines = queries.record(conn, "hall", visit)
    assert [line.kind for line in lines] == ["case.received", "visit.person_verified", "visit.opened"]
    assert lines[0].payload["case_no"] == received.case_no
    assert lines[0].at == received.received_at
