"""A document before it is printed, inside the window: pages, printer, and printing again with a reason."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QScrollArea, QWidget

from ui.common.actions import Actions
from ui.common.theme import Theme
from ui.common.widgets.buttons import ActionButton, KeyButton
from ui.common.widgets.fields import Field
from ui.common.widgets.frames import Bar, column, discard, line
from ui.common.widgets.labels import Chip, ElidedLabel
from ui.shell.notices import fact, in_words
from ui.workbench.pdf_pages import PdfPages
from ui.workbench.state import DocumentState
from ui.workbench.view_model import WorkbenchViewModel
from ui.workbench.wording import choice_label, printed_choice

_REASONS = ("jam", "unclear", "lost", "correction")
_PAGE_WIDTH = 820


class DocumentPanel(QFrame):
    """Renders DocumentState."""

    def __init__(self, view_model: WorkbenchViewModel, theme: Theme, actions: Actions) -> None:
        super().__init__()
        self._view_model = view_model
        self._theme = theme
        self._shown: DocumentState | None = None
        self._drawn: tuple[bytes, int] = (b"", 0)
        self.setProperty("kind", "card")
        self.setAccessibleName(self.tr("文书"))
        self._title = ElidedLabel(role="h1")
        self._printed = Chip()
        self.demo = Chip(self.tr("演示设备"), "warn")
        self._back = ActionButton(theme, actions, "back", text=self.tr("返回"))
        self._pages = QWidget()
        self._pages_body = column(self._pages, (12, 12, 12, 12), 12)
        self.pages: list[QLabel] = []
        self._pdf = PdfPages(self)
        self._scroll = QScrollArea()
        self.printer = Field(theme, self.tr("打印机"), "choice", required=True, readonly=False)
        self.reason = Field(theme, self.tr("补打原因"), "choice", required=True, readonly=False)
        self._job = Bar(theme)
        self.retry = KeyButton(theme, self.tr("在这台打印机上重打"), "recall")
        self._save = KeyButton(theme, self.tr("另存为 PDF"), "save")
        self._print = ActionButton(theme, actions, "print", "primary", "action")
        self._chosen = ""
        self._why = ""
        self._build()
        self._connect()

    def _build(self) -> None:
        self._pages.setProperty("kind", "desk")
        self._pages.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._scroll.setWidget(self._pages)
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName(self.tr("文书预览"))
        self._scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # A bar that comes with the pages would narrow the room that they were drawn for.
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        head = line(margins=(0, 0, 0, 4))
        head.addWidget(self._title, 1)
        head.addWidget(self.demo)
        head.addWidget(self._printed)
        head.addWidget(self._back)
        side = column(gap=12)
        for part in (self.printer, self.reason, self._job, self.retry, self._save):
            side.addWidget(part)
        side.addStretch(1)
        side.addWidget(self._print)
        self._side = QWidget()
        self._side.setProperty("kind", "plain")
        self._side.setLayout(side)
        parts = line(gap=16)
        parts.addWidget(self._scroll, 1)
        parts.addWidget(self._side)
        body = column(self, (16, 12, 16, 12), 8)
        body.addLayout(head)
        body.addLayout(parts, 1)

    def _connect(self) -> None:
        self.printer.edited.connect(self._choose_printer)
        self.reason.edited.connect(self._choose_reason)
        self.retry.clicked.connect(lambda: self._view_model.retry_print(self._chosen))
        self._save.clicked.connect(self._ask_where)
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.timeout.connect(self._draw_pages)
        self._pdf.drawn.connect(self._show_page)

    def render_document(self, document: DocumentState) -> None:
        """Show the document and what the printer says."""
        if document == self._shown:
            return
        before, self._shown = self._shown, document
        if before is None or before.pdf != document.pdf:
            self._why = ""
        self._side.setFixedWidth(self._theme.px(300))
        self._title.say(self.tr("收件凭证 {number}").format(number=document.title))
        out = document.printed if document.needs_reason else document.printed - 1  # the last is under way
        self._printed.show_word(self.tr("已打印 {n} 次").format(n=out) if out > 0 else "", "info")
        printers = document.printers or ()
        if self._chosen not in printers:
            self._chosen = document.printer or next(iter(printers), "")
        named = tuple((name, fact("device_name", name)) for name in printers)
        self.printer.show_value(self._chosen, named)
        self.demo.setVisible(self._chosen in document.demo_printers)
        missing = self.tr("没有可用的打印机；可以另存为 PDF") if document.printers == () else ""
        self.printer.show_error(missing)
        self.reason.setVisible(document.needs_reason)
        self.reason.show_value(self._why, tuple((code, choice_label(code)) for code in _REASONS))
        self.reason.show_error("")
        again = self.tr("补打第 {n} 次").format(n=document.printed)
        self._print.say(again if document.needs_reason else self.tr("打印"))
        self._render_job(document)
        self._redraw.start(0)

    def focus_next_thing(self) -> None:
        """Put the keyboard on what is missing for printing, else on printing."""
        (self.reason if self.reason.isVisibleTo(self) else self._print).setFocus()

    def close_document(self) -> None:
        """Forget the document, so that the next one starts afresh and nothing of this one is seen with it."""
        if self._shown is not None:
            self._shown, self._drawn = None, (b"", 0)
            self._pdf.forget()
            self._take_pages_away()

    def print_now(self) -> None:
        """Print on the chosen printer; printing again needs its reason first."""
        if self._shown is None:
            return
        if self._shown.needs_reason and not self._why:
            self.reason.show_error(self.tr("先选补打原因，原因会记入办理记录"))
            self.reason.setFocus()
            return
        self._view_model.print_document(self._chosen, printed_choice(self._why) if self._why else "")

    def _render_job(self, document: DocumentState) -> None:
        job = document.job
        self._job.setVisible(job is not None)
        if job is not None:
            self._job.say(in_words(job), document.job_tone)
        self.retry.setVisible(document.job_tone == "bad")

    def _choose_printer(self, name: str) -> None:
        self._chosen = name
        self.demo.setVisible(self._shown is not None and name in self._shown.demo_printers)

    def _choose_reason(self, code: str) -> None:
        self._why = code
        self.reason.show_error("")

    def _draw_pages(self) -> None:
        """Have the pages drawn as wide as there is room for, no wider than paper looks natural."""
        if self._shown is None:
            return
        room = self._scroll.viewport().width() - 28
        width = max(200, min(room, self._theme.px(_PAGE_WIDTH)))
        if self._drawn == (self._shown.pdf, width):
            return
        self._drawn = (self._shown.pdf, width)
        if not self._pdf.draw(self._shown.pdf, width, self.devicePixelRatioF()):
            self._take_pages_away()

    def _show_page(self, number: int, image: QImage) -> None:
        if number == 1:
            # Only now: the pages before stay until there are others, or the paper would flicker.
            self._take_pages_away()
        label = QLabel()
        label.setProperty("kind", "paper")
        label.setPixmap(QPixmap.fromImage(image))
        label.setAccessibleName(self.tr("第 {n} 页").format(n=number))
        self._pages_body.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        self.pages.append(label)

    def _take_pages_away(self) -> None:
        discard(*self.pages)
        self.pages = []

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.tr("另存为 PDF"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._view_model.save_document_as)
        dialog.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._redraw.start(0)
