"""``zongchuang print`` says whether there is paper in the tray, and what else is wrong."""

from __future__ import annotations

from collections import deque
from pathlib import Path

import pytest

from app.config.load import load_settings
from app.core.errors import AppError, ContentError, EnvironmentMissing, PeripheralError
from app.main.devices.page_printers import print_system
from app.main.tools.printing import print_pdf, print_placement
from devices.errors import DeviceError
from devices.page_printer.contract import NoDefaultPrinter, PrinterUnknown, PrintSystemDown
from devices.page_printer.placement import Placement, PlacingPrinter
from tests.support.documents_desk import NO_PAPER, PrinterOnStrings
from tests.support.pdf_reading import text_by_pdfium


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "notice.pdf"
    path.write_bytes(b"%PDF-1.4 ")
    return path


def test_a_printed_file_is_done(pdf: Path) -> None:
    printer = PrinterOnStrings()
    assert print_pdf(pdf, "counter", printer) == {
        "job": "counter-1",
        "state": "done",
        "troubles": [],
        "reasons": [],
        "exit": 0,
    }
    assert printer.submitted == [("notice", "counter", 1, b"%PDF-1.4 ")]


def test_what_is_in_the_way_is_said_and_is_a_failure(pdf: Path) -> None:
    printed = print_pdf(pdf, "", PrinterOnStrings(deque([NO_PAPER])), patience_s=0)
    assert (printed["state"], printed["troubles"], printed["exit"]) == ("printing", ["out_of_paper"], 1)


def test_only_pdf_files_are_printed(tmp_path: Path) -> None:
    text = tmp_path / "notice.txt"
    text.write_text("hello")
    for path, code in ((text, "print.not_a_pdf"), (tmp_path / "none.pdf", "print.no_file")):
        with pytest.raises(ContentError) as caught:
            print_pdf(path, "", PrinterOnStrings())
        assert (caught.value.code, caught.value.params) == (code, {"file": str(path)})


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (PrintSystemDown(server="x"), EnvironmentMissing),
        (NoDefaultPrinter(), EnvironmentMissing),
        (PrinterUnknown(printer="y"), PeripheralError),
    ],
)
def test_a_missing_printer_is_told_by_its_code(pdf: Path, error: DeviceError, kind: type[AppError]) -> None:
    with pytest.raises(kind) as caught:
        print_pdf(pdf, "", PrinterOnStrings(refusals=deque([error])))
    assert (caught.value.code, caught.value.params) == (error.code, error.facts)


def test_the_test_page_names_the_printer_and_what_it_is_corrected_by() -> None:
    printer = PrinterOnStrings()
    printed = print_placement("", PlacingPrinter(printer, {"counter": Placement(right_mm=1.5)}), sheets=11)
    assert (printed["exit"], printed["placement"]) == (
        0,
        {"right_mm": 1.5, "down_mm": 0.0, "taller_mm": 0.0},
    )
    ((title, _, sheets, pdf),) = printer.submitted
    assert (title, sheets) == ("print-test-page", 11)
    assert "打印机：counter" in text_by_pdfium(pdf)
    assert "1.5 + 20 − a" in text_by_pdfium(pdf)


def test_corrections_come_from_the_settings(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text(
        '{"printer": {"placement": {"dots": {"down_mm": -2.5}}}}', "utf-8"
    )
    system = print_system(load_settings(tmp_path).printer)
    assert system.placement_of("dots") == Placement(down_mm=-2.5)
    assert system.placement_of("other") == Placement()
