"""The receipt before it is printed: its pages, printers, and printing again."""

from __future__ import annotations

from io import BytesIO

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.support.workbench_gallery import document_state, open_window
from ui.shell.main_window import MainWindow


def _pdf(pages: int) -> bytes:
    written = BytesIO()
    canvas = Canvas(written, pagesize=A4)
    for number in range(pages):
        canvas.drawString(72, 700, f"page {number}")
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def _until_drawn(qtbot: QtBot, window: MainWindow, pages: int) -> None:
    """They are drawn in a thread of their own."""
    qtbot.waitUntil(lambda: len(window.page.document.pages) == pages, timeout=60_000)


def test_the_preview_needs_no_scrolling_sideways(qapp: QApplication, qtbot: QtBot) -> None:
    window, _ = open_window(document_state(_pdf(2)), size=(1366, 768))
    _until_drawn(qtbot, window, 2)
    qapp.processEvents()  # and laid out
    (scroll,) = window.page.document.findChildren(QScrollArea)
    assert scroll.horizontalScrollBar().maximum() == 0
    window.close()


def test_a_reprint_asks_for_its_reason_first(qapp: QApplication) -> None:
    window, view_model = open_window(document_state(_pdf(2)))
    panel = window.page.document
    window.actions_of_window["print"].trigger()
    assert view_model.asked == []
    assert window.focusWidget() is panel.reason.editor
    QTest.keyClick(panel.reason.editor, Qt.Key.Key_Down)
    window.actions_of_window["print"].trigger()
    assert view_model.asked == [("print_document", "窗口03-A4", "卡纸或没打全")]
    window.close()


def test_a_paper_counts_as_printed_only_when_it_came_out(qapp: QApplication) -> None:
    shown = document_state(_pdf(1))
    assert shown.document is not None
    stuck = replace(shown.document, printed=1, needs_reason=False, job_tone="bad")
    window, view_model = open_window(replace(shown, document=stuck))
    chip = window.page.document._printed
    assert chip.text() == ""
    for printed, came_out, times in ((1, True, 1), (2, False, 1), (2, True, 2)):
        now = replace(stuck, printed=printed, needs_reason=came_out)
        view_model.show(replace(shown, document=now))
        assert chip.text() == f"已打印 {times} 次"
    window.close()


def test_another_printer_takes_the_job(qapp: QApplication) -> None:
    window, view_model = open_window(document_state(_pdf(1)))
    panel = window.page.document
    QTest.keyClick(panel.printer.editor, Qt.Key.Key_Down)
    panel.retry.click()
    assert view_model.asked == [("retry_print", "大厅02-A4")]
    window.close()


def test_a_printer_without_paper_is_marked_as_a_demo_device(qapp: QApplication) -> None:
    shown = document_state(_pdf(1))
    assert shown.document is not None
    window, _ = open_window(replace(shown, document=replace(shown.document, demo_printers=("大厅02-A4",))))
    panel = window.page.document
    assert not panel.demo.isVisible()
    QTest.keyClick(panel.printer.editor, Qt.Key.Key_Down)
    assert panel.demo.isVisible()
    window.close()


def test_the_preview_shows_every_page_of_what_is_printed(qapp: QApplication, qtbot: QtBot) -> None:
    window, _ = open_window(document_state(_pdf(3)))
    _until_drawn(qtbot, window, 3)
    pages = window.page.document.pages
    assert [each.accessibleName() for each in pages] == ["第 1 页", "第 2 页", "第 3 页"]
    shape = pages[0].pixmap().deviceIndependentSize()
    assert shape.height() / shape.width() == pytest.approx(A4[1] / A4[0], abs=0.01)
    window.close()


def test_the_next_receipt_shows_nothing_of_the_one_before(qapp: QApplication, qtbot: QtBot) -> None:
    first = document_state(_pdf(2))
    window, view_model = open_window(first)
    _until_drawn(qtbot, window, 2)
    view_model.show(replace(first, document=None))
    view_model.show(document_state(_pdf(3)))
    assert window.page.document.pages == []
    _until_drawn(qtbot, window, 3)
    window.close()


def test_an_unreadable_document_shows_no_page_and_breaks_nothing(qapp: QApplication) -> None:
    window, _ = open_window(document_state(b"not a document"))
    qapp.processEvents()
    assert window.page.document.pages == []
    window.close()
