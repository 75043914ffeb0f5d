"""A simulated device that ended is there again after 重连."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from app.config.schema import Settings
from app.main.devices.bindings import DeviceBindings
from app.main.devices.simulated_process import SimulatedProcess
from app.peripherals.desk import DeviceDesk


class Simulator:
    """As good as a process: serves on a port of its own until it ends."""

    made = 0

    def __init__(self) -> None:
        Simulator.made += 1
        self.port, self.running = f"/dev/simulated{Simulator.made}", False

    def start(self) -> str:
        self.running = True
        return self.port

    def stop(self) -> None:
        self.running = False


class Desk:
    """Remembers what it was told to serve."""

    KIND = "idcard"

    def __init__(self) -> None:
        self.served: list[str] = []

    def rebind(self, candidates: Any) -> None:
        self.served += [each.address.text for each in candidates]


@pytest.fixture
def bindings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DeviceBindings:
    made = DeviceBindings(tmp_path, Settings())
    monkeypatch.setattr(made, "_simulator", lambda *_: Simulator())
    return made


def test_only_one_that_ended_is_started_anew(bindings: DeviceBindings) -> None:
    desk = Desk()
    first = bindings.ready("idcard").port
    bindings.revive(cast(DeviceDesk[Any], desk))
    assert desk.served == []
    bindings.simulators["idcard"].stop()
    bindings.revive(cast(DeviceDesk[Any], desk))
    assert bindings.simulators["idcard"].running
    assert desk.served == [bindings.simulators["idcard"].port] != [first]


def test_one_that_was_never_started_does_not_run() -> None:
    assert not SimulatedProcess("idcard", "--empty").running
