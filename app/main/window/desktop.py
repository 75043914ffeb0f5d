"""``zongchuang run`` and ``window``: the clerk's desktop, put together.

Order of things: settings, application, window, workbench on the screen; then the log, the citizen's page and,
on lanes, the store and the features, the hub, the card reader. Before the workbench stands nothing of that is
even imported; afterwards nothing of it keeps the window from answering.
"""

from __future__ import annotations

from argparse import Namespace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer, Slot
from PySide6.QtGui import QGuiApplication

import app.core.quick_msgspec  # noqa: F401
from app.config.load import load_settings, remember
from app.config.schema import Settings
from app.core.clock import Clock, SystemClock
from app.core.errors import AppError, StoreBug, StoreUnavailable
from app.core.events import EventBus
from app.core.later import put_off
from app.main.window.sole_program import sole_program
from ui.common import fonts
from ui.common.theme import Theme
from ui.common.tokens import Appearance
from ui.qt_app import build_application, catch_crashes, end_when_told
from ui.shell.main_window import MainWindow
from ui.workbench.state import HeaderState
from ui.workbench.view_model import WorkbenchViewModel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from app.core.tasks import LaneTaskRunner
    from app.main.devices.equipment import Equipment
    from app.main.window.backstage import Backstage
    from app.main.window.hall_preview import HallPreview
    from app.main.window.hub_keeper import HubKeeper
    from app.main.window.playground import Playground
    from app.peripherals.page_desks import CameraDesk, PageScannerDesk
    from app.sync.model import AttachmentProgress
    from ui.devices.view_model import DeviceCentreViewModel
    from ui.qt_events import QtEvents
    from ui.qt_tasks import QtDelivery
    from ui.workbench.desk import Desk

_ROUND_MS = 5000
_WRITTEN_S = 20.0
"""How long a window that closes waits for a busy disk: what was done last is still to be written."""
_LATER = ("asyncio", "importlib.metadata", "hashlib", "secrets", "uuid_utils", "zstandard")
"""What is needed behind the desk when something is written or sent, or never: 11 MB, with TLS and the parsers
of mail that SQLAlchemy brings along."""
_LANGUAGES = {"zh": "zh_CN", "en": "en"}


