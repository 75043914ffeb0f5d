"""What the operating system says at opening becomes an error that a person can act on."""

from __future__ import annotations

import errno

import pytest
import serial

from devices.errors import NotConnected, PortBusy, PortDenied, Unplugged
from devices.transport.serial_port import SerialPort


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (errno.ENOENT, NotConnected),
        (errno.EACCES, PortDenied),
        (errno.EBUSY, PortBusy),
        (errno.EAGAIN, PortBusy),
        (None, NotConnected),
    ],
)
def test_opening_says_why_not(
    monkeypatch: pytest.MonkeyPatch, number: int | None, error: type[NotConnected]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise serial.SerialException(number, "no") if number else serial.SerialException("no")

    monkeypatch.setattr(serial, "Serial", refuse)
    with pytest.raises(NotConnected) as refusal:
        SerialPort("COM7", 9600).open()
    assert type(refusal.value) is error
    assert refusal.value.facts == {"port": "COM7"}


class Line:
    """A port whose system takes 4096 bytes in advance, and keeps how long it was given."""

    def __init__(self, *_: object, **options: object) -> None:
        self.write_timeout = options["write_timeout"]
        self.waited: list[tuple[int, object]] = []
        self.emptied = 0

    def write(self, data: bytes) -> None:
        self.waited.append((len(data), self.write_timeout))

    def flush(self) -> None:
        self.emptied += 1


def test_a_slow_line_is_given_the_time_that_its_bytes_take(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip of 40 kB needs 45 s at 9600 baud: it is not lost for being long."""
    line = Line(write_timeout=None)
    monkeypatch.setattr(serial, "Serial", lambda *_, **__: line)
    port = SerialPort("COM7", 9600)
    port.open()
    port.write(bytes(10))
    port.write(bytes(4096))
    (_, quick), (size, patient) = line.waited
    assert isinstance(quick, float)
    assert isinstance(patient, float)
    assert 1 <= quick < 1.1
    assert patient > 2 * size * 10 / 9600
    assert line.emptied == 1, "what is short is not waited for, the device answers when it had it"


def test_a_missing_port_is_not_connected() -> None:
    with pytest.raises(NotConnected):
        SerialPort("/dev/no-such-port", 9600).open()


def test_a_port_that_is_not_open_is_like_one_unplugged() -> None:
    port = SerialPort("COM7", 9600)
    port.close()
    with pytest.raises(Unplugged):
        port.write(b"x")
    with pytest.raises(Unplugged):
        port.read(0)
    with pytest.raises(Unplugged):
        port.discard_input()
