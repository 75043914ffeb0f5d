"""Who may ask the hub for what: the one table of device kinds and addresses.

An address that does not stand here is refused, so a new route cannot be open by accident.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class DeviceKind(StrEnum):
    """What an enrolled device is: 窗口, 大屏, 取号机, 大堂平板, 下级大厅服务器."""

    WINDOW = "window"
    HALL = "hall"
    KIOSK = "kiosk"
    LOBBY = "lobby"
    HUB = "hub"


_ALL = frozenset(DeviceKind)
_CALLERS = frozenset({DeviceKind.WINDOW, DeviceKind.LOBBY})
_WRITERS = frozenset({DeviceKind.WINDOW, DeviceKind.KIOSK, DeviceKind.LOBBY, DeviceKind.HUB})

OPEN: frozenset[str] = frozenset({"health"})
"""Routes, by the name of their function, that answer without a token."""

ALLOWED: Mapping[str, frozenset[DeviceKind]] = {
    "issue": frozenset({DeviceKind.KIOSK, DeviceKind.LOBBY, DeviceKind.WINDOW}),
    "call_next": _CALLERS,
    "change": _CALLERS,
    "queue": _ALL,
    "feed": _ALL,
    "live": _ALL,
    "push": _WRITERS,
}
"""Which kinds of devices may use a route, by the name of its function."""
