"""What the queue says while nobody is in it, or nobody in it can be called."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QLabel

from tests.support.workbench_gallery import IDLE, NOW, open_window
from ui.workbench.state import QueueState, Wording


def test_an_empty_queue_says_nobody_waits_only_while_the_hall_is_heard(qapp: QApplication) -> None:
    alone = replace(IDLE, queue=QueueState(live=True))
    window, view_model = open_window(alone)
    assert "没有等候的人" in window.page.queue._empty.text()
    view_model.show(replace(alone, queue=QueueState(live=False, as_of=NOW)))
    assert "连不上大厅" in window.page.queue._empty.text()
    view_model.show(replace(alone, queue=QueueState(live=False)))
    assert "还没有连上" in window.page.queue._empty.text()
    window.close()


def test_who_cannot_be_called_without_the_hub_is_not_shown_as_the_next(qapp: QApplication) -> None:
    away = replace(IDLE.queue, live=False, stock=Wording("queue.stock", (("n", 1),)))
    window, view_model = open_window(replace(IDLE, queue=away))
    first = away.waiting[0].number
    assert first in [label.text() for label in window.page.idle.findChildren(QLabel)]
    none_left = replace(away, stock=Wording("queue.stock_empty"))
    view_model.show(replace(IDLE, queue=none_left))
    texts = [label.text() for label in window.page.idle.findChildren(QLabel)]
    assert first not in texts
    assert "没有连上大厅队列" in texts
    window.close()
