"""The right column: materials and records; in a narrow window the ticket stands above them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from ui.common.theme import Theme
from ui.common.widgets.frames import column, rule
from ui.common.widgets.labels import text_label
from ui.common.widgets.tabs import Tab, TabLine
from ui.workbench.materials import Materials, is_missing
from ui.workbench.records import Records
from ui.workbench.state import ItemState, WorkbenchState
from ui.workbench.view_model import WorkbenchViewModel

_MATERIALS, _RECORDS = 0, 1


class SidePanel(QFrame):
    """Renders the materials of the active item and the records of the visit."""

    def __init__(self, view_model: WorkbenchViewModel, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAccessibleName(self.tr("材料与记录"))
        self._theme = theme
        self._tall = False
        self.materials = Materials(view_model, theme)
        self.records = Records(theme)
        self._tabs = TabLine(theme, self.tr("材料与记录"), self.tr("更多"))
        self._tabs.chosen.connect(self.open)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.materials)
        self._pages.addWidget(self.records)
        self._below = QWidget()
        self._below.setProperty("kind", "plain")
        self._below_body = column(self._below, (1, 0, 1, 8), 4)
        title = text_label(self.tr("办理记录"), "h2")
        title.setContentsMargins(14, 10, 14, 0)
        self._below_body.addWidget(rule())
        self._below_body.addWidget(title)
        self._below.hide()
        body = column(self, (1, 1, 1, 1))
        body.addWidget(self._tabs)
        body.addWidget(rule())
        body.addWidget(self._pages)
        body.addWidget(self._below, 1)
        self._item: ItemState | None = None

    def render_state(self, state: WorkbenchState) -> None:
        """Show materials and records."""
        if _case_of(state.item) != _case_of(self._item):
            self._pages.setCurrentIndex(_MATERIALS)
        self._item = state.item
        self.materials.render_item(state.item)
        self.records.render_records(state.records)
        self._render_tabs()

    def open(self, index: int) -> None:
        """Open a tab."""
        self._pages.setCurrentIndex(index)
        self._render_tabs()

    def focus_material(self, key: str) -> None:
        """Give the keyboard to the list of materials, with this one selected; no key: the one that is."""
        self.open(_MATERIALS)
        if key:
            self.materials.list.select_key(key)
        self.materials.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_records(self) -> None:
        """Give the keyboard to the list of records."""
        self.open(_RECORDS)
        self.records.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def arrange(self, tall: bool) -> None:
        """In a tall window the records stand below the materials, else they are a tab."""
        if tall == self._tall:
            return
        self._tall = tall
        if tall:
            self._below_body.addWidget(self.records, 1)
            self.records.show()
        else:
            self._pages.addWidget(self.records)
        self._below.setVisible(tall)
        self._render_tabs()

    @property
    def counted(self) -> tuple[int, int]:
        """How many materials are no gap, of how many."""
        materials = self._item.materials if self._item else ()
        return sum(1 for each in materials if not is_missing(each)), len(materials)

    def _render_tabs(self) -> None:
        there, listed = self.counted
        count = f" {there}/{listed}" if listed else ""
        tabs = (Tab(self.tr("材料") + count), Tab(self.tr("办理记录")))
        self._tabs.show_tabs(tabs[:1] if self._tall else tabs, min(self._pages.currentIndex(), 1))


def _case_of(item: ItemState | None) -> str:
    return item.case_id if item else ""
