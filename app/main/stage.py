"""The stage of the demo: a desktop, a hall screen, a hub and a reader, driven as a clerk drives them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSize, QTimer

from app.config.load import load_settings
from app.core.clock import SystemClock
from app.core.errors import AppError
from app.core.ids import new_id
from app.journal.model import Author
from app.main.devices.equipment import window_terms
from app.main.hall import HallFace
from app.main.hub.process import HubProcess
from app.main.window.desktop import Desktop
from app.sync.hub_client import HubClient
from app.tickets.announcement import Announcement
from ui.common.tokens import Appearance, Mode
from ui.evaluation.page import EvaluationPage
from ui.hall.page import HallPage, grab
from ui.hall.sizes import Viewing
from ui.hall.voice import Silence
from ui.workbench.state import ItemState, WorkbenchState

_PATIENCE_S = 60
"""A busy machine starts a hub, a store and ten simulated devices in half of it."""
_SETTLE_MS = 120
_SIZES = ((1920, 1080), (1366, 768))
_LOOKS: tuple[Mode, ...] = ("light", "dark")
_TYPED = {
    "applicant.phone": "19900001000",
    "applicant.address": "示例省示例市示例区测试路1号",
    "delivery.method": "counter",
    "organisation.name": "示例商贸有限公司",
    "organisation.credit_code": "91319999MA9001006U",
    "organisation.legal_person": "样本甲",
}


class DemoStage:
    """What the script may do; ``data`` is the window's folder, ``out`` where pictures go.

    Every act returns when its effect is on the screen, or raises AppError ``demo.not_seen`` with the act that
    had none in time.
    """

    def __init__(self, data: Path, out: Path, hub_db: str) -> None:
        self._out = out
        self._data = data
        self._hub_db = hub_db
        self._hub = HubProcess(data / "hub", hub_db)
        self._spoken: list[str] = []
        self._endings = ExitStack()
        self.hub_url = ""

    @property
    def _state(self) -> WorkbenchState:
        return self.desktop.view_model.state

    def open_desk(self) -> None:
        """Start the desk, the hall screen, the reader, the hub."""
        self._endings.callback(lambda: self._hub.stop())
        self.hub_url = self._hub.start()
        settings = load_settings(self._data, {"hub": {"url": self.hub_url}})
        self._client = HubClient(self.hub_url, self._hub.enrol(window_terms(settings), self._data))
        self._endings.callback(self._client.close)
        self.desktop = Desktop(self._data, settings, SystemClock())
        self._endings.callback(self.desktop.close)
        self._citizen = EvaluationPage(self.desktop.view_model, self.desktop.theme, self.desktop.clock)
        self._hall = HallFace(self._data, self._client, settings, Silence())
        self._endings.callback(self._hall.stop)
        self._hall.view_model.announced.connect(self._heard)
        self.desktop.window.resize(*_SIZES[0])
        self.desktop.window.show()
        self.desktop.window.activateWindow()
        self._hall.start()
        self.desktop.load()
        self._until("open_desk", lambda: self._state.queue.live and "read_card" in self._state.enabled)

    def close(self) -> None:
        """End everything that was begun, the last first."""
        self._endings.close()

    def take_number(self, zone: str) -> str:
        """A citizen takes a number in a zone; returns it when the clerk sees it wait."""
        backstage = self.desktop.backstage
        assert backstage is not None
        ticket = backstage.link.issue(new_id(), Author("kiosk", ""), zone)
        self._until("take_number", lambda: ticket.number in [row.number for row in self._state.queue.waiting])
        return ticket.number

    def call(self) -> str:
        """Call the next citizen; returns the line that the hall speaks, when the hall screen shows it."""
        spoken = len(self._spoken)
        self._press("call_next")
        self._until("call", lambda: self._state.ticket.phase == "called" and len(self._spoken) > spoken)
        return self._spoken[-1]

    def begin_without_ticket(self) -> None:
        """Begin a visit without a number (无号直办)."""
        self._press("walk_in")
        self._until("walk_in", lambda: self._state.ticket.phase == "serving")

    def lay_down_card(self, name: str) -> None:
        """Lay a card on the reader; returns when the form shows its holder."""
        reader = self.desktop.equipment.simulated_reader if self.desktop.equipment else None
        assert reader is not None
        reader.lay_down(name)
        self._until("read_card", lambda: self._state.person.name == name)

    def lift_card(self) -> None:
        """Take the card away."""
        if self.desktop.equipment and self.desktop.equipment.simulated_reader:
            self.desktop.equipment.simulated_reader.lift()

    def add_item(self, item: str) -> None:
        """Take an item into the visit."""
        model, tabs = self.desktop.view_model, len(self._state.tabs)
        model.set_query(item)
        model.choose(self._state.search.hits[0])
        self._until("add_item", lambda: len(self._state.tabs) > tabs)

    def fill_in(self) -> None:
        """Close every gap of the active item."""
        for _ in range(50):
            shown = self._state.item
            if shown is None or not shown.gaps:
                break
            self._close_gap(shown)
        self._until("fill_in", lambda: self._state.item is not None and not self._state.item.gaps)

    def receive(self) -> str:
        """Receive the case; returns its number."""
        received = self._state.tabs[self._state.active].case_id
        self._press("receive")
        self._until("receive", lambda: bool(self._number_of(received)))
        self.desktop.view_model.select_item([tab.case_id for tab in self._state.tabs].index(received))
        return self._number_of(received)

    def open_receipt(self) -> str:
        """Show the receipt and keep it as a file; returns the path, once the printer has it."""
        self._press("documents")
        self._until("receipt", lambda: self._state.document is not None)
        self._until("printed", lambda: bool(self._state.document and self._state.document.needs_reason))
        self._until("receipt drawn", lambda: bool(self.desktop.window.page.document.pages))
        assert self._state.document is not None
        path = self._out / f"{self._state.document.title}.pdf"
        path.write_bytes(self._state.document.pdf)
        return str(path)

    def close_receipt(self) -> None:
        """Back to the visit, to the next item that is not received."""
        self.desktop.view_model.close_documents()
        waiting = [index for index, tab in enumerate(self._state.tabs) if tab.mark != "done"]
        if waiting:
            self.desktop.view_model.select_item(waiting[0])

    def finish(self) -> None:
        """Finish the visit."""
        self._press("finish")
        self._until("finish", lambda: self._state.evaluation == "asking")

    def evaluate(self, stars: int) -> None:
        """The citizen presses a grade."""
        self.desktop.view_model.evaluate(stars)
        self._until("evaluate", lambda: self._state.evaluation == "given")

    def synced(self) -> None:
        """Wait until the hub has everything."""
        self._until("sync", lambda: self._state.header.sync.code == "sync.synced" and self._all_there())

    def stop_hub(self) -> None:
        """Take the hub away; returns when the desk says that it works offline."""
        self._hub.stop()
        self._until("hub_stopped", lambda: not self._state.queue.live)

    def start_hub(self) -> None:
        """Bring it back."""
        port = int(self.hub_url.rpartition(":")[2])
        self._hub = HubProcess(self._data / "hub", self._hub_db, port=port)
        self._hub.start()
        self._until("hub_started", lambda: self._state.queue.live)

    def picture(self, name: str) -> list[str]:
        """Take pictures of the desk in all sizes and looks; returns their paths."""
        made = []
        for look in _LOOKS:
            self.desktop.theme.set_appearance(Appearance(look, 100))
            for width, height in _SIZES:
                self.desktop.window.resize(width, height)
                self._settle()
                made.append(
                    self._save(self.desktop.window.grab().toImage(), f"{name}-{width}x{height}-{look}")
                )
        self.desktop.theme.set_appearance(Appearance("light", 100))
        return made

    def hall_picture(self, name: str) -> list[str]:
        """Take pictures of the hall screen, both ways up."""
        upright = HallPage(Viewing(10.0, 55.0), upright=False)
        upright.render_state(self._hall.view_model.state)
        return [
            self._save(grab(self._hall.page, QSize(1920, 1080)), f"{name}-landscape"),
            self._save(grab(upright, QSize(1080, 1920)), f"{name}-portrait"),
        ]

    def evaluation_picture(self, name: str) -> list[str]:
        """Take a picture of the citizen's screen."""
        self._citizen.resize(*_SIZES[1])
        self._settle()
        return [self._save(self._citizen.grab().toImage(), name)]

    def _all_there(self) -> bool:
        backstage = self.desktop.backstage
        return backstage is not None and backstage.link.uploaded()

    def _number_of(self, case_id: str) -> str:
        return next(tab.case_no for tab in self._state.tabs if tab.case_id == case_id)

    def _close_gap(self, item: ItemState) -> None:
        model, gap = self.desktop.view_model, item.gaps[0]
        if gap.place == "question":
            question = next(each for each in item.questions if each.text == gap.key)
            model.answer(question.text, question.answers[0])
        elif gap.place == "field":
            model.set_field(gap.key, _TYPED[gap.key])
        else:
            model.set_material(gap.key, 1)

    def _press(self, action_id: str) -> None:
        self._until(f"{action_id} enabled", lambda: action_id in self._state.enabled)
        self.desktop.window.actions_of_window[action_id].trigger()

    def _heard(self, announcement: Announcement) -> None:
        self._spoken.append(announcement.text)

    def _save(self, image: object, name: str) -> str:
        path = self._out / f"{name}.png"
        image.save(str(path))  # type: ignore[attr-defined]
        return str(path)

    def _settle(self) -> None:
        loop = QEventLoop()
        # What a change sets off comes in the turns after it, also where the first one took all the time.
        for pause in (_SETTLE_MS, 0, 0):
            QTimer.singleShot(pause, loop.quit)
            loop.exec()

    def _until(self, act: str, seen: Callable[[], bool]) -> None:
        """Let the program run until something is seen. Raises AppError ``demo.not_seen``."""
        if seen():
            return
        loop, look, limit = QEventLoop(), QTimer(), QTimer()
        look.timeout.connect(lambda: loop.quit() if seen() else None)
        self.desktop.view_model.state_changed.connect(loop.quit)
        limit.setSingleShot(True)
        limit.start(_PATIENCE_S * 1000)
        look.start(5)
        while not seen() and limit.isActive():
            loop.exec()
        look.stop()
        self.desktop.view_model.state_changed.disconnect(loop.quit)
        if not seen():
            raise AppError("demo.not_seen", act=act, seconds=_PATIENCE_S)
