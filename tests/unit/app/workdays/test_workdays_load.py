"""Calendar files."""

from __future__ import annotations

import json

import pytest

from app.core.errors import ContentError
from app.workdays.calendar import YearStatus
from app.workdays.load import read_years, shipped_years


def test_a_broken_day_is_reported_with_its_line() -> None:
    day = {"date": "2026-13-01", "name": "元旦", "off": True}
    years = {"years": [{"year": 2026, "status": "official", "source": "样例", "days": [day]}]}
    text = json.dumps(years, ensure_ascii=False, indent=1)
    with pytest.raises(ContentError) as caught:
        read_years(text.encode(), "calendar.json")
    assert caught.value.code == "workdays.calendar_broken"
    assert "2026-13-01" in text.splitlines()[int(str(caught.value.params["line"])) - 1]


def test_the_shipped_years_follow_each_other_and_only_the_last_is_provisional() -> None:
    years = shipped_years()
    assert [each.year for each in years] == list(range(years[0].year, years[0].year + len(years)))
    assert {each.status for each in years[:-1]} == {YearStatus.OFFICIAL}
    assert years[-1].status is YearStatus.PROVISIONAL
