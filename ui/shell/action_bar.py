"""The bottom line: what can be done now. Buttons change their state, never their place."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from ui.common.actions import Actions, text_of
from ui.common.keymap import BY_ID
from ui.common.theme import Theme
from ui.common.widgets.buttons import ActionButton
from ui.common.widgets.frames import line

_ROOMY, _NORMAL = 1300, 1000
_LEFT = ("call_next", "recall", "miss", "walk_in")
_MIDDLE = ("read_card", "documents")
_RIGHT = ("receive", "finish")


class ActionBar(QFrame):
    """The buttons of the visit. ``show_primary`` fills the one that is next, or none of them."""

    def __init__(self, theme: Theme, actions: Actions) -> None:
        super().__init__()
        self.setProperty("kind", "actions")
        self._buttons: dict[str, ActionButton] = {}
        row = line(self, (16, 0, 16, 0), 8)
        for number, group in enumerate((_LEFT, _MIDDLE, _RIGHT)):
            if number:
                row.addSpacing(16)
            if group is _RIGHT:
                row.addStretch(1)
            for action_id in group:
                self._buttons[action_id] = ActionButton(theme, actions, action_id, size="action")
                row.addWidget(self._buttons[action_id])

    def show_primary(self, action_id: str) -> None:
        """Fill the button at the right end that comes next; any other action has its large button above."""
        for each in _RIGHT:
            self._buttons[each].show_kind("primary" if each == action_id else "normal")

    def arrange(self, room: int) -> None:
        """Where there is little room (pixels at 100 % text) the icons go, then the long words."""
        brief = {"receive": self.tr("受理"), "finish": self.tr("办结")} if room < _NORMAL else {}
        for action_id, button in self._buttons.items():
            button.show_parts(icon=room >= _ROOMY, key=True)
            button.say(brief.get(action_id) or text_of(BY_ID[action_id]))
