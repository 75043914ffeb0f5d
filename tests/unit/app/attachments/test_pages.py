"""Pages of a material: in the order in which the clerk wants them, whatever was done to them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from app.attachments.pages import PageDesk
from app.attachments.service import AttachmentDesk
from app.core.clock import SystemClock
from app.core.ids import new_id
from app.journal.append import Journal
from app.journal.model import Author, Node
from app.main.features import PROJECTIONS
from app.sync.attachments import AttachmentStore
from tests.support.databases import fresh_store, sqlite_url

CLERK = Author("li", "3")


def page(number: int) -> bytes:
    """A page that differs from every other."""
    out = io.BytesIO()
    Image.new("L", (120 + number, 170), 40 + 20 * number).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[PageDesk]:
    store = fresh_store(sqlite_url(tmp_path))
    journal = Journal(Node("hall-1", "window-3", new_id()), PROJECTIONS, SystemClock())
    files = AttachmentDesk(store, journal, AttachmentStore(tmp_path / "attachments", bytes(32)))
    yield PageDesk(store, journal, files)
    store.close()


def contents(desk: PageDesk, case_id: str, code: str = "M1") -> list[bytes]:
    return [desk.content(each.file) for each in desk.pages(case_id).get(code, ())]


def test_pages_stand_in_the_order_in_which_they_came_each_with_a_small_picture(desk: PageDesk) -> None:
    for number in range(3):
        desk.add(CLERK, "case-1", "M1", page(number))
    shown = desk.add(CLERK, "case-1", "M2", page(9))
    assert contents(desk, "case-1") == [page(0), page(1), page(2)]
    assert [len(pages) for pages in shown.values()] == [3, 1]
    assert max(Image.open(io.BytesIO(shown["M1"][0].picture)).size) == 170


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_order_and_choice_of_pages_can_be_had_and_taken_back(desk: PageDesk, data: st.DataObject) -> None:
    case_id = new_id()
    for number in range(4):
        desk.add(CLERK, case_id, "M1", page(number))
    before = [each.file for each in desk.pages(case_id)["M1"]]
    wanted = data.draw(st.permutations(before)).copy()[: data.draw(st.integers(0, 4))]
    after = desk.arrange(CLERK, case_id, "M1", wanted).get("M1", ())
    assert [each.file.sha256 for each in after] == [each.sha256 for each in wanted]
    desk.arrange(CLERK, case_id, "M1", before)
    assert contents(desk, case_id) == [page(0), page(1), page(2), page(3)]


def test_a_page_is_turned_and_taken_again_where_it_stands(desk: PageDesk) -> None:
    for number in range(3):
        desk.add(CLERK, "case-1", "M1", page(number))
    middle = desk.pages("case-1")["M1"][1].file
    turned = desk.turn(CLERK, middle, 1)["M1"]
    assert Image.open(io.BytesIO(desk.content(turned[1].file))).size == (170, 121)
    assert [desk.content(turned[n].file) for n in (0, 2)] == [page(0), page(2)]
    again = desk.replace(CLERK, turned[0].file, page(7))["M1"]
    assert desk.content(again[0].file) == page(7)
    assert len(again) == 3
