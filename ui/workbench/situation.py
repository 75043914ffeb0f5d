"""The situation questions (情形): who comes, and what the catalogue asks."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ui.common.theme import Theme
from ui.common.widgets.buttons import Segments
from ui.common.widgets.frames import column, discard, line
from ui.common.widgets.labels import text_label
from ui.shell.notices import in_words
from ui.workbench.state import ItemState, QuestionState
from ui.workbench.view_model import WorkbenchViewModel


class Situation(QWidget):
    """Renders the questions of the active item. A question that stays keeps its buttons.

    ``ended`` says that Enter was pressed on an answer.
    """

    ended = Signal()

    def __init__(self, view_model: WorkbenchViewModel, theme: Theme) -> None:
        super().__init__()
        self._view_model = view_model
        self._theme = theme
        self._asked: tuple[QuestionState, ...] = ()
        self._rows: list[tuple[QLabel, Segments]] = []
        self.setProperty("kind", "plain")
        self._comes = Segments(theme, (self.tr("本人"), self.tr("代办")), self.tr("谁来办理"))
        self._comes.chosen.connect(lambda text: view_model.set_agent(text == self.tr("代办")))
        self._card = Segments(theme, (self.tr("申请人"), self.tr("代理人")), self.tr("读谁的证"))
        self._card.chosen.connect(lambda text: view_model.aim_card_at_agent(text == self.tr("代理人")))
        self._card_label = text_label(self.tr("读谁的证"), "second")
        self._change = text_label(role="small", wrap=True)
        for segments in (self._comes, self._card):
            segments.left.connect(self.ended)
        self._grid = QGridLayout()
        self._build()

    def _build(self) -> None:
        head = line()
        head.addWidget(text_label(self.tr("办理情形"), "h2"))
        head.addWidget(self._change, 1)
        who = line(gap=12)
        who.addWidget(self._comes)
        who.addWidget(self._card_label)
        who.addWidget(self._card)
        who.addStretch(1)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(text_label(self.tr("谁来办理？")), 0, 0)
        self._grid.addLayout(who, 0, 1)
        body = column(self, gap=8)
        body.addLayout(head)
        body.addLayout(self._grid)

    def render_item(self, item: ItemState, by_agent: bool, card_for_agent: bool) -> None:
        """Show the questions and who comes."""
        self._comes.render_choice(self.tr("代办") if by_agent else self.tr("本人"))
        self._card_label.setVisible(by_agent)
        self._card.setVisible(by_agent)
        self._card.render_choice(self.tr("代理人") if card_for_agent else self.tr("申请人"))
        change = item.material_change
        self._change.setText(in_words(change) if change else "")
        if _asks(item.questions) != _asks(self._asked):
            self._rebuild(item.questions)
        self._asked = item.questions
        for question, (_, segments) in zip(item.questions, self._rows, strict=True):
            segments.render_choice(question.chosen)
        self.setEnabled(item.received_at is None)

    def focus_question(self, text: str) -> None:
        """Go to a question, or to the first that is open."""
        for question, (_, segments) in zip(self._asked, self._rows, strict=True):
            if question.text == text or (not text and not question.chosen):
                segments.setFocus()
                return

    def question_of(self, focused: QWidget | None) -> str:
        """The question whose buttons have the keyboard; empty for none."""
        for question, (_, segments) in zip(self._asked, self._rows, strict=True):
            if focused is not None and segments.isAncestorOf(focused):
                return question.text
        return ""

    def _rebuild(self, questions: tuple[QuestionState, ...]) -> None:
        known = dict(zip(_asks(self._asked), self._rows, strict=True))
        asks = _asks(questions)
        self._rows = [known.pop(ask) if ask in known else self._make_row(*ask) for ask in asks]
        for label, segments in known.values():
            discard(label, segments)
        for row, (label, segments) in enumerate(self._rows, start=1):
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(segments, row, 1)

    def _make_row(self, text: str, answers: tuple[str, ...]) -> tuple[QLabel, Segments]:
        segments = Segments(self._theme, answers, text)
        segments.chosen.connect(lambda answer: self._view_model.answer(text, answer))
        segments.left.connect(self.ended)
        return text_label(text, wrap=True), segments


def _asks(questions: tuple[QuestionState, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """The questions without what was answered."""
    return [(question.text, question.answers) for question in questions]
