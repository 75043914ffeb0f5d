"""``zongchuang kiosk``: the machine that gives queue tickets (取号机), with the hub or without."""

from __future__ import annotations

import json
import logging
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from app.config.load import load_settings
from app.config.schema import Settings
from app.core.clock import SystemClock
from app.core.errors import Offline, PeripheralError
from app.core.events import EventBus
from app.core.tasks import LaneTaskRunner, TaskRunner
from app.db.store import Store
from app.documents.model import SpoolState
from app.journal.node import own_node
from app.main.board_feed import BoardFeed
from app.main.devices.ticket_printing import TicketPrinting
from app.main.enrolled_face import face_identity
from app.main.features import HISTORY
from app.main.output import say
from app.main.tools.tickets import number_desk, slip_of
from app.main.window.sole_program import sole_program
from app.main.window.store import open_window_store
from app.main.zone_names import ZoneNames, ZonesNamed
from app.peripherals.events import DeviceHealth, DeviceState
from app.peripherals.ticket_desk import PAPER_LOW
from app.sync.hub_client import HubClient
from app.sync.identity import DeviceIdentity
from app.sync.model import SyncStatus
from app.sync.push import Pusher
from app.tickets.number_desk import NumberDesk
from app.tickets.offline_desk import Slip
from ui.kiosk.page import KioskPage
from ui.kiosk.state import Given, Paper
from ui.kiosk.view_model import KioskViewModel
from ui.qt_app import build_application, end_when_told
from ui.qt_tasks import QtDelivery

_log = logging.getLogger(__name__)
_TICK_MS = 250
_SHUT_OUT = ("auth.revoked", "auth.unknown_device")
_WORKS = (DeviceState.READY, DeviceState.BUSY, DeviceState.CONNECTING)


class Counter:
    """What happens behind the screen. Implements ui.kiosk.view_model.KioskCounter."""

    def __init__(
        self, numbers: NumberDesk, printing: TicketPrinting, names: Mapping[str, str], settings: Settings
    ) -> None:
        self._numbers = numbers
        self._printing = printing
        self._names = names
        self._settings = settings

    def name_zones(self, names: Mapping[str, str]) -> None:
        """What slips call the zones from now on."""
        self._names = names

    def give(self, zone: str) -> Slip:
        """See KioskCounter."""
        return self._numbers.give(zone)

    def put_on_paper(self, slip: Slip, ahead: int | None) -> str:
        """See KioskCounter. What cannot be printed now is never printed: its citizen has noted the number."""
        if not self._settings.devices.ticket_printer.port:
            return "tickets.no_printer"
        try:
            self._printing.make_sure()
        except PeripheralError as error:
            return error.code
        content = slip_of(slip, self._names.get(slip.zone, slip.zone), self._settings.hall.name, ahead)
        _, job = self._printing.print(slip.ticket_id, content)
        return "" if job.state is SpoolState.DONE else job.reason


