"""The look in force: tokens, text scale and the one style sheet filled from them.

Widgets carry dynamic properties (``kind``, ``tone``, ``role``…) and the style sheet reads them; what paints
itself asks the theme. A window is dressed once and follows every later change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Template

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPalette, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

import resources
from ui.common import fonts
from ui.common.icons import IconCache
from ui.common.tokens import TOKENS, Appearance, Tokens, as_dict


class _Sheet(Mapping[str, str]):
    """What the style sheet may name: the tokens, and ``px_N`` for N pixels at 100 % text."""

    def __init__(self, tokens: Tokens, scale: int) -> None:
        self._colours = as_dict(tokens)
        self._scale = scale

    def __getitem__(self, name: str) -> str:
        if name.startswith("px_"):
            return f"{scaled(int(name[3:]), self._scale)}px"
        return self._colours[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._colours)

    def __len__(self) -> int:
        return len(self._colours)


def mark(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet reads. Only a change costs anything.

    It reaches the widget and the labels right in it: no rule of the sheet asks more of a parent.
    """
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if not _dressed(widget):
        return
    for each in (widget, *(child for child in widget.children() if isinstance(child, QLabel))):
        each.style().unpolish(each)
        each.style().polish(each)


def _dressed(widget: QWidget | None) -> bool:
    """Whether a style sheet reaches a widget; before that nothing has to be drawn by another rule."""
    while widget is not None and not widget.styleSheet():
        widget = widget.parentWidget()
    return widget is not None


def scaled(pixels: int, scale: int) -> int:
    """Pixels at 100 % text, at another text scale in percent."""
    return round(pixels * scale / 100)


class Theme(QObject):
    """Holds the appearance and announces every change of it with ``changed``."""

    changed = Signal()

    def __init__(self, appearance: Appearance = Appearance()) -> None:  # noqa: B008
        super().__init__()
        self._appearance = appearance
        self._icons = IconCache()
        self._template = Template(resources.path("styles/base.qss").read_text("utf-8"))

    @property
    def appearance(self) -> Appearance:
        """What is in force."""
        return self._appearance

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return TOKENS[self._appearance.mode]

    def set_appearance(self, appearance: Appearance) -> None:
        """Change mode or text scale while the program runs."""
        if appearance != self._appearance:
            self._appearance = appearance
            self.changed.emit()

    def px(self, pixels: int) -> int:
        """A length given at 100 % text, at the scale in force."""
        return scaled(pixels, self._appearance.scale)

    def colour(self, token: str) -> QColor:
        """A token as a colour to paint with."""
        return QColor(getattr(self.tokens, token))

    def font(self, pixels: int, bold: bool = False) -> QFont:
        """The program's font, size given at 100 % text."""
        return fonts.font(self.px(pixels), bold)

    def icon(self, name: str, token: str, size: int) -> QPixmap:
        """An icon tinted with a token; ``size`` is given at 100 % text."""
        return self._icons.pixmap(name, getattr(self.tokens, token), self.px(size))

    def style_sheet(self) -> str:
        """The style sheet of the look in force."""
        return self._template.substitute(_Sheet(self.tokens, self._appearance.scale))

    def dress(self, window: QWidget) -> None:
        """Put the look on a top-level window and keep it up to date."""
        _Outfit(window, self)

    def palette(self) -> QPalette:
        """The colours that Qt itself asks for: selection, placeholder, tool tips."""
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: "app",
            QPalette.ColorRole.WindowText: "text",
            QPalette.ColorRole.Base: "surface",
            QPalette.ColorRole.Text: "text",
            QPalette.ColorRole.Button: "surface",
            QPalette.ColorRole.ButtonText: "text",
            QPalette.ColorRole.Highlight: "accent",
            QPalette.ColorRole.HighlightedText: "on_accent",
            QPalette.ColorRole.PlaceholderText: "text3",
            QPalette.ColorRole.ToolTipBase: "surface",
            QPalette.ColorRole.ToolTipText: "text",
            QPalette.ColorRole.Link: "accent",
        }
        for role, token in roles.items():
            palette.setColor(role, self.colour(token))
        return palette


class _Outfit(QObject):
    """Keeps one window dressed; lives and dies with it."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        theme.changed.connect(self.wear)
        self.wear()

    @Slot()
    def wear(self) -> None:
        """Put on what is in force."""
        self._window.setStyleSheet(self._theme.style_sheet())
        # Only now: a new sheet puts back the palette from before the old one.
        self._window.setPalette(self._theme.palette())
