"""Who stands at the counter: name, how it was proved, masked numbers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy

from ui.common.actions import Actions
from ui.common.formatting import clock_time
from ui.common.theme import Theme
from ui.common.widgets.buttons import ActionButton, KeyButton
from ui.common.widgets.frames import column, frame, line
from ui.common.widgets.labels import Chip, ElidedLabel, Icon
from ui.shell.notices import word
from ui.workbench.state import PersonState
from ui.workbench.view_model import WorkbenchViewModel


class PersonHeader(QFrame):
    """Renders PersonState. Numbers show in full only while the eye button is held."""

    def __init__(self, view_model: WorkbenchViewModel, theme: Theme, actions: Actions) -> None:
        super().__init__()
        self._shown: PersonState | None = None
        self._theme = theme
        self.setProperty("kind", "card")
        self.setAccessibleName(self.tr("申请人"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._photo = frame("photo", self.tr("照片"))
        self._name = ElidedLabel(role="h1", letters=12)
        self._proof = Chip()
        self._demo = Chip()
        self._agent = Chip()
        self._earlier = Chip()
        self._facts = ElidedLabel(role="second", letters=16)
        self.eye = KeyButton(theme, icon="eye", kind="bare", size="small")
        self.eye.setAccessibleName(self.tr("按住显示完整号码"))
        self.eye.setToolTip(self.tr("按住显示完整号码，会留下记录"))
        self.eye.pressed.connect(lambda: view_model.reveal(True))
        self.eye.released.connect(lambda: view_model.reveal(False))
        self.read = ActionButton(theme, actions, "read_card")
        self._build()

    def _build(self) -> None:
        sign = column(self._photo)
        sign.addWidget(Icon(self._theme, "person", "text2", 28), 0, Qt.AlignmentFlag.AlignCenter)
        self._photo.setFixedSize(44, 52)
        top = line()
        for part in (self._name, self._proof, self._agent):
            top.addWidget(part)
        top.addStretch(1)
        below = line(gap=4)
        for second in (self._facts, self.eye, self._earlier, self._demo):
            below.addWidget(second)
        below.addStretch(1)
        texts = column(gap=2)
        texts.addLayout(top)
        texts.addLayout(below)
        row = line(self, (12, 8, 12, 8), 12)
        row.addWidget(self._photo)
        row.addLayout(texts, 1)
        row.addWidget(self.read)

    def arrange(self, narrow: bool) -> None:
        """In a narrow window the place of the photo shows more of the numbers."""
        self._photo.setHidden(narrow)

    def render_person(self, person: PersonState) -> None:
        """Show the person."""
        if person == self._shown:
            return
        self._shown = person
        nobody = self.tr("还没有填申请单位") if person.sent else self.tr("还没有申请人")
        self._name.say(person.name or nobody)
        self._proof.show_word(*self._proof_words(person))
        self._agent.show_word(
            self.tr("代办：{name}").format(name=person.agent) if person.agent else "", "wait"
        )
        earlier = person.earlier_cases
        self._earlier.show_word(self.tr("历史 {n} 件").format(n=earlier) if earlier else "", "quiet")
        self._demo.show_word(self.tr("演示数据") if person.demo else "", "warn")
        facts = "  ".join((" · ".join(person.facts), person.number, person.phone)).strip()
        if person.reading is not None:
            facts = word(person.reading.code, person.reading.params).what
        elif not person.name and person.sent:
            facts = self.tr("在下面填写申请单位；读到的证是代理人的")
        elif not person.name:
            by_card = self.tr("把身份证放在读卡器上按 F5，或在下面手工填写")
            facts = by_card if person.reader else self.tr("读卡器没有连上，先在下面手工填写")
        self._facts.say(facts)
        self.eye.setVisible(bool(person.number or person.phone) and person.reading is None)
        self.read.say(self.tr("重读") if person.source == "card" else self.tr("读证"))

    def _proof_words(self, person: PersonState) -> tuple[str, str]:
        if person.source == "card":
            at = f" {clock_time(person.verified_at)}" if person.verified_at else ""
            return self.tr("读卡核验{at}").format(at=at), "ok"
        if person.source == "manual":
            return self.tr("手工填写，未读卡"), "warn"
        return "", "quiet"
