"""The working calendar and its layers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import RuleViolation
from app.workdays.calendar import CalendarDay, CalendarYear, WorkCalendar, YearStatus
from app.workdays.load import shipped_calendar

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
SHIPPED = shipped_calendar()


def year_of(status: YearStatus, *days: tuple[str, bool]) -> CalendarYear:
    made = tuple(CalendarDay(date.fromisoformat(day), "样例", off) for day, off in days)
    return CalendarYear(made[0].date.year, status, "样例", made)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-02-14", True),  # Saturday, transferred
        ("2026-02-16", False),  # Spring Festival
        ("2026-02-28", True),
        ("2026-03-07", False),  # plain Saturday
        ("2026-10-10", True),
        ("2025-10-08", False),
    ],
)
def test_the_published_notices_are_followed(day: str, works: bool) -> None:
    assert SHIPPED.is_workday(date.fromisoformat(day)) is works


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_shipped_years_have_as_many_working_days_as_the_notices_give(year: int) -> None:
    assert SHIPPED.workdays_between(date(year - 1, 12, 31), date(year, 12, 31)) == 248


@given(st.dates(date(2030, 1, 1), date(2300, 1, 1)))
def test_a_year_without_table_is_monday_to_friday_and_provisional(day: date) -> None:
    assert SHIPPED.is_workday(day) is (day.isoweekday() <= 5)
    assert SHIPPED.is_provisional(day, day)


def test_the_year_before_its_notice_is_provisional_though_its_holidays_are_known() -> None:
    assert not SHIPPED.is_workday(date(2027, 10, 1))
    assert SHIPPED.is_provisional(date(2026, 12, 31), date(2027, 1, 4))
    assert not SHIPPED.is_provisional(date(2025, 1, 1), date(2026, 12, 31))


def test_a_stronger_layer_replaces_the_whole_year() -> None:
    early = [year_of(YearStatus.PROVISIONAL, ("2027-02-05", True))]
    notice = [year_of(YearStatus.OFFICIAL, ("2027-02-08", True))]
    calendar = WorkCalendar(early, notice)
    assert calendar.is_workday(date(2027, 2, 5))
    assert not calendar.is_workday(date(2027, 2, 8))
    assert not calendar.is_provisional(date(2027, 1, 1), date(2027, 1, 1))


def test_a_local_override_changes_its_day_and_nothing_else() -> None:
    notice = [year_of(YearStatus.OFFICIAL, ("2026-05-01", True))]
    typhoon = [year_of(YearStatus.OVERRIDE, ("2026-08-03", True))]
    calendar = WorkCalendar(notice, typhoon)
    assert not calendar.is_workday(date(2026, 8, 3))
    assert not calendar.is_workday(date(2026, 5, 1))
    assert not calendar.is_provisional(date(2026, 1, 1), date(2026, 1, 1))


def test_an_override_alone_does_not_make_a_year_official() -> None:
    calendar = WorkCalendar([year_of(YearStatus.OVERRIDE, ("2026-08-03", True))])
    assert calendar.is_provisional(date(2026, 8, 3), date(2026, 8, 3))


@given(DAYS, st.integers(0, 60))
def test_adding_and_counting_working_days_agree(day: date, count: int) -> None:
    end = SHIPPED.add_workdays(day, count)
    assert SHIPPED.workdays_between(day, end) == count
    assert count == 0 or SHIPPED.is_workday(end)


@given(DAYS, st.integers(0, 30), st.integers(0, 30))
def test_adding_in_two_goes_is_adding_at_once(day: date, first: int, second: int) -> None:
    both = SHIPPED.add_workdays(SHIPPED.add_workdays(day, first), second)
    assert both == SHIPPED.add_workdays(day, first + second)


@given(DAYS)
def test_the_next_working_day_is_the_day_itself_or_the_first_after_it(day: date) -> None:
    found = SHIPPED.workday_from(day)
    assert SHIPPED.is_workday(found)
    assert not any(SHIPPED.is_workday(day + timedelta(n)) for n in range((found - day).days))


def test_twenty_years_are_counted() -> None:
    assert SHIPPED.add_workdays(date(2030, 1, 1), 5000) == date(2049, 3, 2)


@pytest.mark.parametrize("count", [-1, 5001])
def test_an_impossible_number_of_days_is_refused(count: int) -> None:
    with pytest.raises(RuleViolation) as caught:
        SHIPPED.add_workdays(date(2026, 3, 2), count)
    assert caught.value.code == "workdays.out_of_range"
