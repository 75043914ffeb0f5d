"""What stands around the desk, by the settings of a window."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import convert

from app.config.schema import Settings
from app.core.clock import SystemClock
from app.core.errors import AppError
from app.core.events import EventBus
from app.main.devices.equipment import Equipment
from app.peripherals.scan_desk import ScanDesk


def test_a_device_that_cannot_be_served_takes_no_other_one_away(tmp_path: Path) -> None:
    wrong = {"devices": {"idcard": {"driver": "unknown", "port": "COM9"}}}
    equipment = Equipment(tmp_path, convert(wrong, Settings), EventBus(), SystemClock())
    with pytest.raises(AppError, match=r"devices\.idcard\.driver"):
        equipment.start_readers()
    assert equipment.desks.keys() == {"idcard", "scanner", "staff_card", "ticket_printer"}
    equipment.close()


def test_a_device_that_comes_while_the_window_closes_is_not_served(tmp_path: Path) -> None:
    served: list[str] = []

    class Late(ScanDesk):
        KIND = "late"

        def start(self) -> None:
            served.append("late")

    class Leaving(ScanDesk):
        KIND = "leaving"

        def start(self) -> None:
            served.append("leaving")

        def stop(self, timeout: float = 1.0) -> bool:
            equipment.place(Late((), EventBus(), SystemClock()))
            served.remove("leaving")
            return True

    equipment = Equipment(tmp_path, Settings(), EventBus(), SystemClock())
    equipment.place(Leaving((), EventBus(), SystemClock()))
    equipment.close()
    assert (served, sorted(equipment.desks)) == ([], ["late", "leaving"])
