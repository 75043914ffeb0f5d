"""The catalogue is replaced while a visit lies on the desk: the rest of the visit is still there."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from app.cases.service import CaseDesk
from app.cases.visit import add_item
from app.core.ids import new_id
from tests.support.counter import CLERK, HALL, calendar, catalogue, counter, empty_visit, item


def test_an_item_that_is_gone_takes_nothing_else_along(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    here = counter(tmp_path)
    visit = empty_visit()
    here.desk.open_visit(CLERK, visit)
    for each in ("IT028", "IT029"):
        visit = add_item(visit, item(each), new_id())
    here.desk.save_draft(visit)
    without = {key: each for key, each in catalogue().items.items() if key != "IT029"}
    newer = replace(catalogue(), items=without)
    desk = CaseDesk(here.store, here.journal, here.clock, newer, calendar(), HALL, 3)
    restored = desk.restore()
    assert restored is not None
    assert [draft.item_id for draft in restored.drafts] == ["IT028"]
    assert restored.draft == restored.drafts[0]
    assert "not in the catalogue" in caplog.text
    assert desk.withdrawn() == ("IT029",)
    desk.save_draft(restored)
    assert desk.withdrawn() == ()
    here.store.close()
