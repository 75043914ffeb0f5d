"""What the queue says while nobody is in it."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from tests.support.workbench_gallery import IDLE, NOW, open_window
from ui.workbench.state import QueueState


def test_an_empty_queue_says_nobody_waits_only_while_the_hall_is_heard(qapp: QApplication) -> None:
    alone = replace(IDLE, queue=QueueState(live=True))
    window, view_model = open_window(alone)
    assert "没有等候的人" in window.page.queue._empty.text()
    view_model.show(replace(alone, queue=QueueState(live=False, as_of=NOW)))
    assert "连不上大厅" in window.page.queue._empty.text()
    view_model.show(replace(alone, queue=QueueState(live=False)))
    assert "还没有连上" in window.page.queue._empty.text()
    window.close()
