"""The outbox on a stick (离线包): where to, a passphrase twice, how far it is, and what became of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStorageInfo, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLineEdit, QProgressBar

from ui.common.theme import Theme
from ui.common.widgets.buttons import KeyButton
from ui.common.widgets.fields import Field
from ui.common.widgets.frames import line
from ui.common.widgets.labels import text_label
from ui.shell.notices import in_words
from ui.sync.detail import Panel
from ui.sync.state import ExportState
from ui.sync.view_model import SyncViewModel

_STICKS = ("/media/", "/run/media/", "/mnt/")


class ExportPanel(Panel):
    """Renders ExportState. The passphrase stands in this form only, and goes when it is put away."""

    def __init__(self, view_model: SyncViewModel, theme: Theme) -> None:
        super().__init__()
        self._view_model = view_model
        self._phase = "closed"
        self._folder = Field(theme, self.tr("放在哪里"), "text", required=True, readonly=True)
        self._choose = KeyButton(theme, self.tr("选文件夹"), "search")
        self.once = Field(theme, self.tr("口令（至少 12 个字符）"), "code", required=True, readonly=False)
        self.again = Field(theme, self.tr("再输入一次口令"), "code", required=True, readonly=False)
        self._progress = QProgressBar()
        self._result = text_label(wrap=True)
        self._error = text_label(role="error", wrap=True)
        self.start = KeyButton(theme, self.tr("导出离线包"), "save", "Enter", "primary", "action")
        self.open_folder = KeyButton(theme, self.tr("打开文件夹"), "search", "Enter", "primary", "action")
        self._close = KeyButton(theme, self.tr("收起"), "close", "Esc")
        self._build()

    def _build(self) -> None:
        self._progress.setAccessibleName(self.tr("导出进度"))
        for field in (self.once, self.again):
            assert isinstance(field.editor, QLineEdit)
            field.editor.setEchoMode(QLineEdit.EchoMode.Password)
            field.editor.returnPressed.connect(self._enter)
        self._choose.clicked.connect(self._ask_where)
        self.start.clicked.connect(self._start)
        self.open_folder.clicked.connect(self._open)
        self._close.clicked.connect(self._view_model.close_export)
        about = self.tr(
            "网络一直不通时，把待上传的记录加密存到 U 盘，交给管理员导入服务器。本机的记录不会少。"
        )
        self.facts.addWidget(text_label(self.tr("导出离线包"), "h2"))
        self.facts.addWidget(text_label(about, "second", wrap=True))
        for part in (self._folder, self._choose, self.once, self.again):
            self.facts.addWidget(part)
        self.facts.addStretch(1)
        for outcome in (self._progress, self._result, self._error):
            self.foot.addWidget(outcome)
        buttons = line()
        buttons.addWidget(self._close)
        buttons.addWidget(self.start, 1)
        buttons.addWidget(self.open_folder, 1)
        self.foot.addLayout(buttons)

    def render_export(self, state: ExportState) -> None:
        """Show the form, the progress or the result."""
        fresh = state.phase != self._phase
        self._phase = state.phase
        asking, running, done = (state.phase == phase for phase in ("asking", "running", "done"))
        self._folder.show_value(state.folder)
        for part in (self._folder, self._choose, self.once, self.again, self.start):
            part.setVisible(not done)
        for part in (self._choose, self.once, self.again, self.start, self._close):
            part.setEnabled(not running)
        self._progress.setVisible(running)
        self._progress.setValue(state.percent)
        self._result.setVisible(done)
        self._result.setText(
            self.tr("已导出 {n} 条到 {file}").format(n=state.events, file=Path(state.file).name)
            if done
            else ""
        )
        self.open_folder.setVisible(done)
        self._error.setVisible(state.problem is not None)
        if state.problem is not None:
            self._error.setText(in_words(state.problem))
        if not (asking or running):
            self._forget()
        if fresh and self.isVisible():
            self.focus_next_thing()

    def focus_next_thing(self) -> None:
        """Put the keyboard where the work goes on."""
        target = {"asking": self.once, "done": self.open_folder}.get(self._phase)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        for field in (self.once, self.again):
            field.show_value("")

    def _enter(self) -> None:
        if self.once.editor.hasFocus():
            self.again.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._start()

    def _start(self) -> None:
        once, again = (field.editor for field in (self.once, self.again))
        assert isinstance(once, QLineEdit)
        assert isinstance(again, QLineEdit)
        self._view_model.export(once.text(), again.text())

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._view_model.state.export.folder))

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.tr("离线包放在哪里"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._view_model.choose_folder)
        dialog.open()


def stick() -> str:
    """The folder of a stick (U 盘) that is plugged in, or empty."""
    volumes = (each for each in QStorageInfo.mountedVolumes() if each.isReady() and not each.isReadOnly())
    return next((each.rootPath() for each in volumes if each.rootPath().startswith(_STICKS)), "")
