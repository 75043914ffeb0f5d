"""What the menu of simulated devices does: numbers, cards, a hall screen."""

from __future__ import annotations

from collections.abc import Callable

from app.core.errors import PeripheralError
from app.core.ids import new_id
from app.core.tasks import TaskRunner
from app.journal.model import Author
from app.main.devices.equipment import Equipment
from app.main.devices.simulated_reader import SimulatedReaderProcess
from app.main.window.backstage import Backstage
from ui.shell.demo_menu import DemoMenu
from ui.shell.main_window import MainWindow

_LANE = "simulator"
_KIOSK = Author("demo", "")


class Playground:
    """Lets one person try the whole: be the citizen who takes a number and lays down a card."""

    def __init__(
        self,
        window: MainWindow,
        runner: TaskRunner,
        backstage: Backstage,
        equipment: Equipment,
        show_hall: Callable[[], None],
        simulate_all: Callable[[], None],
        fail: Callable[[Exception], None],
    ) -> None:
        self._runner = runner
        self._backstage = backstage
        self._equipment = equipment
        self._fail = fail
        zones = [(zone.key, zone.name) for zone in backstage.services.catalogue.zones.values()]
        self._menu = DemoMenu(zones, SimulatedReaderProcess.cards, window)
        self._menu.number_taken.connect(self._take_number)
        self._menu.card_laid.connect(self._lay_down)
        self._menu.card_lifted.connect(self._lift)
        self._menu.hall_wanted.connect(lambda: self._do(_LANE, show_hall))
        self._menu.all_wanted.connect(simulate_all)
        window.header.offer_menu(self._menu)

    def _take_number(self, zone: str) -> None:
        self._do("sync", lambda: self._backstage.link.issue(new_id(), _KIOSK, zone))

    def _lay_down(self, name: str) -> None:
        self._do(_LANE, lambda: self._reader().lay_down(name))

    def _lift(self) -> None:
        self._do(_LANE, lambda: self._reader().lift())

    def _reader(self) -> SimulatedReaderProcess:
        reader = self._equipment.simulated_reader
        if reader is None:
            raise PeripheralError("reader.none_simulated")
        return reader

    def _do(self, lane: str, work: Callable[[], object]) -> None:
        self._runner.submit(lane, work, on_error=self._fail)
