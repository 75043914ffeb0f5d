"""The panel at the right: what helps with a device, and which device stands in its place."""

from __future__ import annotations

from msgspec import structs
from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.common.theme import Theme, mark
from ui.common.widgets.buttons import KeyButton
from ui.common.widgets.fields import Field
from ui.common.widgets.frames import column, discard, line
from ui.common.widgets.labels import text_label
from ui.common.widgets.line_edit import LineEdit
from ui.devices.kinds import BAUDS, BY_KIND, DRIVERS, PAPER, Kind
from ui.devices.printer_form import PrinterForm
from ui.devices.state import BindingForm
from ui.workbench.state import Tone

_SIMULATED = "simulated"
_USUAL = "-"
"""Stands for the empty name among choices, where empty means that nothing is chosen."""
_MOST_PORTS = 4


class BindingPanel(QFrame):
    """Renders a BindingForm. ``saved`` carries (kind, Device)."""

    saved = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: BindingForm | None = None
        self.setProperty("kind", "card")
        self._title = text_label(role="h2")
        self._help = text_label(role="second", wrap=True)
        self._said = text_label(role="small", wrap=True)
        self.paper = PrinterForm(theme)
        self._form = QWidget()
        self._form.setProperty("kind", "plain")
        self._driver = Field(theme, self.tr("驱动"), "choice", False, False)
        self._port = Field(theme, self.tr("端口或地址"), "code", False, False)
        self._example = text_label(role="small", wrap=True)
        self._found = line(gap=4)
        self._found_buttons: list[KeyButton] = []
        self._baud = Field(theme, self.tr("速率"), "choice", False, False)
        self._profile = Field(theme, self.tr("协议配置"), "choice", False, False)
        self.save = KeyButton(theme, self.tr("保存并连接"), "check", kind="primary")
        self.save.clicked.connect(self._save)
        self._driver.edited.connect(lambda _: self._show_fields())
        self.trial = LineEdit()
        self.trial.setPlaceholderText(self.tr("试输入：你好"))
        self.trial.setAccessibleName(self.tr("试输入"))
        self._lay_out()

    def _lay_out(self) -> None:
        fields = column(self._form, gap=6)
        fields.addWidget(self._driver)
        fields.addWidget(self._port)
        fields.addWidget(self._example)
        fields.addLayout(self._found)
        fields.addWidget(self._baud)
        fields.addWidget(self._profile)
        foot = line()
        foot.addStretch(1)
        foot.addWidget(self.save)
        fields.addLayout(foot)
        body = column(self, (16, 12, 16, 12), 10)
        body.addWidget(self._title)
        body.addWidget(self._help)
        body.addWidget(self.trial)
        body.addWidget(self._form)
        body.addWidget(self.paper)
        body.addWidget(self._said)  # below what can be pressed, which stays where it is
        body.addStretch(1)

    def say(self, text: str, tone: Tone) -> None:
        """Show in full what the line of the device has no room for."""
        self._said.setText(text)
        mark(self._said, "tone", tone)

    def render_form(self, form: BindingForm | None) -> None:
        """Show the device that is looked at; what is being typed stays until another is."""
        if form is None or form == self._shown:
            return
        before, self._shown = self._shown, form
        kind = BY_KIND[form.kind]
        self._title.setText(_kind_text(kind.name))
        self._help.setText(_kind_text(kind.help))
        self.trial.setVisible(form.kind == "input_method")
        self._form.setVisible(bool(kind.drivers))
        self.paper.setVisible(form.kind == PAPER)
        if form.kind == PAPER and (before is None or _of_paper(before) != _of_paper(form)):
            self.paper.render_printer(form.printer, form.queues)
        if before is None or (before.kind, before.bound) != (form.kind, form.bound):
            self._fill(kind, form)
        if before is None or before.ports != form.ports or before.kind != form.kind:
            self._show_ports(form.ports if kind.lined else ())

    def _fill(self, kind: Kind, form: BindingForm) -> None:
        bound = form.bound
        drivers = kind.drivers + ((bound.driver,) if bound.driver not in kind.drivers else ())
        choices = tuple((name or _USUAL, _kind_text(DRIVERS.get(name, name))) for name in drivers)
        self._driver.show_value(bound.driver or _USUAL, choices)
        self._port.show_value(bound.port)
        self._example.setText(self.tr("例：{where}").format(where=_kind_text(kind.where)))
        speeds = tuple((each, self.tr("自动") if each == "0" else each) for each in BAUDS)
        self._baud.show_value(str(bound.baud), speeds)
        shipped = ("", *form.profiles, *({bound.profile} - {"", *form.profiles}))
        profiles = tuple((name or _USUAL, name or self.tr("常用的（自动）")) for name in shipped)
        self._profile.show_value(bound.profile or _USUAL, profiles)
        self._show_fields()

    def _show_fields(self) -> None:
        """Only what the chosen driver needs."""
        kind, driver = BY_KIND[self._shown.kind] if self._shown else None, self._chosen(self._driver)
        addressed = kind is not None and driver not in ("none", "keyboard", _SIMULATED)
        self._port.setVisible(addressed)
        self._example.setVisible(addressed)
        self._baud.setVisible(
            addressed and kind is not None and kind.lined and driver not in ("http", "termb")
        )
        self._profile.setVisible(addressed and kind is not None and kind.profiled)
        for button in self._found_buttons:
            button.setVisible(addressed)

    def _show_ports(self, ports: tuple[str, ...]) -> None:
        discard(*self._found_buttons)
        self._found_buttons = []
        for port in ports[:_MOST_PORTS]:
            button = KeyButton(self._theme, port, kind="link")
            button.setAccessibleName(self.tr("用端口 {port}").format(port=port))
            button.clicked.connect(lambda _=False, port=port: self._port.show_value(port))
            self._found.addWidget(button)
            self._found_buttons.append(button)
        self._show_fields()

    def _chosen(self, field: Field) -> str:
        data = field.editor.currentData() or ""  # type: ignore[union-attr]
        return "" if data == _USUAL else str(data)

    def _save(self) -> None:
        if self._shown is None:
            return
        bound = self._shown.bound
        wanted = structs.replace(
            bound,
            driver=self._chosen(self._driver),
            port=self._port.editor.text().strip() if self._port.isVisibleTo(self) else "",  # type: ignore[union-attr]
            baud=int(self._chosen(self._baud) or "0"),
            profile=self._chosen(self._profile) if BY_KIND[self._shown.kind].profiled else bound.profile,
        )
        self.saved.emit(self._shown.kind, wanted)


def _of_paper(form: BindingForm) -> tuple[object, ...]:
    return form.kind, form.printer, form.queues


def _kind_text(text: str) -> str:
    return QCoreApplication.translate("DeviceKinds", text)