class Desktop(QObject):
    """One window's desktop. ``load`` begins the work behind it; ``close`` ends everything.

    Not ``equipped``: a desk alone, without hub, devices and printing.
    """

    def __init__(
        self, data: Path, settings: Settings, clock: Clock | None = None, *, equipped: bool = True
    ) -> None:
        super().__init__()
        self._equipped = equipped
        self.data = data
        self.settings = settings
        self.clock = clock or SystemClock()
        self.bus = EventBus()
        self.backstage: Backstage | None = None
        self._desk: Desk | None = None
        self._room = "enough"
        self._playground: Playground | None = None
        self._hall: HallPreview | None = None
        self.devices: DeviceCentreViewModel | None = None
        self.equipment: Equipment | None = None
        self._hub_keeper: HubKeeper | None = None
        self.key_catcher: object = None
        look = settings.appearance
        self.theme = Theme(Appearance(look.theme, look.text_scale))
        header = HeaderState(settings.window.shown_name, settings.window.usual_clerk)
        self.view_model = WorkbenchViewModel(header, self)
        geometry = QSettings(str(data / "window.ini"), QSettings.Format.IniFormat)
        self.window = MainWindow(self.view_model, self.theme, self.clock, geometry)
        self.window.appearance_changed.connect(self._remember_appearance)
        self._round = QTimer(self)
        self._round.timeout.connect(self._tend)

    @cached_property
    def _delivery(self) -> QtDelivery:
        from ui.qt_tasks import QtDelivery

        return QtDelivery(self)

    @cached_property
    def runner(self) -> LaneTaskRunner:
        """The lanes of this desktop."""
        from app.core.tasks import LaneTaskRunner

        return LaneTaskRunner(self._delivery.deliver, self._delivery.politely)

    @cached_property
    def _events(self) -> QtEvents:
        from ui.qt_events import QtEvents

        return QtEvents(self.bus, self._delivery, self)

    @Slot()
    def load(self) -> None:
        """Set up the citizen's page; open the store and everything behind the desk, in its lane."""
        from ui.evaluation.page import EvaluationPage

        fonts.load_rare()
        self.window.place_evaluation(EvaluationPage(self.view_model, self.theme, self.clock))
        self.runner.submit("store", self._open, self._opened, self._not_opened)

    def close(self) -> None:
        """Save, end all threads and processes, close the store."""
        self._round.stop()
        self.view_model.close()
        self._events.close()
        if self._hall:
            self._hall.close()
        if self.equipment:
            self.equipment.close()
        if self.backstage:
            self.backstage.link.close()
        self.runner.close(store=_WRITTEN_S)
        if self.backstage:
            self.backstage.store.close()

    def tell_crash(self, error: BaseException) -> None:
        """An error of ours left a slot: the clerk learns that something did not happen."""
        self.view_model.tell(StoreBug("program.bug", kind=type(error).__name__))

    def _open(self) -> Backstage:
        with put_off(_LATER, by=("sqlalchemy.", "app."), lent=("asyncio.iscoroutine",)):
            from app.main.window.backstage import open_backstage
        return open_backstage(self.data, self.settings, self.bus, self.clock, self._read_card)

    def _opened(self, backstage: Backstage) -> None:
        from app.sync.model import AttachmentProgress, ContentChanged, ContentRefused
        from ui.workbench.desk import Desk
        from ui.workbench.scans import ScanOutlets

        self.backstage = backstage
        desk = self._desk = Desk(
            self.runner,
            self.clock,
            backstage.services,
            self.view_model.state.header,
            self.settings.hall.name,
            self.view_model.show_state,
            self.view_model.show_evaluation,
        )
        for kind, handler in desk.handlers:
            self._events.subscribe(kind, handler)
        self._events.subscribe(ContentChanged, self._renew_content)
        self._events.subscribe(AttachmentProgress, self._watch_room)
        self._events.subscribe(ContentRefused, lambda event: desk.session.fail(event.why))
        desk.news.renew_with(backstage.link.renew)
        desk.scans.connect(ScanOutlets(self._copy, self.settings.hall.progress_url))
        if (problem := backstage.opened.problem) is not None:
            desk.only_reading(problem)
        if lost := backstage.opened.lost:
            desk.session.fail(StoreUnavailable("store.rows_lost", count=lost))
        self._furnish_pages(desk, backstage)
        self.view_model.attach(desk)
        if self._equipped:
            self._equip(desk)

    def _furnish_pages(self, desk: Desk, backstage: Backstage) -> None:
        from app.main.window.case_page import WindowCases, furnish_case_page
        from app.main.window.sync_centre import WindowSync, furnish_sync_centre

        services, clerks = backstage.services, backstage.clerks
        sync = WindowSync(
            backstage.store,
            backstage.node,
            services.duty,
            clerks,
            self.clock,
            backstage.settlements,
            services.corrections,
            services.receipts,
            backstage.link,
        )
        centre = furnish_sync_centre(sync, self.runner, self._events, self.window, self.theme, self)
        desk.news.follow_with(centre.follow)
        hall_id, corrections = self.settings.hall.id, services.corrections
        cases = WindowCases(backstage.store, hall_id, services.duty, clerks, corrections, backstage.link)
        furnish_case_page(cases, self.runner, self.window, self.theme, desk.paper.open_again, self)

    def _watch_room(self, event: AttachmentProgress) -> None:
        """Say once that the disk is filling up."""
        if event.room != self._room and self._desk:
            self._room = event.room
            if event.room != "enough":
                self._desk.session.say("attachment.room_low", "warn")

    def _renew_content(self, _: object) -> None:
        if self.backstage and self._desk:
            desk = self._desk
            self.runner.submit("store", self.backstage.renewed, desk.adopt, desk.session.fail)

    def _equip(self, desk: Desk) -> None:
        from app.main.devices.equipment import Equipment
        from app.main.window.hub_keeper import HubKeeper

        assert self.backstage is not None
        self.equipment = Equipment(self.data, self.settings, self.bus, self.clock)
        self._furnish_device_centre()
        if self.key_catcher is not None:
            self._tell_typing()
        self._hub_keeper = HubKeeper(
            self.runner, self.equipment, self.backstage.link, desk.session.fail, desk.session.unsay
        )
        self.runner.submit("idcard", self.equipment.start_readers, self._offer_playground, desk.session.fail)
        self.runner.submit("counter", self.equipment.start_counter, desk.counter.connect, desk.session.fail)
        self.runner.submit("camera", self.equipment.start_capture, self._give_capture, desk.session.fail)
        self._tend()
        self._round.start(_ROUND_MS)

    def _furnish_device_centre(self) -> None:
        from app.main.devices.centre import WindowDevices, furnish_device_centre
        from app.main.window.hall_preview import HallPreview

        backstage, equipment = self.backstage, self.equipment
        assert backstage is not None
        assert equipment is not None
        self._hall = HallPreview(self.data, lambda: backstage.link.url)
        watch, show = backstage.printer_watch, self._hall.show
        keeper = WindowDevices(self.data, self.settings, equipment, watch, show, self.bus, self.clock, self)
        self.devices = furnish_device_centre(
            keeper, self.runner, self.clock, self._events, self.window, self.theme
        )

    def _offer_playground(self, _: None) -> None:
        """Where cards of a simulated reader are accepted, let its menu be used."""
        from app.main.window.playground import Playground

        if not (self.settings.window.demo_cards and self.backstage and self.equipment and self._desk):
            return
        assert self._hall is not None
        assert self.devices is not None
        self._playground = Playground(
            self.window,
            self.runner,
            self.backstage,
            self.equipment,
            self._hall.show,
            self.devices.simulate_all,
            self._desk.session.fail,
        )

    def _give_capture(self, devices: tuple[CameraDesk, PageScannerDesk]) -> None:
        """Let the workbench put pages on materials."""
        from ui.workbench.capturing import CaptureOutlets

        if self._desk:
            show_frame = self.view_model.capture.show_frame
            self._desk.capture.connect(CaptureOutlets(*devices, show_frame, self._remember_camera))

    def _remember_camera(self, camera_id: str) -> None:
        if not camera_id.startswith("simulated:"):
            chosen = {"devices": {"camera": {"port": camera_id}}}
            self.runner.submit("files", lambda: remember(self.data, chosen))

    def _not_opened(self, error: Exception) -> None:
        known = (
            error if isinstance(error, AppError) else StoreUnavailable("store.bug", kind=type(error).__name__)
        )
        self.view_model.cannot_start(known)

    def _read_card(self) -> None:
        if self.equipment:
            self.equipment.read_card()

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    def _tend(self) -> None:
        """Look how the printer and the hub are, and give what waits in the spool another try."""
        if self.backstage and self._desk and self._hub_keeper:
            self._hub_keeper.look()
            self.runner.submit("printer", self.backstage.printer_watch.look)
            self.runner.submit("printer", self.backstage.spool.send_due, self._desk.paper.jobs_changed)

    def scanned(self, code: str) -> None:
        """A scanner typed a code."""
        from app.peripherals.events import CodeScanned
        from devices.scanner.stream import scan_of

        self._tell_typing()
        self.bus.publish(CodeScanned(scan_of(code.encode()), demo=False, at=self.clock.now()))

    def _tell_typing(self) -> None:
        """A scanner that types is well as long as the program listens: nobody sees it pulled out."""
        from app.main.devices.places import KEYBOARD
        from app.peripherals.events import DeviceHealth, DeviceState

        ready, now = DeviceState.READY, self.clock.now()
        self.bus.publish(DeviceHealth("scanner", ready, "equipment.typing", last_ok=now, driver=KEYBOARD))

    @Slot(object)
    def _remember_appearance(self, look: Appearance) -> None:
        chosen = {"appearance": {"theme": look.mode, "text_scale": look.scale}}
        self.runner.submit("files", lambda: remember(self.data, chosen))


def run(args: Namespace) -> int:
    """Show the desktop until it is closed; ``args.hub``, where given, is the hub to use.

    Raises ConfigError, StoreUnavailable as ``sole_program``.
    """
    overrides = {"hub": {"url": args.hub}} if getattr(args, "hub", "") else {}
    settings = load_settings(args.data, overrides)
    with sole_program(args.data):
        application = build_application(_LANGUAGES[settings.appearance.language], rare=False)
        end_when_told()
        desktop = Desktop(args.data, settings)
        catch_crashes(desktop.tell_crash)
        desktop.window.stands.connect(lambda: _begin(desktop, application))
        desktop.window.open()
        code = application.exec()
        desktop.close()
    return code


def _begin(desktop: Desktop, application: QApplication) -> None:
    from app.main.devices.places import KEYBOARD
    from app.main.logs import install_logs

    install_logs(desktop.data)
    scanner = desktop.settings.devices.scanner
    if scanner.driver == KEYBOARD:
        from ui.common.wedge.listen import catch_scans

        desktop.key_catcher = catch_scans(application, scanner.prefix, desktop.scanned)
    desktop.load()
