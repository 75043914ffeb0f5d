"""TCP ports and files of printers: what is not there is said so, and what goes away is noticed."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest

from devices.errors import NotConnected, Unplugged
from devices.ticket_printer.contract import OutOfPaper, Readiness
from devices.ticket_printer.drivers.device_file import DeviceFile
from devices.ticket_printer.drivers.escpos_printer import EscPosPrinter
from devices.transport.tcp_port import TcpPort


@pytest.mark.parametrize("address", ["", "printer", "printer:", ":9100", "printer:99999", "tcp://printer"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(NotConnected):
        TcpPort(address)


def test_bytes_go_both_ways_until_the_device_hangs_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = TcpPort(f"tcp://127.0.0.1:{server.getsockname()[1]}")
        port.open()
        device, _ = server.accept()
        port.write(b"hello")
        assert device.recv(16) == b"hello"
        assert port.read(time.monotonic()) == b""
        device.sendall(b"there")
        assert port.read(time.monotonic() + 60) == b"there"
        device.close()
        with pytest.raises(Unplugged):
            port.read(time.monotonic() + 60)
        port.close()
    with pytest.raises(Unplugged):
        port.write(b"x")
    with pytest.raises(NotConnected):
        port.open()


def test_a_printer_behind_a_file_takes_slips_and_tells_nothing(tmp_path: Path) -> None:
    path = tmp_path / "lp0"
    printer = EscPosPrinter(DeviceFile(str(path)), talks=False)
    with pytest.raises(NotConnected):
        printer.open()
    path.write_bytes(b"")
    printer.open()
    assert printer.readiness() == Readiness(known=False)
    printer.print_slip(b"slip")
    printer.close()
    assert path.read_bytes() == b"slip"
    with pytest.raises(Unplugged):
        DeviceFile(str(path)).write(b"x")


def test_what_is_in_the_way_is_raised_with_the_status_of_the_printer() -> None:
    with pytest.raises(OutOfPaper) as caught:
        Readiness((OutOfPaper,), status=0x72).demand()
    assert (caught.value.code, caught.value.status) == ("printer.out_of_paper", 0x72)
