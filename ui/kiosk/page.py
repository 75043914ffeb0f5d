"""The ticket machine's one page: tiles, or a message in their place."""

from __future__ import annotations

from string import Template

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

import resources
from ui.common.fonts import font
from ui.common.tokens import TOKENS, as_dict
from ui.kiosk import words
from ui.kiosk.measures import Measures, measures
from ui.kiosk.message import message_of
from ui.kiosk.message_panel import MessagePanel
from ui.kiosk.state import KioskState
from ui.kiosk.tile import TileButton

_DIGITS = "123456"


class KioskPage(QWidget):
    """Shows a KioskState; says what was touched. The digits 1 to 6 do what the tiles do."""

    chosen = Signal(int)
    """The digit of a tile."""
    large_toggled = Signal()
    message_closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state: KioskState | None = None
        self.setObjectName("kiosk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        template = Template(resources.path("styles/kiosk.qss").read_text("utf-8"))
        self.setStyleSheet(template.substitute(as_dict(TOKENS["light"])))
        self._build()

    def render_state(self, state: KioskState) -> None:
        """Show a state."""
        self._state = state
        sizes = measures(self.width(), self.height(), large=state.large)
        message = message_of(state)
        self._render_frame(state, sizes)
        self._close.setVisible(message is not None and message.closable)
        self._home.setVisible(message is None)
        self._message.setVisible(message is not None)
        if message is None:
            self._render_tiles(state, sizes)
        else:
            self._message.show_message(message, sizes)

    def show_full_screen(self) -> None:
        """Fill the screen, without a cursor: it is touched."""
        self.setCursor(Qt.CursorShape.BlankCursor)
        # Where no window manager runs, nobody else makes it that large.
        self.setGeometry(self.screen().geometry())
        self.showFullScreen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit is the tile that bears it."""
        if event.text() and event.text() in _DIGITS and not event.isAutoRepeat():
            self.chosen.emit(int(event.text()))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        if self._state is not None:
            self.render_state(self._state)

    def _build(self) -> None:
        self._hall, self._clock = self._label("hall"), self._label("clock")
        self._standing, self._invitation = self._label("standing"), self._label("invitation")
        self._large, self._close = self._button("plain"), self._button("primary")
        self._large.clicked.connect(self.large_toggled)
        self._close.clicked.connect(self.message_closed)
        self._message = MessagePanel(self)
        self._home = QWidget(self)
        self._tiles: list[TileButton] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        home = QVBoxLayout(self._home)
        home.setContentsMargins(0, 0, 0, 0)
        home.addWidget(self._invitation)
        home.addLayout(self._grid, 1)
        head = QHBoxLayout()
        head.addWidget(self._hall, 1)
        head.addWidget(self._clock)
        foot = QGridLayout()
        foot.setSpacing(0)
        foot.addWidget(self._close, 0, 1)
        foot.addWidget(self._large, 0, 2, Qt.AlignmentFlag.AlignRight)
        for side in (0, 2):
            foot.setColumnStretch(side, 1)
        self._frame = QVBoxLayout(self)
        # The page is as large as the screen, whatever stands on it.
        self._frame.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._frame.addLayout(head)
        self._frame.addWidget(self._standing)
        self._frame.addWidget(self._home, 1)
        self._frame.addWidget(self._message, 1)
        self._frame.addLayout(foot)

    def _render_frame(self, state: KioskState, sizes: Measures) -> None:
        self._frame.setContentsMargins(2 * sizes.gap, sizes.gap, 2 * sizes.gap, 2 * sizes.gap)
        self._frame.setSpacing(sizes.gap)
        self._hall.setText(state.hall_name)
        self._hall.setFont(font(sizes.text, True))
        self._clock.setText(f"{state.now:%H:%M}")
        self._clock.setFont(font(sizes.text))
        self._standing.setText(words.standing(state))
        self._standing.setFont(font(sizes.small))
        # A number has the screen for itself.
        self._standing.setVisible(state.given is None and bool(self._standing.text()))
        self._large.setText(words.usual() if state.large else words.large())
        self._large.setFont(font(sizes.text))
        self._large.setMinimumSize(2 * sizes.target, sizes.target)
        self._close.setText(words.done())
        self._close.setFont(font(sizes.text, True))
        self._close.setMinimumSize(4 * sizes.target, sizes.target)

    def _render_tiles(self, state: KioskState, sizes: Measures) -> None:
        self._invitation.setText(words.invitation())
        self._invitation.setFont(font(sizes.main, True))
        self._invitation.setMinimumHeight(sizes.above)
        self._grid.setSpacing(sizes.gap)
        while len(self._tiles) < len(state.tiles):
            self._tiles.append(self._new_tile(len(self._tiles) + 1))
        for place, (button, tile) in enumerate(zip(self._tiles, state.tiles, strict=True)):
            self._grid.addWidget(button, *divmod(place, sizes.columns))
            button.show_tile(tile, sizes)

    def _new_tile(self, digit: int) -> TileButton:
        button = TileButton(self._home)
        button.clicked.connect(lambda: self.chosen.emit(digit))
        return button

    def _button(self, role: str) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("role", role)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    def _label(self, role: str) -> QLabel:
        label = QLabel(self)
        label.setProperty("role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(role != "clock")
        centred = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        if role in ("standing", "invitation"):
            label.setAlignment(centred)
        return label
