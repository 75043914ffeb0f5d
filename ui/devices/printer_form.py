"""Which printer papers come out of, and where it prints on its sheet (套打)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.config.schema import Placement, Printer
from ui.common.theme import Theme
from ui.common.widgets.buttons import KeyButton
from ui.common.widgets.fields import Field
from ui.common.widgets.frames import column, line
from ui.common.widgets.labels import text_label
from ui.shell.notices import word

_MOST_MM = 30.0
_DEFAULT = "-"
"""Stands for the empty name among choices: the default printer of the system."""


class PrinterForm(QWidget):
    """``saved`` carries a Printer of the settings; ``page_wanted``: the page with lines to be measured."""

    saved = Signal(object)
    page_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self._shown = Printer()
        self._queues: tuple[str, ...] = ()
        self.queue = Field(theme, self.tr("打印机"), "choice", False, False)
        self.queue.edited.connect(self._fill_placement)
        self.shifts = {
            "right_mm": Field(theme, self.tr("向右移（毫米）"), "number", False, False),
            "down_mm": Field(theme, self.tr("向下移（毫米）"), "number", False, False),
            "taller_mm": Field(theme, self.tr("每页加高（毫米，连续纸）"), "number", False, False),
        }
        self._hint = text_label(
            self.tr("套打位置不准时，先打测试页，量出差多少，再填在下面。"), role="small", wrap=True
        )
        self.test_page = KeyButton(theme, self.tr("打印位置测试页"), kind="link")
        self.test_page.clicked.connect(self.page_wanted)
        self.save = KeyButton(theme, self.tr("保存并换上"), "check", kind="primary")
        self.save.clicked.connect(self._save)
        self._lay_out()

    def _lay_out(self) -> None:
        body = column(self, gap=6)
        body.addWidget(self.queue)
        body.addWidget(self._hint)
        for field in self.shifts.values():
            body.addWidget(field)
        foot = line()
        foot.addWidget(self.test_page)
        foot.addStretch(1)
        foot.addWidget(self.save)
        body.addLayout(foot)

    def render_printer(self, chosen: Printer, queues: tuple[str, ...]) -> None:
        """Show what is chosen among ``queues``, as of DeviceKeeper.queues."""
        self._shown, self._queues = chosen, queues
        default = next(iter(queues), "")
        usual = self.tr("系统默认的（{name}）").format(name=default) if default else self.tr("系统默认的")
        named = sorted({*queues, chosen.name} - {""})
        self.queue.show_value(chosen.name or _DEFAULT, ((_DEFAULT, usual), *((name, name) for name in named)))
        self._fill_placement()

    def _fill_placement(self) -> None:
        placement = self._shown.placement.get(self._target(), Placement())
        for name, field in self.shifts.items():
            field.show_value(f"{getattr(placement, name):g}")
            field.show_error("")
        for part in (self._hint, self.test_page, *self.shifts.values()):
            part.setVisible(bool(self._target()))

    def _chosen(self) -> str:
        data = self.queue.editor.currentData()  # type: ignore[union-attr]
        return "" if data == _DEFAULT else str(data or "")

    def _target(self) -> str:
        """The printer that the corrections are for; empty where it is not known."""
        return self._chosen() or next(iter(self._queues), "")

    def _save(self) -> None:
        typed = {name: _mm(field.editor.text()) for name, field in self.shifts.items()}  # type: ignore[union-attr]
        for name, field in self.shifts.items():
            field.show_error(word("printer.wrong_shift").sentence if typed[name] is None else "")
        if None in typed.values():
            return
        placement = dict(self._shown.placement)
        corrected = Placement(**{name: value or 0.0 for name, value in typed.items()})
        if target := self._target():
            placement[target] = corrected
        self.saved.emit(Printer(self._chosen(), placement))


def _mm(text: str) -> float | None:
    """A distance as it was typed; None for one that no printer is corrected by."""
    try:
        value = float(text.strip() or "0")
    except ValueError:
        return None
    return value if abs(value) <= _MOST_MM else None
