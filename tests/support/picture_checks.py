"""What must be true of every picture of a window: nothing cut, nothing covered, everything named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QWidget,
)

from ui.common.widgets.buttons import KeyButton
from ui.common.widgets.labels import ElidedLabel

T = TypeVar("T")
SMALLEST_TARGET = 24
SMALLEST_TEXT = 13


def faults_shown(window: QWidget, states: Mapping[str, T], show: Callable[[T], None]) -> dict[str, list[str]]:
    """What is wrong with the window in these states, each after the other; empty when all is well."""
    wrong, size = {}, window.size()
    for name, state in states.items():
        show(state)
        wrong[name] = faults(window)
        assert window.size() == size, f"{name} makes the window larger"
    return {name: found for name, found in wrong.items() if found}


def settle(window: QWidget) -> None:
    """Let the layouts do what showing and rendering asked of them."""
    QApplication.sendPostedEvents()
    window.grab()
    QApplication.sendPostedEvents()


def faults(window: QWidget) -> list[str]:
    """Everything wrong with what is visible once it has settled, in words; empty when all is well."""
    settle(window)
    seen = [widget for widget in window.findChildren(QWidget) if widget.isVisibleTo(window)]
    found = [fault for widget in seen for fault in _of_widget(window, widget)]
    return [*found, *_overlaps(window), *_of_window(window, seen)]


def _of_widget(window: QWidget, widget: QWidget) -> Iterator[str]:
    name = f"{type(widget).__name__} {_words(widget)!r}"
    if isinstance(widget, QLabel) and _is_cut(widget):
        yield f"{name}: text does not fit {widget.width()}x{widget.height()}"
    if isinstance(widget, QLabel) and widget.text() and widget.fontInfo().pixelSize() < SMALLEST_TEXT:
        yield f"{name}: text of {widget.fontInfo().pixelSize()} px"
    if isinstance(widget, QLineEdit) and _is_line_cut(widget):
        yield f"{name}: value does not fit and no tool tip tells it"
    if isinstance(widget, KeyButton) and widget.width() < widget.sizeHint().width():
        yield f"{name}: button narrower than its words"
    if isinstance(widget, QAbstractButton | QLineEdit | QComboBox):
        if min(widget.width(), widget.height()) < SMALLEST_TARGET:
            yield f"{name}: target of {widget.width()}x{widget.height()}"
        if not _in_scroll(widget) and not _inside(window, widget):
            yield f"{name}: outside the window"
    if (
        isinstance(widget, QAbstractButton | QLineEdit | QComboBox | QListView)
        and not widget.accessibleName()
    ):
        yield f"{name}: no accessible name"


def _of_window(window: QWidget, seen: list[QWidget]) -> Iterator[str]:
    primary = [each for each in seen if isinstance(each, KeyButton) and each.property("kind") == "primary"]
    if len(primary) != 1:
        yield f"{len(primary)} primary buttons: {[each.words() for each in primary]}"
    focused = window.focusWidget()
    if focused is None or not focused.isVisibleTo(window):
        yield f"the focus is on nothing visible: {focused}"


def _is_cut(label: QLabel) -> bool:
    if isinstance(label, ElidedLabel):
        return label.shown_text() != label.text() and _tip_of(label) != label.text()
    if not label.text():
        return False
    room = label.contentsRect()
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height()
    return label.fontMetrics().horizontalAdvance(label.text()) > room.width()


def _is_line_cut(edit: QLineEdit) -> bool:
    room = edit.width() - 18
    needed = edit.fontMetrics().horizontalAdvance(edit.text())
    return needed > room and _tip_of(edit) != edit.text()


def _tip_of(widget: QWidget) -> str:
    """The tool tip; what was never scrolled into sight decides on it when it is painted."""
    widget.grab()
    return widget.toolTip()


def _overlaps(window: QWidget) -> Iterator[str]:
    """Brothers in one layout that cover each other."""
    for parent in (window, *window.findChildren(QWidget)):
        layout = parent.layout()
        if layout is None or not parent.isVisibleTo(window):
            continue
        brothers = [
            child
            for child in parent.children()
            if isinstance(child, QWidget) and child.isVisibleTo(window) and not child.isWindow()
        ]
        for number, one in enumerate(brothers):
            for other in brothers[number + 1 :]:
                if _meet(one, other):
                    yield f"{_words(one)!r} and {_words(other)!r} overlap in {type(parent).__name__}"


def _meet(one: QWidget, other: QWidget) -> bool:
    floats = any(each.property("kind") == "drop" for each in (one, other))
    return not floats and one.geometry().intersects(other.geometry())


def _inside(window: QWidget, widget: QWidget) -> bool:
    corner = widget.mapTo(window, QPoint(0, 0))
    return window.rect().contains(QRect(corner, widget.size()))


def _in_scroll(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def _words(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QLineEdit) else ""
    return text or widget.accessibleName() or widget.objectName() or type(widget).__name__
