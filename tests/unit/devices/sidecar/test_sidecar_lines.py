"""What a side-car says is taken for what it is: an answer, a fault by its code, or nonsense."""

from __future__ import annotations

import sys

import pytest

from devices.errors import BadReply, DeviceError, DeviceRefused, DriverFault
from devices.page_scanner.contract import FeederJammed
from devices.sidecar.client import Line, Sidecar, line_of, result_of
from devices.sidecar.device import SidecarDevice


@pytest.mark.parametrize(
    "said", [b"", b"ready", b"5", b"[]", b'{"id":"1"}', b'{"id":1,"error":{}}', b'"\xff"']
)
def test_what_is_no_line_of_the_protocol_is_nonsense(said: bytes) -> None:
    assert line_of(said) is None


def test_a_beat_answers_nothing_and_unknown_words_are_passed_over() -> None:
    assert line_of(b'{"beat":17}') == Line()
    assert line_of(b'{"id":3,"result":[1],"took_ms":4}') == Line(3, [1])


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (b'{"code":"page_scanner.jammed"}', FeederJammed),
        (b'{"code":"device.refused","facts":{"status":"41"}}', DeviceRefused),
        (b'{"code":"device.refused","facts":{"status":"many"}}', DriverFault),
        (b'{"code":"vendor.own"}', DriverFault),
    ],
)
def test_a_fault_is_told_by_its_code(error: bytes, kind: type[Exception]) -> None:
    line = line_of(b'{"id":1,"error":' + error + b"}")
    assert line is not None
    with pytest.raises(kind) as caught:
        result_of(line)
    assert type(caught.value) is kind


def test_an_answer_of_another_kind_is_refused_and_not_quoted() -> None:
    class Says(Sidecar):
        def ask(self, method: str, limit: float = 0.0, **params: object) -> object:
            return "王秀兰"

    with pytest.raises(BadReply) as caught:
        SidecarDevice(Says((), "camera")).asked(int, "page")
    assert "王秀兰" not in str(caught.value)


def test_what_a_side_car_prints_beside_its_lines_nobody_hears(
    capfd: pytest.CaptureFixture[str],
) -> None:
    crash = "import sys; print('王秀兰', file=sys.stderr); print('王秀兰'); sys.exit('王秀兰')"
    sidecar = Sidecar((sys.executable, "-X", "utf8", "-c", crash), "camera")
    sidecar.start()
    with pytest.raises(DeviceError) as caught:
        sidecar.ask("open", 60)
    assert "王秀兰" not in "".join((str(caught.value), *capfd.readouterr()))
