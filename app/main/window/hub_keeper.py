"""A window's hub is reached, however long it takes to be there."""

from __future__ import annotations

from collections.abc import Callable

from app.core.errors import AppError
from app.core.tasks import TaskRunner
from app.main.devices.equipment import Equipment
from app.main.window.hub_link import HubLink


class HubKeeper:
    """Connects the window to its hub and revives its own; ``look`` is called now and then.

    What keeps the window from its hub is told once, by ``fail``, and taken back by ``unsay`` when it is over.
    """

    def __init__(
        self,
        runner: TaskRunner,
        equipment: Equipment,
        link: HubLink,
        fail: Callable[[Exception], None],
        unsay: Callable[[str], None],
    ) -> None:
        self._runner = runner
        self._equipment = equipment
        self._link = link
        self._fail = fail
        self._unsay = unsay
        self._looking = False
        self._trouble = ""

    def look(self) -> None:
        """See to it that there is a hub, unless that is being done."""
        if not self._looking:
            self._looking = True
            self._runner.submit("sync", self._reach, self._reached, self._missed)

    def _reach(self) -> None:
        if self._link.url:
            self._equipment.revive_hub()
            return
        try:
            self._link.connect(*self._equipment.reach_hub())
        except AppError as error:
            self._link.work_alone(error)
            raise

    def _reached(self, _: None) -> None:
        self._looking = False
        if self._trouble:
            self._unsay(self._trouble)
            self._trouble = ""

    def _missed(self, error: Exception) -> None:
        self._looking = False
        code = error.code if isinstance(error, AppError) else type(error).__name__
        if code != self._trouble:
            self._trouble = code
            self._fail(error)
