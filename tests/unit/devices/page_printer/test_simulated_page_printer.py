"""The simulated printer's paper is a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.page_printer.contract import FolderRefused, JobState
from devices.page_printer.simulated import NAME, SimulatedPagePrinter


def test_every_print_is_a_file_of_its_own(tmp_path: Path) -> None:
    printer = SimulatedPagePrinter(tmp_path / "papers")
    jobs = [printer.submit(body, "319999-1-SJ1") for body in (b"%PDF-1", b"%PDF-2")]
    assert jobs == ["319999-1-SJ1.pdf", "319999-1-SJ1 (2).pdf"]
    assert [(tmp_path / "papers" / job).read_bytes() for job in jobs] == [b"%PDF-1", b"%PDF-2"]
    assert [printer.status(job).state for job in jobs] == [JobState.DONE, JobState.DONE]


def test_a_title_never_leaves_the_folder(tmp_path: Path) -> None:
    printer = SimulatedPagePrinter(tmp_path / "papers")
    printer.submit(b"%PDF-", "../../etc/收件 凭证")
    assert [path.name for path in (tmp_path / "papers").iterdir()] == [".._.._etc_收件_凭证.pdf"]


def test_it_is_the_default_and_takes_everything(tmp_path: Path) -> None:
    printer = SimulatedPagePrinter(tmp_path)
    (only,) = printer.printers()
    assert (only.name, only.default, only.accepting, only.troubles) == (NAME, True, True, ())
    assert only.demo
    printer.cancel(printer.submit(b"%PDF-", ""))
    assert (tmp_path / "document.pdf").exists()


def test_a_folder_that_takes_no_file_is_said_and_left_as_it_was(tmp_path: Path) -> None:
    in_the_way = tmp_path / "printed"
    in_the_way.write_text("not a folder", "utf-8")
    with pytest.raises(FolderRefused):
        SimulatedPagePrinter(in_the_way).submit(b"%PDF-", "receipt")
    assert in_the_way.read_text("utf-8") == "not a folder"
