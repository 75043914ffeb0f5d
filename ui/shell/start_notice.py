"""The box that says why the program did not open: whoever started it by a double click sees nothing else."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from ui.shell.notices import Notice


class StartNotice(QMessageBox):
    """What failed, why, what to do, where settings and data are, and the code to read out on the telephone;
    the text can be copied."""

    def __init__(self, notice: Notice, folder: Path) -> None:
        super().__init__(QMessageBox.Icon.Warning, self.tr("综窗没有打开"), notice.what)
        lines = [part for part in (notice.why, notice.how) if part]
        place = self.tr("设置和数据在 {folder}").format(folder=folder)
        self.setInformativeText("\n".join([*lines, "", place, f"[{notice.code}]"]))
        self.setStandardButtons(QMessageBox.StandardButton.Close)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
