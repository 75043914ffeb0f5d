"""Buttons: with key cap, bound to an action, and in segments."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.common.actions import Actions
from ui.common.keymap import BY_ID, cap
from ui.common.theme import Theme, mark
from ui.common.widgets.labels import Icon

_DIGITS = "123456789"
_LINE = 16
"""So many characters of answers fit beside their question in the smallest window with the largest text."""
_ICON_TOKENS = {"primary": "on_accent", "link": "accent"}


class KeyButton(QPushButton):
    """Icon, text and, set apart, the cap of the key that does the same.

    ``kind``: normal, primary, link, tab, segment, bare; ``size``: small, normal, action, large.
    """

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        icon: str = "",
        key: str = "",
        kind: str = "normal",
        size: str = "normal",
    ) -> None:
        super().__init__()
        self._icon = Icon(theme, icon, _ICON_TOKENS.get(kind, "text"), 24 if size == "large" else 20)
        self._text = QLabel(text)
        self._cap = QLabel(key)
        self._cap.setProperty("cap", True)
        for part, needed in ((self._icon, icon), (self._text, text), (self._cap, key)):
            # Shown without a parent, a part would be a window for a moment and take the focus.
            part.setParent(self)
            part.setVisible(bool(needed))
        self._lay_out(kind)
        self.toggled.connect(self._emphasise)
        self.setProperty("focusPolicy", "TabFocus")
        self.setProperty("kind", kind)
        self.setProperty("tall", size)
        self.setAccessibleName(f"{text} {key}".strip())

    def say(self, text: str, key: str | None = None) -> None:
        """Show another text, or another key."""
        if text != self._text.text():
            self._text.setText(text)
            self._text.setVisible(bool(text))
        if key is not None and key != self._cap.text():
            self._cap.setText(key)
            self._cap.setVisible(bool(key))
        self.setAccessibleName(f"{text} {self._cap.text()}".strip())
        self.updateGeometry()

    def show_icon(self, name: str, token: str) -> None:
        """Show another icon."""
        self._icon.show_icon(name, token)
        self._icon.setVisible(bool(name))

    def show_kind(self, kind: str) -> None:
        """Change between normal and primary."""
        mark(self, "kind", kind)
        self._icon.show_icon(self._icon.name, _ICON_TOKENS.get(kind, "text"))

    def show_parts(self, icon: bool, key: bool) -> None:
        """Leave out the icon or the key cap where there is little room."""
        self._icon.setVisible(icon)
        self._cap.setVisible(key and bool(self._cap.text()))

    def words(self) -> str:
        """The text on the button, without the key."""
        return self._text.text()

    def _emphasise(self, on: bool) -> None:
        """What is chosen is bold, hence wider."""
        mark(self._text, "on", on)
        self.updateGeometry()

    def _lay_out(self, kind: str) -> None:
        row = QHBoxLayout(self)
        side = {"link": 6, "tab": 12, "segment": 12, "bare": 6}.get(kind, 10)
        row.setContentsMargins(side, 0, side, 0)
        row.setSpacing(8 if kind != "link" else 4)
        row.addStretch()
        for part in (self._icon, self._text, self._cap):
            part.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            row.addWidget(part)
        row.addStretch()

    def sizeHint(self) -> QSize:
        layout = self.layout()
        assert layout is not None
        return layout.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_enter(event):
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)


def _is_enter(event: QKeyEvent) -> bool:
    modifiers = event.modifiers() & ~QtCore.Qt.KeyboardModifier.KeypadModifier
    return event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter) and not modifiers


class ActionButton(KeyButton):
    """The button of one action: same text, same key, enabled with it."""

    def __init__(
        self,
        theme: Theme,
        actions: Actions,
        action_id: str,
        kind: str = "normal",
        size: str = "normal",
        text: str = "",
    ) -> None:
        self._action: QAction = actions[action_id]
        key = BY_ID[action_id]
        super().__init__(theme, text or self._action.text(), key.icon, cap(key), kind, size)
        self.setObjectName(f"button_{action_id}")
        self.clicked.connect(self._action.trigger)
        self._action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setEnabled(self._action.isEnabled())
        self.setToolTip(self._action.toolTip())


def _lines(answers: Sequence[str]) -> list[list[str]]:
    """The answers in lines that a narrow window has room for at the largest text."""
    lines: list[list[str]] = [[]]
    for answer in answers:
        if lines[-1] and sum(map(len, lines[-1])) + len(answer) > _LINE:
            lines.append([])
        lines[-1].append(answer)
    return lines


class Segments(QWidget):
    """A few answers side by side, long ones in several lines, of which one is chosen; arrows move, digits
    choose, Enter chooses and leads on (``left``)."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, answers: tuple[str, ...], question: str) -> None:
        super().__init__()
        self._buttons = {answer: KeyButton(theme, answer, kind="segment") for answer in answers}
        for answer, button in self._buttons.items():
            button.setCheckable(True)
            button.setAccessibleName(f"{question} {answer}")
            button.clicked.connect(lambda _checked=False, chosen=answer: self._choose(chosen))
            button.installEventFilter(self)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(4)
        for together in _lines(answers):
            row = QHBoxLayout()
            row.setSpacing(0)
            for answer in together:
                row.addWidget(self._buttons[answer])
            row.addStretch(1)
            body.addLayout(row)
        self.setAccessibleName(question)
        self.render_choice("")

    def render_choice(self, answer: str) -> None:
        """Show which answer holds."""
        for text, button in self._buttons.items():
            button.setChecked(text == answer)
        entry = self._buttons.get(answer) or next(iter(self._buttons.values()))
        for button in self._buttons.values():
            button.setProperty("focusPolicy", "TabFocus" if button is entry else "NoFocus")
        self.setFocusProxy(entry)

    def _choose(self, answer: str) -> None:
        self.render_choice(answer)
        self.chosen.emit(answer)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(watched, event)
        return super().eventFilter(watched, event)

    def _on_key(self, button: QObject, event: QKeyEvent) -> bool:
        answers = list(self._buttons)
        at = list(self._buttons.values()).index(button)  # type: ignore[arg-type]
        step = {int(QtCore.Qt.Key.Key_Right): 1, int(QtCore.Qt.Key.Key_Left): -1}.get(event.key())
        if step is not None:
            self._take(answers[(at + step) % len(answers)])
        elif _is_enter(event):
            if not event.isAutoRepeat():
                self._choose(answers[at])
                self.left.emit()
        elif event.text() in _DIGITS[: len(answers)] and event.text():
            self._take(answers[int(event.text()) - 1])
        else:
            return False
        return True

    def _take(self, answer: str) -> None:
        self._choose(answer)
        self._buttons[answer].setFocus(QtCore.Qt.FocusReason.TabFocusReason)
