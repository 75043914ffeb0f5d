"""A device is found again: by its port's name, or wherever its adapter went."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.transport.addresses import PortInfo, SerialAddress, on_network

READER = PortInfo("COM3", "1A86:7523:R1")
OTHER = PortInfo("COM4", "1A86:7523:R2")
PLAIN = PortInfo("COM1", "")


def test_an_adapter_that_comes_back_under_another_name_is_known_again() -> None:
    ports = [READER, PLAIN]
    address = SerialAddress("COM3", lambda: ports, windows=True)
    assert address.locate() == "COM3"
    address.remember()
    ports[:] = [OTHER, PLAIN]
    assert address.locate() == "", "another adapter of the same model is not it"
    ports[:] = [OTHER._replace(name="COM3"), READER._replace(name="COM7")]
    assert address.locate() == "COM7", "even when another took its name"


def test_a_port_without_adapter_is_known_by_its_name() -> None:
    ports = [PLAIN]
    address = SerialAddress("com1", lambda: ports, windows=True)
    address.remember()
    assert address.locate() == "com1"
    ports.clear()
    assert address.locate() == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [("usb:1a86:7523", "COM3"), ("usb:1A86:7523:R2", "COM4"), ("usb:1A86:7524", ""), ("usb:1A86:752", "")],
)
def test_a_configured_adapter_is_found_by_its_identity(text: str, found: str) -> None:
    assert SerialAddress(text, lambda: [PLAIN, READER, OTHER], windows=True).locate() == found


def test_links_and_addresses_of_a_network_need_no_list_of_ports(tmp_path: Path) -> None:
    link = tmp_path / "reader"
    address = SerialAddress(str(link), list, windows=False)
    assert address.locate() == ""
    link.symlink_to("/dev/null")
    assert address.locate() == str(link)
    assert SerialAddress("socket://127.0.0.1:4001", list).locate() == "socket://127.0.0.1:4001"


@pytest.mark.parametrize(
    ("place", "network"),
    [
        ("192.168.1.30:9100", True),
        ("usb:1A86:7523", False),
        ("USB:1A86:7523", False),
        ("socket://localhost:1", False),
        ("COM3", False),
    ],
)
def test_an_adapter_is_no_host_however_it_is_written(place: str, network: bool) -> None:
    assert on_network(place) is network
