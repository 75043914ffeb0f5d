"""The citizen's window: five faces with words, and thanks. It shows no name, number or case of anybody."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStackedWidget, QWidget

from app.core.clock import Clock
from ui.common.formatting import seconds_until
from ui.common.theme import Theme
from ui.common.widgets.frames import column, line
from ui.common.widgets.labels import Icon, text_label
from ui.evaluation.state import EvaluationState
from ui.workbench.view_model import WorkbenchViewModel

_STARS = (5, 4, 3, 2, 1)
_LARGEST = 120
_TINTS = {5: "ok", 4: "ok", 3: "accent", 2: "warn", 1: "bad"}


class _Drawing(Icon):
    """A face as large as there is room, up to its size: half a face says nothing."""

    def __init__(self, theme: Theme, name: str, token: str) -> None:
        super().__init__(theme, name, token, _LARGEST)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(40), self._theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.rect()
        place = QRect(0, 0, min(room.width(), room.height()), min(room.width(), room.height()))
        place.moveCenter(room.center())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(place, self._theme.icon(self._name, self._token, _LARGEST))


class Face(QPushButton):
    """One grade: a face, its word and the digit that chooses it. At least 30 mm on a 96 dpi screen."""

    def __init__(self, theme: Theme, star: int, words: str, digit: str) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "face")
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        body = column(self, (8, 16, 8, 16), 12)
        body.addStretch(1)
        self.drawing = _Drawing(theme, f"face_{star}", _TINTS[star])
        body.addWidget(self.drawing, 0, Qt.AlignmentFlag.AlignHCenter)
        self.digit = text_label(digit, "digit")
        for label in (text_label(words, "grade"), self.digit):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            body.addWidget(label)
        body.addStretch(1)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(280))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(140), self._theme.px(160))


class EvaluationPage(QWidget):
    """Renders EvaluationState; digits 1 to 5 choose a face as well.

    ``finished`` says that nothing is asked any more.
    """

    finished = Signal()

    def __init__(self, view_model: WorkbenchViewModel, theme: Theme, clock: Clock) -> None:
        super().__init__()
        self._view_model = view_model
        self._clock = clock
        self._state = EvaluationState()
        self.setProperty("kind", "citizen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("服务评价"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._hall = text_label(role="hall")
        self._question = text_label(role="hall")
        self._left = text_label(role="second")
        self.faces = [
            Face(theme, star, words, self.tr("按 {n} 键").format(n=digit))
            for digit, (star, words) in enumerate(zip(_STARS, self._words(), strict=True), start=1)
        ]
        self._pages = QStackedWidget()
        for page in (self._build_idle(), self._build_question(), self._build_thanks(theme)):
            self._pages.addWidget(page)
        column(self, (32, 32, 32, 32)).addWidget(self._pages)
        theme.dress(self)
        second = QTimer(self)
        second.setInterval(1000)
        second.timeout.connect(self.render_time)
        second.start()
        view_model.evaluation_state_changed.connect(self.render_state)
        self.render_state(self._state)

    def _words(self) -> tuple[str, ...]:
        return (
            self.tr("非常满意"),
            self.tr("满意"),
            self.tr("基本满意"),
            self.tr("不满意"),
            self.tr("非常不满意"),
        )

    def _build_idle(self) -> QWidget:
        welcome = text_label(self.tr("欢迎您来办事"), "grade")
        return _centred(self._hall, welcome)

    def _build_question(self) -> QWidget:
        page = QWidget()
        body = column(page, gap=16)
        row = line(gap=16)
        for star, face in zip(_STARS, self.faces, strict=True):
            face.clicked.connect(lambda _checked=False, given=star: self._give(given))
            row.addWidget(face)
        for label in (self._question, self._left):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        body.addStretch(1)
        body.addWidget(self._question)
        body.addLayout(row, 6)
        body.addWidget(self._left)
        body.addStretch(1)
        return page

    def _build_thanks(self, theme: Theme) -> QWidget:
        return _centred(
            Icon(theme, "done", "ok", 96),
            text_label(self.tr("谢谢您的评价"), "hall"),
            text_label(self.tr("评价不会让窗口人员看到，只用来改进服务。"), "grade", wrap=True),
        )

    @Slot(object)
    def render_state(self, state: EvaluationState) -> None:
        """Show the state."""
        before, self._state = self._state.phase, state
        self._hall.setText(state.hall_name)
        self._question.setText(self.tr("请评价 {clerk} 的服务").format(clerk=state.clerk_name))
        self._pages.setCurrentIndex(("idle", "asking", "thanks").index(state.phase))
        self.render_time()
        if state.phase == "asking" and before != "asking":
            self.setFocus()
        if state.phase == "idle" and before != "idle":
            self.finished.emit()

    def offer_keys(self, offered: bool) -> None:
        """Say under each face which key chooses it, where there is a keyboard."""
        for face in self.faces:
            face.digit.setVisible(offered)

    @Slot()
    def render_time(self) -> None:
        """Show how long the question stays."""
        left = seconds_until(self._state.until, self._clock.now()) if self._state.until else 0
        self._left.setText(self.tr("还有 {n} 秒，不评价也可以").format(n=left))

    def _give(self, star: int) -> None:
        if self._state.phase == "asking":
            self._view_model.evaluate(star)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in ("1", "2", "3", "4", "5"):
            self._give(_STARS[int(event.text()) - 1])
        else:
            super().keyPressEvent(event)


def _centred(*parts: QWidget) -> QWidget:
    page = QWidget()
    body = column(page, gap=24)
    body.addStretch(1)
    for part in parts:
        body.addWidget(part, 0, Qt.AlignmentFlag.AlignCenter)
    body.addStretch(1)
    return page
