"""A scanner that was pulled out is seen to be gone without asking its driver."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.page_scanner.drivers.sane import usb_node


@pytest.mark.parametrize(
    ("name", "node"),
    [
        ("plustek:libusb:001:004", Path("/dev/bus/usb/001/004")),
        ("epson2:libusb:002:017", Path("/dev/bus/usb/002/017")),
        ("airscan:e0:Canon MF240 Series", None),
        ("test:0", None),
    ],
)
def test_only_a_scanner_on_usb_has_a_place_that_can_be_empty(name: str, node: Path | None) -> None:
    assert usb_node(name) == node
