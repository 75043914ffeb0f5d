"""The item in hand: its tab, its questions, its form, and what is still missing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from ui.common.actions import Actions
from ui.common.theme import Theme
from ui.common.widgets.buttons import ActionButton
from ui.common.widgets.frames import FollowingScroll, column, rule
from ui.common.widgets.labels import text_label
from ui.workbench.form import Form
from ui.workbench.gap_bar import GapBar
from ui.workbench.item_tabs import ItemTabs
from ui.workbench.situation import Situation
from ui.workbench.state import ItemState, WorkbenchState
from ui.workbench.view_model import WorkbenchViewModel


class WorkCard(QFrame):
    """Renders the items of the visit and the active one. Only the questions and the form scroll."""

    def __init__(self, view_model: WorkbenchViewModel, theme: Theme, actions: Actions) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAccessibleName(self.tr("事项"))
        self._theme = theme
        self._case = ""
        self.tabs = ItemTabs(view_model, theme, actions)
        self._edge = rule()
        self.situation = Situation(view_model, theme)
        self.form = Form(view_model, theme)
        self.gap_bar = GapBar(theme, actions)
        self.pick_item = ActionButton(theme, actions, "add_item", "primary", "large", self.tr("选事项"))
        self._scroll = FollowingScroll()
        self._pages = QStackedWidget()
        self._item = self._build_item()
        self._pages.addWidget(self._build_empty())
        self._pages.addWidget(self._item)
        self.form.reached.connect(lambda field: self._scroll.ensureWidgetVisible(field, 0, 24))
        body = column(self, (1, 1, 1, 1))
        body.addWidget(self.tabs)
        body.addWidget(self._edge)
        body.addWidget(self._pages, 1)

    def _build_item(self) -> QWidget:
        content = QWidget()
        content.setProperty("kind", "plain")
        inner = column(content, (16, 12, 16, 12), 12)
        inner.addWidget(self.situation)
        inner.addWidget(rule())
        inner.addWidget(self.form)
        inner.addStretch(1)
        self._scroll.setWidget(content)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        page.setProperty("kind", "plain")
        outer = column(page, (0, 0, 0, 0))
        outer.addWidget(self._scroll, 1)
        foot = column(margins=(12, 8, 12, 12))
        foot.addWidget(self.gap_bar)
        outer.addLayout(foot)
        return page

    def _build_empty(self) -> QWidget:
        page = QWidget()
        page.setProperty("kind", "plain")
        body = column(page, (24, 24, 24, 24), 12)
        title = text_label(self.tr("还没有选事项"), "h1")
        how = text_label(
            self.tr("输入事项名称、拼音首字母或编码就能找到；一次可以办几件，共用申请人信息和材料。"),
            "second",
            wrap=True,
        )
        body.addStretch(2)
        for label in (title, how):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            body.addWidget(label)
        body.addWidget(self.pick_item, 0, Qt.AlignmentFlag.AlignCenter)
        body.addStretch(3)
        return page

    def render_state(self, state: WorkbenchState) -> None:
        """Show the tabs and the active item."""
        if state.item is not None:
            # Before its page is shown: on one that stands, Qt lays out everything for each part that comes.
            self._render_item(state.item, state)
        self.tabs.render_tabs(state.tabs, state.active, state.item)
        self._pages.setCurrentIndex(0 if state.item is None else 1)
        for part in (self.tabs, self._edge):
            part.setVisible(bool(state.tabs))

    def _render_item(self, item: ItemState, state: WorkbenchState) -> None:
        if item.case_id != self._case:
            self._case = item.case_id
            self._scroll.verticalScrollBar().setValue(0)  # where the last item was left says nothing of this
        self.situation.render_item(item, state.by_agent, state.card_for_agent)
        self.form.render_item(item, state.saved_at)
        self.gap_bar.render_item(item)

    def arrange(self, room: int, height: int) -> None:
        """Lay out for ``room`` pixels of width in a window of this height (both at 100 % text)."""
        self.gap_bar.arrange(height)
        self.form.set_columns(3 if room >= 1040 else 2 if room >= 500 else 1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._scroll.verticalScrollBar().setSingleStep(self._theme.px(34))
