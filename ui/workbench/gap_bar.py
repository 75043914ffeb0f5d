"""What is missing before receipt, named, one key away; afterwards, the case number and the day it is due."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QWidget

from ui.common.actions import Actions
from ui.common.theme import Theme, mark
from ui.common.widgets.buttons import ActionButton, KeyButton
from ui.common.widgets.frames import column, line
from ui.common.widgets.labels import ElidedLabel, Icon, text_label
from ui.shell.notices import word
from ui.workbench.state import GapRow, ItemState
from ui.workbench.wording import field_label

_MOST = 4
_TALL, _LOW = 820, 540


class GapBar(QFrame):
    """Renders the gaps of the active item. ``wanted`` carries the GapRow that was clicked."""

    wanted = Signal(object)

    def __init__(self, theme: Theme, actions: Actions) -> None:
        super().__init__()
        self._theme = theme
        self._gaps: tuple[GapRow, ...] = ()
        self.setProperty("kind", "gaps")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._title = ElidedLabel(role="h2")
        self._due = text_label(role="small")
        self._next = ActionButton(theme, actions, "next_gap")
        self._lines: list[tuple[QWidget, ElidedLabel, KeyButton]] = []
        self._room = _MOST
        self._more = text_label(role="small")
        head = line(gap=12)
        head.addWidget(self._title)
        head.addWidget(self._more)
        head.addStretch(1)
        head.addWidget(self._due)
        head.addWidget(self._next)
        self._body = column(self, (12, 8, 12, 8), 2)
        self._body.addLayout(head)
        self._flow = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._flow.setSpacing(2)
        self._body.addLayout(self._flow)
        for number in range(_MOST):
            self._add_line(number)

    def _add_line(self, number: int) -> None:
        holder = QWidget()
        holder.setProperty("kind", "plain")
        row = line(holder, gap=8)
        place = ElidedLabel(role="second")
        link = KeyButton(self._theme, "-", kind="link")
        link.clicked.connect(lambda: self.wanted.emit(self._gaps[number]))
        row.addWidget(Icon(self._theme, "gap", "bad"))
        row.addWidget(place)
        row.addWidget(link)
        row.addStretch(1)
        self._flow.addWidget(holder)
        self._lines.append((holder, place, link))

    def render_item(self, item: ItemState) -> None:
        """Show what is missing, or that nothing is."""
        self._gaps = item.gaps
        due = word(item.due.code, item.due.params).what if item.due else ""
        self._due.setText(due)
        self._next.setVisible(bool(item.gaps))
        mark(self, "tone", "bad" if item.gaps else "ok")
        if item.received_at is not None:
            self._title.say(self.tr("已受理，办件编号 {number}").format(number=item.case_no))
        elif item.gaps:
            self._title.say(self.tr("受理前还差 {n} 项").format(n=len(item.gaps)))
        else:
            self._title.say(self._ready_words(item))
        self.setAccessibleName(self._title.text())
        self._render_lines()

    def _ready_words(self, item: ItemState) -> str:
        """That it can be received, and what must still come (容缺), with the earliest of the last days."""
        owed = sorted(
            (each for each in item.materials if each.state == 2), key=lambda each: each.detail.params
        )
        if not owed:
            return self.tr("材料和信息都齐了，可以受理")
        pattern = self.tr("可以容缺受理；{when}{name}")
        if len(owed) > 1:
            pattern = self.tr("可以容缺受理；{when}{name}等 {n} 项")
        when = word(owed[0].detail.code, owed[0].detail.params).what
        return pattern.format(when=when, name=owed[0].name, n=len(owed))

    def arrange(self, height: int) -> None:
        """One gap a line where there is height (pixels at 100 % text), else two side by side, else none."""
        tall = height >= _TALL
        room = _MOST if tall else 2 if height >= _LOW else 0
        if room != self._room:
            self._room = room
            down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
            self._flow.setDirection(down if tall else across)
            self._render_lines()

    def _render_lines(self) -> None:
        shown = self._gaps[: self._room]
        hidden = len(self._gaps) - len(shown)
        self._more.setText(self.tr("先做这 {n} 项").format(n=len(shown)) if hidden and shown else "")
        for number, (holder, place, link) in enumerate(self._lines):
            holder.setVisible(number < len(shown))
            if number < len(shown):
                place.say(self._place_words(shown[number]))
                place.setVisible(self._room == _MOST)
                link.say(gap_words(shown[number]))

    def _place_words(self, gap: GapRow) -> str:
        places = {
            "question": self.tr("办理情形"),
            "field": self.tr("填报信息"),
            "material": self.tr("材料清单"),
        }
        return places[gap.place]


def gap_words(gap: GapRow) -> str:
    """A gap in one line: what it is called and what is the matter with it."""
    called = field_label(gap.key) if gap.place == "field" else gap.label
    pattern = QCoreApplication.translate("GapBar", "{what}：{matter}")
    return pattern.format(what=called, matter=word(gap.text.code, gap.text.params).what)
