"""Lines above the work say of which device they are, and none outlives what it tells of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.errors import PeripheralError
from app.peripherals.events import DeviceHealth, DeviceState
from tests.support.desk import DeskBench
from ui.shell.notices import in_words


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[DeskBench]:
    made = DeskBench(tmp_path)
    yield made
    made.close()


def failing(bench: DeskBench, lane: str, code: str) -> None:
    """Work with a device comes to nothing."""

    def work() -> None:
        raise PeripheralError(code)

    bench.desk.session.run(lane, work, lambda _: None)


def said(bench: DeskBench) -> list[str]:
    return [in_words(bar.text) for bar in bench.state.bars]


def test_a_device_in_trouble_is_named_until_it_works_again(bench: DeskBench) -> None:
    failing(bench, "camera", "device.not_connected")
    failing(bench, "page_scanner", "device.hung")
    camera, scanner = said(bench)
    assert camera == "高拍仪未连接；没有找到设备；插好后自动连接。"
    assert scanner.startswith("扫描仪驱动没有反应；")
    bench.desk.news.handlers[DeviceHealth](DeviceHealth("camera", DeviceState.READY))
    assert said(bench) == [scanner]


def test_a_jam_is_told_no_more_when_the_scan_is_done(bench: DeskBench) -> None:
    failing(bench, "page_scanner", "page_scanner.jammed")
    bench.desk.session.say("page.same")
    assert bench.bars() == ["page_scanner.jammed", "page.same"]
    bench.desk.session.say("page_scanner.done", "ok", count=3)
    assert bench.bars() == ["page.same", "page_scanner.done"]
