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
