"""``zongchuang hall``: the big screen of the hall and its voice, as one face of the hub."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from app.config.load import load_settings
from app.config.schema import Settings
from app.core.clock import SystemClock
from app.core.events import EventBus
from app.main.board_feed import BoardFeed
from app.main.enrolled_face import face_identity
from app.main.output import say
from app.main.zone_names import ZoneNames, ZonesNamed
from app.sync.hub_client import HubClient
from app.tickets.announcement import Announcement
from app.tickets.quiet_hours import is_quiet
from ui.hall.page import HallPage
from ui.hall.sizes import Viewing
from ui.hall.view_model import HallViewModel
from ui.hall.voice import Player, Voice, open_player
from ui.hall.voice_pack import open_pack
from ui.hall.words import standing_notices
from ui.qt_app import build_application, end_when_told
from ui.shell.notices import word

_TICK_MS = 250


class HallFace(QObject):
    """The hall's live feed, folded into a board, shown and spoken.

    ``page`` is shown by the caller; ``view_model.announced`` carries every Announcement.
    """

    def __init__(
        self,
        data: Path,
        hub: HubClient,
        settings: Settings,
        player: Player,
        *,
        upright: bool = False,
    ) -> None:
        """``data``: where the content that comes down is kept."""
        super().__init__()
        screen, bus, clock = settings.hall_screen, EventBus(), SystemClock()
        self._zones = ZoneNames(data, hub, bus, clock)
        pack = open_pack(settings.hall_voice.pack)
        self.view_model = HallViewModel(
            settings.hall.name,
            self._zones.now(),
            clock,
            # Only what is wrong: citizens read it too. ``doctor`` tells the rest.
            notices=(*standing_notices(), *([word(pack.trouble).what] if pack.trouble else [])),
            say_yao=screen.say_yao,
            parent=self,
        )
        self.page = HallPage(Viewing(screen.farthest_seat_m, screen.diagonal_inch), upright=upright)
        voice = settings.hall_voice
        self.voice = Voice(
            player,
            self,
            pack=pack,
            is_quiet=lambda: is_quiet(clock.now(), voice.quiet),
        )
        self._feed = BoardFeed(hub, bus, self)
        self._timer = QTimer(self)
        self._connect()

    def start(self) -> None:
        """Show the present state and follow the hub."""
        self.page.render_state(self.view_model.state)
        self._timer.start(_TICK_MS)
        self._feed.start()
        self._zones.errand.start()

    def stop(self) -> None:
        """End the threads that follow the hub."""
        self._timer.stop()
        self._feed.stop()
        self._zones.errand.stop(timeout=1.0)

    def _connect(self) -> None:
        self._feed.changed.connect(self.view_model.show_board)
        self._feed.heard.connect(self._on_heard)
        self._feed.events.subscribe(ZonesNamed, lambda event: self.view_model.name_zones(event.names))
        self._timer.timeout.connect(self.view_model.tick)
        self.view_model.state_changed.connect(self.page.render_state)
        self.view_model.announced.connect(self.voice.say)
        self.voice.speaking_changed.connect(self.view_model.set_speaking)

    def _on_heard(self, reachable: bool) -> None:
        if reachable:
            self.view_model.hear_hub()


def run(args: Namespace) -> int:
    """Show a hall full screen until it is closed: that of ``args.hub``, else of the settings.

    ``args.portrait`` turns it upright; with ``args.windowed`` it stands in a window.
    Every announcement is also written to standard output, one JSON object a line, for those who show or
    check it elsewhere. Raises ConfigError, as ``face_identity`` for one.
    """
    settings = load_settings(args.data, {"hub": {"url": args.hub}} if args.hub else {})
    identity = face_identity(args.data)
    application = build_application()
    end_when_told()
    hub = HubClient(settings.hub.url, identity)
    player = open_player(settings.hall_voice.volume)
    face = HallFace(args.data, hub, settings, player, upright=args.portrait)
    face.view_model.announced.connect(_report)
    face.start()
    (face.page.show_in_window if args.windowed else face.page.show_full_screen)()
    code = application.exec()
    face.stop()
    hub.close()
    return code


def _report(announcement: Announcement) -> None:
    say(json.dumps({"spoken": announcement.text}, ensure_ascii=False))
