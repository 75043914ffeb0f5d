"""Deadlines: reference cases and what holds of every one."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.core.errors import RuleViolation
from app.workdays.deadline import Limit, LimitUnit, Suspension, clocks, due, due_by, merged
from app.workdays.load import shipped_calendar

CALENDAR = shipped_calendar()
SUPPORT = Path(__file__).parents[3] / "support" / "data"
VECTORS: list[dict[str, Any]] = json.loads((SUPPORT / "deadline_vectors.json").read_text("utf-8"))["vectors"]
DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))
LIMITS = st.integers(0, 45)
SUSPENSIONS = st.lists(
    st.builds(lambda start, days: Suspension(start, start + timedelta(days)), DAYS, st.integers(0, 40)),
    max_size=4,
)


@pytest.mark.parametrize("vector", VECTORS, ids=[each["name"] for each in VECTORS])
def test_reference_deadlines(vector: dict[str, Any]) -> None:
    stops = [
        Suspension(date.fromisoformat(each["start"]), date.fromisoformat(each["resume"]))
        for each in vector["suspensions"]
    ]
    received = date.fromisoformat(vector["received_on"])
    found = due(received, vector["limit_workdays"], stops, vector["extension_workdays"], CALENDAR)
    assert found.date.isoformat() == vector["due"]
    assert found.acceptance_day.isoformat() == vector["acceptance_day"]
    assert due(received, vector["limit_workdays"], [], 0, CALENDAR).date.isoformat() == vector["base_due"]
    assert found.provisional is ("PROVISIONAL" in vector["note"])


@given(DAYS, LIMITS, SUSPENSIONS, st.integers(0, 15))
def test_a_later_receipt_or_a_longer_limit_never_makes_it_due_earlier(
    received: date, limit: int, stops: list[Suspension], extension: int
) -> None:
    now = due(received, limit, stops, extension, CALENDAR).date
    assert due(received + timedelta(1), limit, stops, extension, CALENDAR).date >= now
    assert due(received, limit + 1, stops, extension, CALENDAR).date > now


@given(DAYS, LIMITS, st.integers(0, 45), st.integers(0, 40))
def test_a_suspension_adds_exactly_the_working_days_it_excludes(
    received: date, limit: int, after: int, length: int
) -> None:
    plain = due(received, limit, [], 0, CALENDAR)
    start = plain.acceptance_day + timedelta(after)
    assume(start <= plain.date)
    stop = Suspension(start, start + timedelta(length))
    moved = due(received, limit, [stop], 0, CALENDAR).date
    excluded = sum(CALENDAR.is_workday(start + timedelta(n)) for n in range(1, length + 1))
    assert CALENDAR.workdays_between(plain.date, moved) == excluded


@given(DAYS, LIMITS, SUSPENSIONS, st.integers(0, 15))
def test_the_last_day_leaves_the_whole_limit_outside_the_suspensions(
    received: date, limit: int, stops: list[Suspension], extension: int
) -> None:
    found = due(received, limit, stops, extension, CALENDAR)
    assert CALENDAR.is_workday(found.date)
    ran = [
        day
        for n in range(1, (found.date - found.acceptance_day).days + 1)
        if CALENDAR.is_workday(day := found.acceptance_day + timedelta(n))
        and not any(each.start < day <= each.resume for each in stops)
    ]
    assert len(ran) == limit + extension


@given(DAYS, LIMITS, SUSPENSIONS)
def test_suspensions_in_any_order_or_twice_count_once(
    received: date, limit: int, stops: list[Suspension]
) -> None:
    once = due(received, limit, stops, 0, CALENDAR)
    assert due(received, limit, [*reversed(stops), *stops], 0, CALENDAR) == once


@given(SUSPENSIONS)
def test_merging_keeps_the_excluded_days_and_removes_overlap(stops: list[Suspension]) -> None:
    joined = merged(stops)
    assert all(a.resume < b.start for a, b in pairwise(joined))
    for n in range(800):
        day = date(2025, 1, 1) + timedelta(n)
        inside = [any(s.start < day <= s.resume for s in each) for each in (stops, joined)]
        assert inside[0] == inside[1]


def test_a_stop_after_the_last_day_does_not_revive_an_overdue_case() -> None:
    late = Suspension(date(2026, 3, 10), date(2026, 3, 20))
    assert due(date(2026, 3, 2), 3, [late], 0, CALENDAR).date == date(2026, 3, 5)


def test_a_stop_on_the_last_day_keeps_that_day_until_the_clock_resumes() -> None:
    stop = Suspension(date(2026, 3, 5), date(2026, 3, 12))
    assert due(date(2026, 3, 2), 3, [stop], 0, CALENDAR).date == date(2026, 3, 12)


def test_a_stop_that_follows_another_at_once_prolongs_it_also_over_a_weekend() -> None:
    thursday, sunday = date(2026, 3, 5), date(2026, 3, 8)
    stops = [Suspension(thursday, sunday), Suspension(sunday, date(2026, 3, 11))]
    assert due(date(2026, 3, 2), 3, stops, 0, CALENDAR).date == date(2026, 3, 11)


@pytest.mark.parametrize("unit", [LimitUnit.WORKDAY, LimitUnit.NATURAL_DAY])
def test_a_stop_before_the_acceptance_excludes_only_what_comes_after_it(unit: LimitUnit) -> None:
    limit, monday = Limit(2, unit), date(2026, 3, 9)
    for resumed, last in ((monday, date(2026, 3, 11)), (date(2026, 3, 10), date(2026, 3, 12))):
        stop = Suspension(date(2026, 3, 3), resumed)
        assert due_by(monday, limit, [stop], 0, CALENDAR).date == last


def test_an_extension_adds_working_days() -> None:
    assert due(date(2026, 3, 2), 10, [], 10, CALENDAR).date == due(date(2026, 3, 2), 20, [], 0, CALENDAR).date


def test_a_stop_that_resumes_before_it_starts_is_refused() -> None:
    with pytest.raises(RuleViolation) as caught:
        due(date(2026, 3, 2), 3, [Suspension(date(2026, 3, 5), date(2026, 3, 4))], 0, CALENDAR)
    assert caught.value.code == "workdays.suspension_reversed"


@pytest.mark.parametrize(
    ("limit", "last"),
    [
        (Limit(0, LimitUnit.ON_THE_SPOT), "2026-09-23"),
        (Limit(4, LimitUnit.HOUR), "2026-09-24"),
        (Limit(9, LimitUnit.HOUR), "2026-09-28"),
        (Limit(2, LimitUnit.WORKDAY), "2026-09-28"),
        (Limit(1, LimitUnit.NATURAL_DAY), "2026-09-24"),
        (Limit(2, LimitUnit.NATURAL_DAY), "2026-09-28"),  # 25 to 27 September: Mid-autumn
        (Limit(8, LimitUnit.NATURAL_DAY), "2026-10-08"),  # 1 to 7 October: National Day
    ],
)
def test_every_unit_of_a_limit(limit: Limit, last: str) -> None:
    assert due_by(date(2026, 9, 23), limit, [], 0, CALENDAR).date.isoformat() == last


@given(DAYS, LIMITS, st.integers(0, 30), st.integers(0, 30))
def test_natural_days_stop_too_and_never_end_on_a_day_off(
    received: date, limit: int, after: int, length: int
) -> None:
    unit = Limit(limit, LimitUnit.NATURAL_DAY)
    plain = due_by(received, unit, [], 0, CALENDAR)
    start = plain.acceptance_day + timedelta(min(after, limit))
    stopped = due_by(received, unit, [Suspension(start, start + timedelta(length))], 0, CALENDAR)
    assert CALENDAR.is_workday(stopped.date)
    end = plain.acceptance_day + timedelta(limit + length)
    assert stopped.date == CALENDAR.workday_from(end)


def test_both_clocks_run_with_the_same_exclusions() -> None:
    stop = Suspension(date(2026, 3, 5), date(2026, 3, 12))
    promised, statutory = Limit(15, LimitUnit.WORKDAY), Limit(20, LimitUnit.WORKDAY)
    both = clocks(date(2026, 3, 2), promised, statutory, [stop], 0, CALENDAR)
    assert both.promised == due_by(date(2026, 3, 2), promised, [stop], 0, CALENDAR)
    assert CALENDAR.workdays_between(both.promised.date, both.statutory.date) == 5
