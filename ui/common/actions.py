"""One QAction for each row of the key map; buttons, keys, the search list and tests all trigger these."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence

from ui.common.keymap import BY_ID, KEYMAP, Key, cap


class Actions(QObject):
    """The actions of a window.

    An input method may hold a half-typed word (预编辑) when a function key is pressed; every action
    commits it first, so that nothing typed is lost. Holding a key down does not repeat its action.
    """

    def __init__(self, trigger: Callable[[str], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._trigger = trigger
        self._made = {key.id: self._make(key) for key in KEYMAP}
        self._told: tuple[Collection[str], Mapping[str, str]] | None = None

    def __getitem__(self, action_id: str) -> QAction:
        return self._made[action_id]

    def all(self) -> list[QAction]:
        """Every action, in the order of the key map."""
        return list(self._made.values())

    def enable(self, enabled: Collection[str], refused: Mapping[str, str]) -> None:
        """Let only ``enabled`` act; ``refused`` says in words why another one does not. Only a change costs
        anything."""
        if (enabled, refused) == self._told:
            return
        self._told = enabled, refused
        for action_id, action in self._made.items():
            action.setEnabled(action_id in enabled)
            tip = refused.get(action_id) or self._tip(BY_ID[action_id])
            if action.toolTip() != tip:
                action.setToolTip(tip)

    def _make(self, key: Key) -> QAction:
        action = QAction(self)
        action.setText(text_of(key))
        action.setObjectName(key.id)
        action.setShortcuts([QKeySequence(each) for each in key.keys])
        action.setAutoRepeat(False)
        action.setToolTip(self._tip(key))
        action.triggered.connect(lambda _checked=False, name=key.id: self._perform(name))
        return action

    def _perform(self, action_id: str) -> None:
        QGuiApplication.inputMethod().commit()
        self._trigger(action_id)

    @staticmethod
    def _tip(key: Key) -> str:
        pattern = QCoreApplication.translate("keymap", "{action}（{key}）")
        return pattern.format(action=text_of(key), key=cap(key))


def text_of(key: Key) -> str:
    """The text of an action in the language of the person."""
    return QCoreApplication.translate("keymap", key.text)
