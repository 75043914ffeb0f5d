"""Evaluations are given freely, once, and the clerk never learns how."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from app.evaluations.events import declined
from app.evaluations.model import Channel, EvaluationState, Level, Served, evaluations
from app.evaluations.queries import state_of
from tests.support.counter import CLERK, Counter, counter

SERVED = Served("visit-1", "ticket-1", ("case-1", "case-2"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Counter]:
    made = counter(tmp_path)
    yield made
    made.store.close()


def stored(desk: Counter) -> list[tuple[str, int | None]]:
    with desk.store.read() as conn:
        return [(row.state, row.level) for row in conn.execute(select(evaluations))]


@pytest.mark.parametrize(("stars", "code"), [(5, 1), (4, 2), (3, 3), (2, 4), (1, 5)])
def test_levels_carry_stars_and_exchange_code(stars: int, code: int) -> None:
    level = Level.of_stars(stars)
    assert (level.value, level.stars) == (code, stars)


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_there_are_five_levels(stars: int) -> None:
    with pytest.raises(ValueError):
        Level.of_stars(stars)


def test_nobody_is_satisfied_by_default(desk: Counter) -> None:
    desk.evaluations.decline(CLERK, SERVED)
    assert stored(desk) == [("declined", None)]


def test_the_first_level_counts(desk: Counter) -> None:
    desk.evaluations.give(CLERK, SERVED, Level.DISSATISFIED, Channel.COUNTER)
    desk.evaluations.give(CLERK, SERVED, Level.VERY_SATISFIED, Channel.COUNTER)
    desk.evaluations.decline(CLERK, SERVED)
    assert stored(desk) == [("given", Level.DISSATISFIED)]


def test_a_level_given_after_the_time_ran_out_counts(desk: Counter) -> None:
    desk.evaluations.decline(CLERK, SERVED)
    desk.evaluations.give(CLERK, SERVED, Level.SATISFIED, Channel.QR_CODE)
    assert stored(desk) == [("given", Level.SATISFIED)]


def test_the_clerk_learns_only_whether(desk: Counter) -> None:
    with desk.store.read() as conn:
        assert state_of(conn, "hall", SERVED.visit_id) is None
    desk.evaluations.give(CLERK, SERVED, Level.VERY_DISSATISFIED, Channel.COUNTER)
    with desk.store.read() as conn:
        assert state_of(conn, "hall", SERVED.visit_id) is EvaluationState.GIVEN


def test_an_evaluation_stands_with_its_ticket_and_cases(desk: Counter) -> None:
    desk.evaluations.give(CLERK, SERVED, Level.SATISFIED, Channel.TABLET)
    with desk.store.read() as conn:
        row = conn.execute(select(evaluations)).one()
    assert (row.visit_id, row.ticket_id, row.actor) == ("visit-1", "ticket-1", CLERK.actor)
    assert row.case_ids == '["case-1","case-2"]'


def test_a_level_is_not_lost_to_a_window_that_forgot_it(desk: Counter) -> None:
    desk.evaluations.give(CLERK, SERVED, Level.SATISFIED, Channel.COUNTER)
    forgot = declined(SERVED, date(2026, 7, 6))
    desk.store.transact(lambda conn: desk.journal.append(conn, CLERK, forgot))
    assert stored(desk) == [("given", Level.SATISFIED)]
