"""The items (事项) of the visit as tabs with their state, and the keys to add or take out one."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from ui.common.actions import Actions
from ui.common.theme import Theme
from ui.common.widgets.buttons import ActionButton
from ui.common.widgets.frames import line
from ui.common.widgets.tabs import Tab, TabLine
from ui.workbench.state import ItemState, ItemTab
from ui.workbench.view_model import WorkbenchViewModel

_MARKS: Final = {
    "todo": ("todo", "text2"),
    "working": ("working", "accent"),
    "gap": ("clock", "warn"),
    "done": ("done", "ok"),
}


class ItemTabs(QWidget):
    """Renders the item tabs; a long title is cut and told whole in the tool tip, with the case number."""

    def __init__(self, view_model: WorkbenchViewModel, theme: Theme, actions: Actions) -> None:
        super().__init__()
        self.line = TabLine(theme, self.tr("本次办理的事项"), self.tr("更多"))
        self.line.chosen.connect(view_model.select_item)
        self._remove = ActionButton(theme, actions, "remove_item", "bare")
        name = self._remove.words()
        self._remove.say("", "")
        self._remove.setAccessibleName(name)
        row = line(self, (6, 2, 8, 0), 4)
        row.addWidget(self.line, 1)
        row.addWidget(self._remove)
        row.addWidget(ActionButton(theme, actions, "add_item", "link"))

    def render_tabs(self, tabs: tuple[ItemTab, ...], active: int, item: ItemState | None) -> None:
        """Show the tabs with the active one open."""
        self.line.show_tabs(tuple(_tab(number, tab) for number, tab in enumerate(tabs, start=1)), active)
        self._remove.setVisible(item is not None and item.received_at is None)


def _tab(number: int, tab: ItemTab) -> Tab:
    icon, token = _MARKS[tab.mark]
    return Tab(f"{number} {tab.title}", icon, token, tab.case_no)
