"""The materials of the active item: where each stands, set by one digit."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.common.theme import Theme
from ui.common.widgets.buttons import KeyButton
from ui.common.widgets.frames import column
from ui.common.widgets.labels import text_label
from ui.common.widgets.rows import Row, RowList
from ui.shell.notices import word
from ui.workbench.state import ItemState, MaterialRow
from ui.workbench.view_model import WorkbenchViewModel
from ui.workbench.wording import MATERIAL_STATES, material_look

_IN_A_ROW = 3


class Materials(QWidget):
    """Renders the materials list. Digits 0 to 5 set the state of the selected one, Space takes it in."""

    def __init__(self, view_model: WorkbenchViewModel, theme: Theme) -> None:
        super().__init__()
        self._view_model = view_model
        self._theme = theme
        self._materials: dict[str, MaterialRow] = {}
        self._received = False
        self._case = ""
        self.setProperty("kind", "plain")
        self.list = RowList(theme, self.tr("材料清单"))
        self.list.digit.connect(self._set)
        self.list.toggled.connect(self._toggle)
        self.list.selectionModel().currentChanged.connect(self._select)
        self._rendering = False
        self._offered: list[int] | None = None
        self._empty = text_label(role="second", wrap=True)
        self._empty.setContentsMargins(16, 12, 16, 12)
        self._buttons = [self._make_button(state) for state in range(len(MATERIAL_STATES))]
        self._buttons_box = QWidget()
        self._buttons_box.setProperty("kind", "plain")
        self._grid = QGridLayout(self._buttons_box)
        self._grid.setContentsMargins(12, 8, 12, 8)
        for place in range(_IN_A_ROW):
            self._grid.setColumnStretch(place, 1)
        body = column(self)
        body.addWidget(self._empty)
        body.addWidget(self.list)
        body.addWidget(self._buttons_box)
        body.addStretch(1)

    def render_item(self, item: ItemState | None) -> None:
        """Show the materials and what may be said about the selected one."""
        no_item, nothing = self.tr("选了事项以后，要收的材料列在这里。"), self.tr("这种情形不用交材料。")
        self._empty.setText(no_item if item is None else nothing)
        item = item or ItemState()
        self._materials = {each.code: each for each in item.materials}
        self._received = item.received_at is not None
        self._rendering = True
        self.list.show_rows(tuple(self._row(each) for each in item.materials))
        if item.case_id != self._case or not self.list.current_key():
            self._case = item.case_id
            first = next((each for each in item.materials if is_missing(each)), None)
            first = first or next(iter(item.materials), None)
            self.list.select_key(first.code if first else "")
        self._rendering = False
        self._empty.setVisible(not item.materials)
        self.list.setVisible(bool(item.materials))
        self._render_buttons()

    def _row(self, material: MaterialRow) -> Row:
        text, tone, icon, token = material_look(material.state, material.required)
        detail = word(material.detail.code, material.detail.params).what
        used = self.tr("、").join(str(n) for n in material.used_for)
        shared = self.tr("用于 {items}").format(items=used) if len(material.used_for) > 1 else ""
        subtitle = " · ".join(part for part in (detail, self._pages(material), shared) if part)
        return Row(material.code, material.name, "", subtitle, text, tone, icon, token, strong=True)

    def _pages(self, material: MaterialRow) -> str:
        if not material.pages:
            return ""
        there = self.tr("{n} 页 {size} KB").format(n=material.pages, size=material.kilobytes)
        waiting = self.tr("待上传 {n}").format(n=material.waiting) if material.waiting else ""
        return " ".join(part for part in (there, waiting) if part)

    def _select(self) -> None:
        """Buttons and pages are for the material that the clerk selects."""
        if self._rendering:
            return
        self._render_buttons()
        if code := self.list.current_key():
            self._view_model.capture.aim(code)

    def _make_button(self, state: int) -> KeyButton:
        text, _, icon, _ = material_look(state, required=True)
        button = KeyButton(self._theme, text, icon, str(state))
        button.clicked.connect(lambda: self._set(self.list.current_key(), state))
        return button

    def _render_buttons(self) -> None:
        """Offer exactly the states that this material may take and does not have."""
        material = self._materials.get(self.list.current_key())
        offered = (
            [] if material is None or self._received else [n for n in material.allowed if n != material.state]
        )
        if offered == self._offered:
            return
        self._offered = offered
        self._buttons_box.hide()  # In a box that stands, Qt would lay out the window for each that is shown.
        for button in self._buttons:
            button.hide()
        for place, state in enumerate(offered):
            self._grid.addWidget(self._buttons[state], *divmod(place, _IN_A_ROW))
            self._buttons[state].show()
        self._buttons_box.setVisible(bool(offered))

    def _set(self, code: str, state: int) -> None:
        if code in self._materials and state < len(MATERIAL_STATES):
            self._view_model.set_material(code, state)

    def _toggle(self, code: str) -> None:
        self._set(code, 1 if self._materials[code].state == 0 else 0)


def is_missing(material: MaterialRow) -> bool:
    """Whether the item cannot be received because of this material."""
    return material.required and material.state == 0
