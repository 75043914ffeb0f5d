"""A list that shows other rows touches only what differs, and answers digits, Space and Enter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from ui.common.theme import Theme
from ui.common.widgets.rows import Row, RowList, RowModel

_rows = st.lists(st.integers(0, 12), unique=True).map(
    lambda keys: tuple(Row(str(key), f"title {key}") for key in keys)
)
_revised = st.tuples(_rows, st.text("ab", max_size=1)).map(
    lambda drawn: tuple(Row(row.key, row.title + drawn[1]) for row in drawn[0])
)


@given(st.lists(_revised, max_size=6))
def test_any_rows_follow_any_others(steps: list[tuple[Row, ...]]) -> None:
    model = RowModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for rows in steps:
        model.show_rows(rows)
        shown = [model.index(n).data(Qt.ItemDataRole.UserRole) for n in range(model.rowCount())]
        assert shown == list(rows)
    tester.deleteLater()


def _list(qapp: QApplication) -> RowList:
    view = RowList(Theme(), "材料清单")
    view.show_rows((Row("h", "事项", heading=True), *(Row(f"m{n}", f"材料 {n}") for n in range(5))))
    view.resize(300, 400)
    view.show()
    return view


def test_the_selected_row_stays_selected_when_others_come_and_go(qapp: QApplication) -> None:
    view = _list(qapp)
    view.select_key("m3")
    view.show_rows((Row("new", "新"), *(Row(f"m{n}", f"材料 {n}") for n in (1, 3, 4))))
    assert view.current_key() == "m3"
    view.close()


def test_where_none_is_selected_none_is_when_a_row_goes(qapp: QApplication) -> None:
    view = _list(qapp)
    first = view.model().index(1, 0)
    # As Qt does when the list gets the keyboard.
    view.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
    view.show_rows(tuple(Row(f"m{n}", f"材料 {n}") for n in (1, 2)))
    assert (view.selectedIndexes(), view.current_key()) == ([], "")
    view.close()


def test_a_heading_cannot_be_selected_by_the_arrows(qapp: QApplication) -> None:
    view = _list(qapp)
    view.select_key("m0")
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.current_key() == "m0"
    view.close()


def test_digits_space_and_enter_speak_of_the_selected_row(qapp: QApplication) -> None:
    view = _list(qapp)
    heard: list[tuple[object, ...]] = []
    view.digit.connect(lambda key, digit: heard.append((key, digit)))
    view.toggled.connect(lambda key: heard.append((key, "space")))
    view.opened.connect(lambda key: heard.append((key, "enter")))
    view.select_key("m1")
    QTest.keyClick(view, Qt.Key.Key_2)
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Space)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert heard == [("m1", 2), ("m2", "space"), ("m2", "enter")]
    view.close()


def test_an_input_method_cannot_take_the_digits(qapp: QApplication) -> None:
    view = _list(qapp)
    assert not view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    view.close()


def test_a_screen_reader_hears_the_whole_row(qapp: QApplication) -> None:
    view = RowList(Theme(), "等候")
    view.show_rows((Row("t1", "社保医保", lead="A0128", subtitle="老年优先", chip="28 分 超时", tone="bad"),))
    spoken = view.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "A0128，社保医保，老年优先，28 分 超时"
