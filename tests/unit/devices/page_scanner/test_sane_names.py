"""Scanners by the names that SANE has for them, their sources and their modes."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.page_scanner.contract import Source
from devices.page_scanner.drivers.sane import choices_of, mode_of, source_of, usb_node


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


BROTHER = """
    --mode Black & White|Gray[Error Diffusion]|True Gray|24bit Color|24bit Color[Fast] [24bit Color]
    --resolution 100|150|200|300|400|600|1200dpi [200]
    --source FlatBed|Automatic Document Feeder(left aligned)|ADF(left aligned,Duplex) [FlatBed]
"""
FEEDER = """
    --mode Lineart|Halftone|Gray|Color|Color Lineart [Lineart]
    --source ADF Front|ADF Back|ADF Duplex [ADF Front]
"""
GLASS = """
    --mode[=(yes|no)] [no]
    --source Flatbed [inactive]
"""


@pytest.mark.parametrize(
    ("options", "feeder", "glass", "colour", "grey"),
    [
        (BROTHER, "Automatic Document Feeder(left aligned)", "FlatBed", "24bit Color", "True Gray"),
        (FEEDER, "ADF Front", "", "Color", "Gray"),
        (GLASS, "", "", "", ""),
    ],
)
def test_a_scanner_is_told_the_names_that_it_has(
    options: str, feeder: str, glass: str, colour: str, grey: str
) -> None:
    sources, modes = choices_of(options, "source"), choices_of(options, "mode")
    assert (source_of(sources, Source.FEEDER), source_of(sources, Source.FLATBED)) == (feeder, glass)
    assert (mode_of(modes, colour=True), mode_of(modes, colour=False)) == (colour, grey)
