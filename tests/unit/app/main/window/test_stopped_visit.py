"""What a stop of the program leaves open is settled at the next start, and the clerk is told what changed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from app.evaluations.events import EVALUATION_DECLINED
from app.evaluations.model import evaluations
from app.journal.read import all_events
from app.main.content import Content, content_in_force
from app.main.window import backstage
from tests.support.desk import DeskBench, lay_down, leave, serve


def booked(bench: DeskBench) -> list[tuple[str, str]]:
    """State and day of every evaluation in the store."""
    with bench.backstage.store.read() as conn:
        return [(row.state, row.day) for row in conn.execute(select(evaluations))]


def restart(bench: DeskBench, later: timedelta) -> None:
    bench.kill()
    bench.clock.advance(later)
    bench.open()


def test_a_visit_killed_before_its_evaluation_is_booked_once_on_its_own_day(bench: DeskBench) -> None:
    serve(bench)
    visit = bench.desk.session.model.visit
    assert visit is not None
    case_id = visit.drafts[0].case_id
    bench.press("receive")
    bench.press("finish")
    assert bench.evaluation.phase == "asking"
    restart(bench, timedelta(days=1))
    assert booked(bench) == [("declined", "2026-07-06")]
    restart(bench, timedelta(days=1))
    with bench.backstage.store.read() as conn:
        (event,) = (each for each in all_events(conn) if each.kind == EVALUATION_DECLINED)
        assert event.payload["case_ids"] == [case_id]
        assert (event.actor, event.window) == ("demo", "3")


def test_a_level_that_was_pressed_and_a_visit_that_goes_on_are_left_alone(bench: DeskBench) -> None:
    bench.press("walk_in")
    lay_down(bench)
    leave(bench)
    bench.desk.rating.evaluate(5)
    bench.press("walk_in")
    restart(bench, timedelta(minutes=1))
    assert booked(bench) == [("given", "2026-07-06")]


def test_an_item_that_the_new_catalogue_dropped_is_told(
    bench: DeskBench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    serve(bench)
    bench.desk.intake.save_if_changed()

    def without_it(*given: object) -> Content:
        content = content_in_force(*given)  # type: ignore[arg-type]
        items = {key: item for key, item in content.catalogue.items.items() if key != "IT040"}
        return replace(content, catalogue=replace(content.catalogue, items=items))

    monkeypatch.setattr(backstage, "content_in_force", without_it)
    restart(bench, timedelta(minutes=1))
    (told,) = (bar for bar in bench.state.bars if bar.text.code == "visit.items_withdrawn")
    assert (told.tone, dict(told.text.params)) == ("warn", {"items": "IT040"})
    assert "not in the catalogue" in caplog.text
