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


def test_a_device_that_cannot_be_served_takes_no_other_one_away(tmp_path: Path) -> None:
    wrong = {"devices": {"idcard": {"driver": "unknown", "port": "COM9"}}}
    equipment = Equipment(tmp_path, convert(wrong, Settings), EventBus(), SystemClock())
    with pytest.raises(AppError, match=r"devices\.idcard\.driver"):
        equipment.start_readers()
    assert equipment.desks.keys() == {"idcard", "scanner", "staff_card", "ticket_printer"}
    equipment.close()
