"""What the menu of simulated devices does: numbers, cards, a hall screen."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from app.core.ids import new_id
from app.core.tasks import TaskRunner
from app.journal.model import Author
from app.main.backstage import Backstage
from app.main.equipment import Equipment
from app.main.program import own_command
from ui.shell.demo_menu import DemoMenu
from ui.shell.main_window import MainWindow

_LANE = "simulator"
_KIOSK = Author("demo", "")


class Playground:
    """Lets one person try the whole: be the citizen who takes a number and lays down a card."""

    def __init__(
        self,
        data: Path,
        window: MainWindow,
        runner: TaskRunner,
        backstage: Backstage,
        equipment: Equipment,
        fail: Callable[[Exception], None],
    ) -> None:
        self._data = data
        self._runner = runner
        self._backstage = backstage
        self._equipment = equipment
        self._fail = fail
        self._hall: subprocess.Popen[bytes] | None = None
        zones = [(zone.key, zone.name) for zone in backstage.services.catalogue.zones.values()]
        reader = equipment.simulated_reader
        self._menu = DemoMenu(zones, reader.cards if reader else (), window)
        self._menu.number_taken.connect(self._take_number)
        self._menu.card_laid.connect(self._lay_down)
        self._menu.card_lifted.connect(self._lift)
        self._menu.hall_wanted.connect(self._show_hall)
        window.header.offer_menu(self._menu)

    def close(self) -> None:
        """End the hall screen that was opened here."""
        if self._hall is not None and self._hall.poll() is None:
            self._hall.terminate()
            self._hall.wait()

    def _take_number(self, zone: str) -> None:
        self._do("sync", lambda: self._backstage.link.issue(new_id(), _KIOSK, zone))

    def _lay_down(self, name: str) -> None:
        reader = self._equipment.simulated_reader
        if reader:
            self._do(_LANE, lambda: reader.lay_down(name))

    def _lift(self) -> None:
        reader = self._equipment.simulated_reader
        if reader:
            self._do(_LANE, reader.lift)

    def _show_hall(self) -> None:
        if self._hall is not None and self._hall.poll() is None:
            return
        hub = self._backstage.link.url
        self._hall = subprocess.Popen(
            [*own_command(), "hall", "--hub", hub, "--data", str(self._data)], stdout=subprocess.DEVNULL
        )

    def _do(self, lane: str, work: Callable[[], object]) -> None:
        self._runner.submit(lane, work, on_error=self._fail)
