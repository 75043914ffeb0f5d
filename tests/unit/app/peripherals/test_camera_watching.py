"""A camera that nobody looks at is left in peace, whatever else happens at the window."""

from __future__ import annotations

from app.core.clock import SystemClock
from app.core.events import EventBus
from app.peripherals.page_desks import CameraDesk


class _Counted(CameraDesk):
    """Counts how often its lane is woken."""

    woken = 0

    def wake(self) -> None:
        self.woken += 1


def test_only_who_comes_and_who_goes_wakes_the_camera() -> None:
    desk = _Counted((), EventBus(), SystemClock())
    woken = []
    for watched in (False, False, True, True, True, False, False):
        desk.watch(watched)
        woken.append(desk.woken)
    assert woken == [0, 0, 1, 1, 1, 2, 2]
