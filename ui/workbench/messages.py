"""Lines above the work: what the clerk should know, and the evaluation that is waited for."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.common.actions import Actions
from ui.common.formatting import seconds_until
from ui.common.theme import Theme
from ui.common.widgets.buttons import ActionButton, KeyButton
from ui.common.widgets.frames import Bar, column, discard
from ui.shell.notices import in_words
from ui.workbench.state import WorkbenchState

if TYPE_CHECKING:
    from ui.workbench.view_model import WorkbenchViewModel


class Messages(QWidget):
    """Renders the bars. The clerk learns whether there was an evaluation, never which (好差评 is private)."""

    def __init__(self, view_model: WorkbenchViewModel, theme: Theme, actions: Actions) -> None:
        super().__init__()
        self._theme = theme
        self._actions = actions
        self._state = WorkbenchState()
        self._bars: list[tuple[str, Bar]] = []
        self._body = column(self, gap=6)
        self._view_model = view_model
        self._offered = False

    @cached_property
    def show_page(self) -> ActionButton:
        """Shows the citizen's page on this screen."""
        return ActionButton(self._theme, self._actions, "evaluation", "link")

    @cached_property
    def _skip(self) -> KeyButton:
        made = KeyButton(self._theme, self.tr("跳过"), kind="link")
        made.clicked.connect(self._view_model.skip_evaluation)
        return made

    @cached_property
    def _evaluation(self) -> Bar:
        """Made for the first citizen who is asked."""
        made = Bar(self._theme, self.show_page, self._skip)
        self._body.insertWidget(0, made)
        return made

    def render_state(self, state: WorkbenchState, now: datetime) -> None:
        """Show the lines."""
        fresh = [bar for bar in state.bars if bar not in self._state.bars]
        self._state = state
        warnings = state.item.warnings if state.item and state.ticket.phase == "serving" else ()
        bars = [(in_words(bar.text), bar.tone, bar.action) for bar in state.bars]
        if warnings:
            bars.append((" ".join(map(in_words, warnings)), "warn", ""))  # one bar: the form needs the room
        actions = [action for _, _, action in bars]
        if actions != [action for action, _ in self._bars]:
            self._rebuild(actions)
        for (text, tone, _), (_, bar) in zip(bars, self._bars, strict=True):
            bar.say(text, tone)
        for new in fresh:
            self._announce(in_words(new.text))
        self.render_time(now)
        self.setVisible(bool(bars) or self._evaluation_shown())

    def render_time(self, now: datetime) -> None:
        """Count down to the end of the evaluation."""
        state = self._state
        if state.evaluation == "none" and "_evaluation" not in self.__dict__:
            return
        asking = state.evaluation == "asking"
        self._evaluation.setVisible(self._evaluation_shown())
        self._skip.setVisible(asking)
        self.show_page.setVisible(asking and self._offered)
        left = seconds_until(state.evaluation_until, now) if state.evaluation_until else 0
        waited = self.tr("等待评价 {n} 秒") if state.nobody else self.tr("等待评价 {n} 秒；可以直接叫下一位")
        texts = {
            "asking": (waited.format(n=left), "info"),
            "given": (self.tr("已评价，谢谢"), "ok"),
            "declined": (self.tr("未评价"), "info"),
        }
        if state.evaluation in texts:
            self._evaluation.say(*texts[state.evaluation])

    def _evaluation_shown(self) -> bool:
        """The outcome belongs to the citizen who left: the next visit does not carry it along."""
        outcome, serving = self._state.evaluation, self._state.ticket.phase == "serving"
        return outcome == "asking" or (outcome != "none" and not serving)

    def offer_evaluation_page(self, offered: bool) -> None:
        """Offer to show the citizen's page on this screen."""
        self._offered = offered

    def _announce(self, text: str) -> None:
        """Let a screen reader say what appeared, wherever the keyboard is."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _rebuild(self, actions: list[str]) -> None:
        for _, bar in self._bars:
            discard(bar)
        self._bars = []
        for action in actions:
            buttons = [ActionButton(self._theme, self._actions, action, "link")] if action else []
            bar = Bar(self._theme, *buttons)
            self._body.addWidget(bar)
            self._bars.append((action, bar))
