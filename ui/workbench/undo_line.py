"""What was just done and can be taken back, in the column beside the work: no part of that moves for it."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from PySide6.QtWidgets import QFrame

from ui.common.actions import Actions
from ui.common.formatting import seconds_until
from ui.common.theme import Theme
from ui.common.widgets.buttons import ActionButton
from ui.common.widgets.frames import Toast, line
from ui.shell.notices import word
from ui.workbench.state import UndoOffer


class UndoLine(QFrame):
    """Renders an UndoOffer while there is one."""

    def __init__(self, theme: Theme, actions: Actions) -> None:
        super().__init__()
        self._theme = theme
        self._actions = actions
        self._row = line(self, (8, 6, 8, 6))
        self.hide()

    @cached_property
    def _toast(self) -> Toast:
        undo = ActionButton(self._theme, self._actions, "undo")
        undo.show_parts(icon=False, key=True)
        made = Toast(undo)
        self._row.addWidget(made)
        return made

    def render_offer(self, offer: UndoOffer | None, now: datetime) -> None:
        """Show what can be taken back and for how long."""
        if offer is not None:
            self._toast.say(word(offer.what.code, offer.what.params).what, seconds_until(offer.until, now))
        self.setVisible(offer is not None)
