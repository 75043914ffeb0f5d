"""What a line of the device centre says, by what is bound there and how the device is. Pure."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from app.config.schema import Device
from app.peripherals.events import UNBOUND, DeviceHealth, DeviceState
from app.peripherals.ticket_desk import PAPER_LOW
from ui.devices.state import DeviceLine
from ui.workbench.state import Tone, Wording

SIMULATED, KEYBOARD, NONE = "simulated", "keyboard", "none"
_COME_BY_THEMSELVES = (KEYBOARD, "tablet")
"""Drivers that nobody here connects."""
TONES: Final[dict[DeviceState, Tone]] = {
    DeviceState.ABSENT: "warn",
    DeviceState.CONNECTING: "busy",
    DeviceState.READY: "ok",
    DeviceState.BUSY: "busy",
    DeviceState.TROUBLE: "bad",
    DeviceState.STAND_IN: "warn",
}


def tone_of(health: DeviceHealth) -> Tone:
    """How a device is, as a colour: one that works and soon will not is to be seen to."""
    return "warn" if health.detail == PAPER_LOW else TONES[health.state]


def line_of(kind: str, bound: Device, health: DeviceHealth | None, able: Collection[str]) -> DeviceLine:
    """The line of a kind of device. ``able``: what can be done with it, as of DeviceKeeper.abilities."""
    can = set(able)
    if health is None or health.detail == UNBOUND:
        if "bind" not in can and can:
            return DeviceLine(kind, Wording("equipment.untested"), "info", can=frozenset(can))
        told = "equipment.none" if bound.driver == NONE else "equipment.unset"
        return DeviceLine(kind, Wording(told), "info", can=frozenset(can - {"test", "reconnect"}))
    if health.driver in _COME_BY_THEMSELVES:
        can.discard("reconnect")
    if health.demo:
        can = can - {"simulate"} | ({"real"} if bound.driver == SIMULATED else set())
    return DeviceLine(
        kind,
        Wording(health.detail or f"device.{health.state.value}"),
        tone_of(health),
        health.last_ok,
        tuple(part for part in (health.port, health.driver, health.version) if part),
        health.demo,
        can=frozenset(can),
    )
