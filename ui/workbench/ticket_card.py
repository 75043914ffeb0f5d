"""The current ticket: number, phase, how long it takes, and the evaluation that follows it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QFrame, QSizePolicy

from ui.common.formatting import clock_time, elapsed, minutes_since
from ui.common.theme import Theme, mark
from ui.common.widgets.frames import column, line
from ui.common.widgets.labels import Chip, ElidedLabel, text_label
from ui.workbench.state import TicketState


class TicketCard(QFrame):
    """Renders TicketState; ``render_time`` moves the clock on it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._shown: TicketState | None = None
        self.setProperty("kind", "card")
        self.setAccessibleName(self.tr("当前号"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._phase = Chip()
        self._number = text_label(role="ticket")
        self._doing = ElidedLabel(role="second")
        self._timer = text_label(role="timer")
        self._issued = ElidedLabel(role="small")
        self._tags = line(gap=4)
        self._tag_chips: list[Chip] = []
        self._build()

    def _build(self) -> None:
        head = line()
        head.addWidget(text_label(self.tr("当前号"), "second"))
        head.addStretch(1)
        head.addLayout(self._tags)
        head.addWidget(self._phase)
        middle = line()
        middle.addWidget(self._doing, 1)
        middle.addWidget(self._timer)
        body = column(self, (14, 10, 14, 10), 4)
        body.addLayout(head)
        body.addWidget(self._number)
        body.addLayout(middle)
        body.addWidget(self._issued)

    def arrange(self, low: bool) -> None:
        """In a low window the lists below need the height more than a number that can be read from afar."""
        mark(self._number, "role", "h1" if low else "ticket")
        self._issued.setHidden(low)

    def render_ticket(self, ticket: TicketState, now: datetime) -> None:
        """Show the ticket."""
        if ticket != self._shown:
            self._shown = ticket
            phases = {
                "idle": (self.tr("空闲"), "quiet"),
                "closed": (self.tr("暂停服务"), "quiet"),
                "called": (self.tr("已叫号"), "warn"),
                "serving": (self.tr("办理中"), "ok"),
                "finished": (self.tr("已办结"), "info"),
            }
            words, tone = phases[ticket.phase]
            there = bool(ticket.number) or ticket.walk_in
            self._phase.show_word(words if there else "", tone)
            self._number.setText(ticket.number or (self.tr("无号直办") if ticket.walk_in else words))
            mark(self._number, "tone", "" if there else "quiet")
            self._render_tags(ticket.tags)
        self.render_time(now)

    def render_time(self, now: datetime) -> None:
        """Move the clock on."""
        ticket = self._shown or TicketState()
        doing = {
            "called": self.tr("已叫 · 第 {n} 次").format(n=ticket.calls),
            "serving": self.tr("已办时长"),
            "finished": self.tr("办理用时"),
        }
        running = ticket.since is not None and ticket.phase in ("called", "serving")
        self._doing.say(doing.get(ticket.phase, "") if running else "")
        self._timer.setText(elapsed(ticket.since, now) if running and ticket.since else "")
        if ticket.issued_at is None:
            self._issued.say("")
            return
        until = ticket.since if running and ticket.since else now
        waited = self.tr("{at} 取号 · 等了 {n} 分").format(
            at=clock_time(ticket.issued_at), n=minutes_since(ticket.issued_at, until)
        )
        self._issued.say(" · ".join(part for part in (ticket.service, waited) if part))

    def _render_tags(self, tags: tuple[str, ...]) -> None:
        while len(self._tag_chips) < len(tags):
            chip = Chip(tone="wait")
            self._tag_chips.append(chip)
            self._tags.addWidget(chip)
        for number, chip in enumerate(self._tag_chips):
            chip.show_word(tags[number] if number < len(tags) else "", "wait")
