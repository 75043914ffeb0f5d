"""New content from the centre: in force between visits, never under an open one."""

from __future__ import annotations

from msgspec.structs import replace

from app.catalogue.search import index_of
from tests.support.desk import DeskBench, serve
from ui.workbench.services import Services


def newer(bench: DeskBench) -> Services:
    """The same services by a catalogue without one item."""
    now = bench.desk.session.services
    items = {key: item for key, item in now.catalogue.items.items() if key != "IT040"}
    catalogue = replace(now.catalogue, version="2099.1", items=items)
    cases = now.cases.working_by(catalogue, now.calendar)
    return replace(now, catalogue=catalogue, index=index_of(catalogue), cases=cases)


def test_between_visits_new_content_is_in_force_at_once(bench: DeskBench) -> None:
    bench.desk.adopt(newer(bench))
    assert bench.desk.session.services.catalogue.version == "2099.1"
    assert "content.renewed" in bench.bars()


def test_an_open_visit_goes_on_by_the_old_content(bench: DeskBench) -> None:
    serve(bench)
    old = bench.desk.session.services.catalogue.version
    bench.desk.adopt(newer(bench))
    bench.desk.tick()
    assert bench.desk.session.services.catalogue.version == old
    assert "content.renewed" not in bench.bars()
    bench.desk.session.update(visit=None)
    bench.desk.tick()
    assert bench.desk.session.services.catalogue.version == "2099.1"