class KioskFace(QObject):
    """The machine's store, its numbers, its printer and its screen, following one hub.

    ``page`` is shown by the caller; ``view_model.handed_over`` carries every number given.
    """

    def __init__(
        self,
        data: Path,
        store: Store,
        hub: HubClient,
        identity: DeviceIdentity,
        settings: Settings,
        tasks: TaskRunner,
    ) -> None:
        """``data``: where the content that comes down is kept."""
        super().__init__()
        clock, bus = SystemClock(), EventBus()
        self._settings = settings
        self._names = ZoneNames(data, hub, bus, clock)
        names = self._shown(self._names.now())
        node = store.transact(lambda conn: own_node(conn, settings.hall.id))
        self.numbers = number_desk(store, hub, identity, settings)
        self._printing = TicketPrinting(store, settings, bus, clock)
        self._pusher = Pusher(store, node, hub, bus, clock, HISTORY)
        self._feed = BoardFeed(hub, bus, self)
        self._tasks = tasks
        self._zones = tuple(names)
        self._counter = Counter(self.numbers, self._printing, names, settings)
        self.view_model = KioskViewModel(
            settings.hall.name, names, settings.kiosk.hours, clock, self._counter, tasks, self
        )
        self.view_model.hear_printer(bool(settings.devices.ticket_printer.port))
        self.page = KioskPage()
        self._timer = QTimer(self)
        self._connect()

    def start(self) -> None:
        """Show the tiles and follow the hub, however often it goes and comes."""
        self.page.render_state(self.view_model.state)
        self._timer.start(_TICK_MS)
        self._printing.start()
        self._feed.start()
        self._pusher.start()
        self._names.errand.start()

    def stop(self) -> None:
        """End the threads; what was not uploaded waits in the journal."""
        self._timer.stop()
        self._feed.stop()
        self._names.errand.stop(timeout=1.0)
        self._pusher.stop()
        self._printing.stop()

    def _connect(self) -> None:
        self._feed.changed.connect(self.view_model.show_board)
        self._feed.heard.connect(self._on_heard)
        self._feed.events.subscribe(DeviceHealth, self._on_health)
        self._feed.events.subscribe(SyncStatus, self.hear_sync)
        self._feed.events.subscribe(ZonesNamed, lambda event: self._name_zones(self._shown(event.names)))
        self._timer.timeout.connect(self.view_model.tick)
        self.view_model.state_changed.connect(self.page.render_state)
        self.view_model.handed_over.connect(self._pusher.poke)
        self.page.chosen.connect(self.view_model.choose)
        self.page.large_toggled.connect(self.view_model.toggle_large)
        self.page.message_closed.connect(self.view_model.go_home)

    def _shown(self, names: Mapping[str, str]) -> dict[str, str]:
        """The names of the zones on the machine, by key, in the order shown."""
        chosen = self._settings.kiosk.zones or names
        return {key: names[key] for key in chosen if key in names}

    def _name_zones(self, names: Mapping[str, str]) -> None:
        self._zones = tuple(names)
        self._counter.name_zones(names)
        self.view_model.name_zones(names)

    def _on_heard(self, reachable: bool) -> None:
        self.numbers.reachable = reachable
        self.view_model.hear_hub(reachable)
        if reachable:
            calling = self._feed.board is not None and bool(self._feed.board.calls)
            self._tasks.submit(
                "blocks",
                lambda: self.numbers.take_blocks(self._zones, windows_open=calling),
                lambda _: self._pusher.poke(),
                _no_blocks,
            )

    def hear_sync(self, status: SyncStatus) -> None:
        """The hub takes what this machine uploads, or lets it in no more; without the hub nothing changes."""
        if status.online:
            self.numbers.shut_out = status.problem in _SHUT_OUT

    def _on_health(self, event: DeviceHealth) -> None:
        self.view_model.hear_printer(event.state in _WORKS, paper_low=event.detail == PAPER_LOW)


def run(args: Namespace) -> int:
    """Give numbers of a hall, full screen, until it is ended: of ``args.hub``, else of the settings.

    Every number is also written to standard output, one JSON object a line, for those who check it
    elsewhere. Raises ConfigError, as ``face_identity`` for one; StoreUnavailable, also as ``sole_program``.
    """
    settings = load_settings(args.data, {"hub": {"url": args.hub}} if args.hub else {})
    identity = face_identity(args.data)
    with sole_program(args.data):
        return _serve(args.data, settings, identity)


def _serve(data: Path, settings: Settings, identity: DeviceIdentity) -> int:
    opened = open_window_store(data)
    if opened.problem is not None:
        opened.store.close()
        raise opened.problem
    application = build_application()
    end_when_told()
    hub, tasks = HubClient(settings.hub.url, identity), LaneTaskRunner(QtDelivery().deliver)
    face = KioskFace(data, opened.store, hub, identity, settings, tasks)
    face.view_model.handed_over.connect(_report)
    face.start()
    face.page.show_full_screen()
    code = application.exec()
    face.stop()
    tasks.close()
    hub.close()
    opened.store.close()
    return code


def _no_blocks(error: Exception) -> None:
    """The hub is asked again at its next heartbeat."""
    if not isinstance(error, Offline):
        _log.warning("no numbers for the time without the hub: %s", error)


def _report(given: Given) -> None:
    said = {"number": given.number, "window": given.window, "printed": given.paper is Paper.PRINTED}
    say(json.dumps(said, ensure_ascii=False))
