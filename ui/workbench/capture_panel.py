"""Putting pages on a material (高拍): what the camera sees, the pages that are there, and what to do with
them.

It stands in the middle of the workbench, beside the materials, and holds up nothing.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QSizePolicy, QVBoxLayout

from ui.common.actions import Actions
from ui.common.theme import Theme
from ui.common.widgets.buttons import ActionButton, KeyButton, Segments
from ui.common.widgets.fields import ChoiceBox
from ui.common.widgets.frames import Bar, column, line
from ui.common.widgets.labels import Chip, ElidedLabel, text_label
from ui.common.widgets.pictures import PictureStrip, PictureView, Thumb
from ui.shell.notices import fact, word
from ui.workbench.capture_view_model import CaptureViewModel
from ui.workbench.state import CaptureState, PageChange, PageState

_IN_A_ROW = 3


class CapturePanel(QFrame):
    """Renders CaptureState, and the frames of the camera beside it."""

    def __init__(self, view_model: CaptureViewModel, theme: Theme, actions: Actions) -> None:
        super().__init__()
        self._view_model = view_model
        self._theme = theme
        self._shown: CaptureState | None = None
        self.setProperty("kind", "card")
        self.setAccessibleName(self.tr("高拍"))
        self._title = ElidedLabel(role="h1")
        self._demo = Chip(self.tr("演示设备"), "warn")
        self._count = text_label(role="second", wrap=True)
        self._count.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._back = ActionButton(theme, actions, "back", text=self.tr("返回"))
        self.view = PictureView(theme, self.tr("高拍仪画面"))
        self.strip = PictureStrip(theme, self.tr("材料页"))
        self._retaking = Bar(theme)
        self.camera = ChoiceBox(theme)
        self.camera.setAccessibleName(self.tr("摄像头"))
        self._colours = (self.tr("彩色"), self.tr("灰度"))
        self.colour = Segments(theme, self._colours, self.tr("颜色"))
        self.edits: dict[PageChange, KeyButton] = {
            "turn_left": KeyButton(theme, self.tr("左转"), "undo"),
            "turn_right": KeyButton(theme, self.tr("右转"), "recall"),
            "earlier": KeyButton(theme, self.tr("前移"), "back"),
            "later": KeyButton(theme, self.tr("后移"), "start"),
            "retake": KeyButton(theme, self.tr("重拍"), "camera"),
            "remove": KeyButton(theme, self.tr("删除"), "close"),
        }
        self.scan = KeyButton(theme, self.tr("扫描"), "document")
        self.save = KeyButton(theme, self.tr("另存为 PDF"), "save")
        self.take = ActionButton(theme, actions, "capture", "primary", "action", self.tr("拍一页"))
        self._explain_keys()
        self._build()
        self._connect()

    def _explain_keys(self) -> None:
        """Keys that the list of pages obeys; on the buttons there is no room for them."""
        keys: dict[PageChange, str] = {"earlier": "Ctrl+←", "later": "Ctrl+→", "remove": "Delete"}
        for change, key in keys.items():
            words = self.edits[change].words()
            self.edits[change].setToolTip(
                self.tr("{action}（在材料页上按 {key}）").format(action=words, key=key)
            )

    def _build(self) -> None:
        head = line()
        head.addWidget(self._title, 1)
        head.addWidget(self._demo)
        head.addWidget(self._back)
        how = line()
        how.addWidget(self.colour)
        how.addWidget(self.camera, 1)
        seen = column(gap=8)
        seen.addWidget(self.view, 1)
        seen.addLayout(how)
        halves = line(gap=12)
        halves.addLayout(seen, 1)
        halves.addLayout(self._tools())
        body = column(self, (16, 12, 16, 12), 8)
        body.addLayout(head)
        body.addLayout(halves, 1)

    def _tools(self) -> QVBoxLayout:
        """They stand beside the picture: a page is upright, so it is largest that way."""
        edits = QGridLayout()
        edits.setSpacing(6)
        for place, button in enumerate(self.edits.values()):
            edits.addWidget(button, *divmod(place, _IN_A_ROW))
        there = line()
        there.addWidget(self._count, 1)
        there.addWidget(self.save)
        foot = line()
        foot.addStretch(1)
        foot.addWidget(self.scan)
        foot.addWidget(self.take)
        tools = column(gap=8)
        tools.addStretch(1)
        tools.addWidget(self._retaking)
        tools.addLayout(there)
        tools.addWidget(self.strip)
        tools.addLayout(edits)
        tools.addLayout(foot)
        return tools

    def _connect(self) -> None:
        for change, button in self.edits.items():
            button.clicked.connect(lambda _=False, what=change: self._change(what))
        self.strip.removed.connect(lambda key: self._view_model.change("remove", key))
        self.strip.moved.connect(
            lambda key, by: self._view_model.change("earlier" if by < 0 else "later", key)
        )
        self.strip.opened.connect(self.take.click)
        self.strip.selected.connect(lambda _: self._render_edits())
        self.colour.chosen.connect(lambda text: self._set_up(grey=text == self._colours[1]))
        self.camera.activated.connect(lambda at: self._set_up(chosen=self.camera.itemData(at)))
        self.scan.clicked.connect(self._view_model.scan)
        self.save.clicked.connect(self._ask_where)
        self._view_model.frame_changed.connect(self._show_frame)

    def render_capture(self, capture: CaptureState) -> None:
        """Show the panel."""
        if capture == self._shown:
            return
        self._shown = capture
        self._title.say(self.tr("高拍 · {material}").format(material=capture.title))
        self._demo.setVisible(capture.demo)
        if not capture.ready:
            self.view.show_picture(b"")
        self._render_device(capture)
        self.strip.show_thumbs(tuple(self._thumb(n, each) for n, each in enumerate(capture.pages, start=1)))
        self.strip.setVisible(bool(capture.pages))
        self._render_retaking(capture)
        self.camera.setVisible(len(capture.cameras) > 1)
        named = tuple((each, fact("device_name", name)) for each, name in capture.cameras)
        self.camera.show_choices(named, capture.chosen)
        self.colour.render_choice(self._colours[capture.grey])
        if self.scan.hasFocus() and not capture.scanner:
            # The next in line would be what takes a page, and a key for the scanner would take one.
            self._back.setFocus()
        self.scan.setVisible(capture.scanner)
        self.scan.say(self.tr("停止扫描") if capture.scanning else self.tr("扫描"))
        self.save.setVisible(bool(capture.pages) and not capture.retaking)
        self._render_count(capture)
        self._render_edits()

    def focus_next_thing(self) -> None:
        """Put the keyboard on taking a page; without a camera on what can be done all the same."""
        capture = self._shown
        if capture is None or capture.ready:
            self.take.setFocus()
        else:
            (self.scan if capture.scanner else self._back).setFocus()

    def _render_device(self, capture: CaptureState) -> None:
        notice = word(capture.device.code, capture.device.params)
        if capture.ready:
            self.view.say(self.tr("正在打开高拍仪"))
            return
        what = self.tr("高拍仪{state}").format(state=notice.what)
        other = (
            self.tr("可以用扫描仪，也可以先收纸质材料") if capture.scanner else self.tr("可以先收纸质材料")
        )
        self.view.say("\n".join(part for part in (what, notice.why, notice.how, other) if part))

    def _render_retaking(self, capture: CaptureState) -> None:
        at = next((n for n, each in enumerate(capture.pages, 1) if each.id == capture.retaking), 0)
        self._retaking.setVisible(bool(at))
        self._count.setVisible(not at)
        if at:
            self._retaking.say(self.tr("放好第 {n} 页，按 F6 重拍").format(n=at), "info")

    def _render_count(self, capture: CaptureState) -> None:
        if not capture.pages:
            self._count.setText(self.tr("还没有材料页。放好材料，按 F6 或回车拍一页。"))
            return
        waiting = sum(1 for each in capture.pages if not each.arrived)
        kilobytes = sum(each.kilobytes for each in capture.pages)
        said = [self.tr("{n} 页，{size} KB").format(n=len(capture.pages), size=kilobytes)]
        if waiting and capture.uploading:
            said.append(self.tr("上传中，还有 {n} 页").format(n=waiting))
        elif waiting:
            said.append(self.tr("待上传 {n} 页").format(n=waiting))
        self._count.setText(self.tr(" · ").join(said))

    def _thumb(self, number: int, page: PageState) -> Thumb:
        spoken = self.tr("第 {n} 页，{size} KB").format(n=number, size=page.kilobytes)
        stands = self.tr("已上传") if page.arrived else self.tr("待上传")
        return Thumb(page.id, page.picture, self.tr("第 {n} 页").format(n=number), f"{spoken}，{stands}")

    def _render_edits(self) -> None:
        capture = self._shown
        keys = [each.id for each in capture.pages] if capture else []
        at = keys.index(self.strip.current_key()) if self.strip.current_key() in keys else -1
        for change, button in self.edits.items():
            possible = at >= 0
            if change in ("earlier", "later"):
                # Not only until the end is reached: a disabled button hands the keyboard to its opposite.
                possible = at >= 0 and len(keys) > 1
            elif change == "retake":
                possible = at >= 0 and capture is not None and capture.ready
            button.setEnabled(possible)

    def _show_frame(self, jpeg: bytes) -> None:
        if self.isVisible() and self._shown is not None and self._shown.ready:
            self.view.show_picture(jpeg)

    def _change(self, change: PageChange) -> None:
        if key := self.strip.current_key():
            self._view_model.change(change, key)
        if change == "retake":
            self.take.setFocus()

    def _set_up(self, chosen: str | None = None, grey: bool | None = None) -> None:
        if self._shown is not None:
            camera = self._shown.chosen if chosen is None else chosen
            self._view_model.set_up(camera, self._shown.grey if grey is None else grey)

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.tr("另存为 PDF"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._view_model.save_as)
        dialog.open()
