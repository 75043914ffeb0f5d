"""What was done in this visit, newest first (办理记录)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.common.formatting import clock_time
from ui.common.theme import Theme
from ui.common.widgets.frames import column
from ui.common.widgets.labels import text_label
from ui.common.widgets.rows import Row, RowList
from ui.shell.notices import word
from ui.workbench.state import RecordRow


class Records(QWidget):
    """Renders the record lines."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._shown: tuple[RecordRow, ...] | None = None
        self.setProperty("kind", "plain")
        self.list = RowList(theme, self.tr("办理记录"))
        self._empty = text_label(self.tr("还没有记录。"), "second")
        self._empty.setContentsMargins(16, 12, 16, 12)
        body = column(self)
        body.addWidget(self._empty)
        body.addWidget(self.list, 1)

    def render_records(self, records: tuple[RecordRow, ...]) -> None:
        """Show the lines."""
        if records == self._shown:
            return
        self._shown = records
        total = len(records)
        rows = [
            Row(
                f"{total - n}",
                word(each.text.code, each.text.params).what,
                lead=clock_time(each.at),
                compact=True,
            )
            for n, each in enumerate(records)
        ]
        self.list.show_rows(tuple(rows))
        self._empty.setVisible(not rows)
        self.list.setVisible(bool(rows))
