"""Receipts through a real print system: what arrives is our page, and nothing is lost on the way."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.config.load import load_settings
from app.config.schema import Settings
from app.core.clock import SystemClock, from_text
from app.core.events import EventBus
from app.documents import spool as policy
from app.documents.model import PrintJob, SpoolState
from app.documents.queries import receipt_of
from app.documents.spool import PrintSpool
from app.journal.read import all_events
from app.main.devices.centre import WindowDevices
from app.main.devices.equipment import Equipment
from app.main.devices.page_printers import WindowPrinter
from app.main.devices.printer_watch import PrinterWatch
from app.main.tools.printing import print_pdf, print_placement
from app.peripherals.events import DeviceHealth
from devices.page_printer.contract import JobState, NotAccepting, PrinterUnknown, Trouble
from devices.page_printer.drivers.cups import CupsPagePrinter
from devices.page_printer.placement import Placement, PlacingPrinter
from tests.support.documents_desk import CLERK, NODE, Counter, counter
from tests.support.hub import until
from tests.support.immediate import ImmediateTaskRunner
from tests.support.pdf_reading import codes, ink, page_count, sheet_size, text_by_poppler
from tests.support.private_cups import PrivateCups, private_cups
from tests.support.receipt_samples import AGENT, CASE_NUMBER, PROGRESS_URL, content
from ui.common.theme import Theme
from ui.common.widgets.fields import ChoiceBox
from ui.common.widgets.line_edit import LineEdit
from ui.devices.page import DeviceCentrePage
from ui.devices.view_model import DeviceCentreViewModel
from ui.shell.notices import word


@pytest.fixture(scope="module")
def cups() -> Iterator[PrivateCups]:
    with private_cups() as running:
        yield running


@pytest.fixture
def printer(cups: PrivateCups) -> Iterator[CupsPagePrinter]:
    cups.load_paper()
    cups.run("cupsenable", cups.queue)
    cups.run("cupsaccept", cups.queue)
    until(lambda: "is idle" in cups.run("lpstat", "-p"), what="the end of what was printed before")
    yield CupsPagePrinter(cups.server)
    cups.load_paper()
    cups.run("cancel", "-a", cups.queue)


@pytest.fixture
def window(
    tmp_path: Path, cups: PrivateCups, printer: CupsPagePrinter, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Counter]:
    monkeypatch.setattr(policy, "GRACE", timedelta(seconds=1))
    opened = counter(tmp_path, printer)

    def pause(seconds: float) -> None:
        threading.Event().wait(0.1)
        opened.clock.advance(timedelta(seconds=0.1))

    yield replace(opened, spool=PrintSpool(opened.store, NODE.hall_id, printer, opened.clock, pause))
    opened.store.close()


def arrived(cups: PrivateCups, before: int) -> list[bytes]:
    """The papers that came out since there were ``before``."""
    until(lambda: len(cups.papers()) > before, what="the paper")
    return [path.read_bytes() for path in cups.papers()[before:]]


def stands(window: Counter, case: str) -> bool:
    """The receipt is issued, on record, and in the journal."""
    with window.store.read() as conn:
        document = receipt_of(conn, NODE.hall_id, case)
        return document is not None and len(list(all_events(conn))) == 1


def lacks_paper(window: Counter, job_id: str) -> PrintJob:
    """The job when it waits for paper; the queue may first tell of other trouble."""
    while (job := window.spool.send(job_id)).reason != "printer.out_of_paper":
        assert job.state is SpoolState.WAITING
    return job


def follows(window: Counter) -> bool:
    """Whether what is due comes out; the queue may remember for longer than we wait what is mended."""
    done = window.spool.send_due()
    window.clock.advance(timedelta(hours=1))
    return [each.state for each in done] == [SpoolState.DONE]


def test_what_arrives_is_the_receipt(cups: PrivateCups, window: Counter) -> None:
    before = len(cups.papers())
    issued = window.desk.issue_receipt(CLERK, "case-1", content(30, agent=AGENT), cups.queue)
    assert window.spool.send(issued.job_id).state is SpoolState.DONE
    (paper,) = arrived(cups, before)
    assert page_count(paper) % page_count(issued.pdf) == 0
    assert text_by_poppler(paper).startswith(text_by_poppler(issued.pdf))
    assert codes(paper, 203) == {"Code128": CASE_NUMBER, "QRCode": PROGRESS_URL}


def test_without_paper_the_case_stands_and_the_receipt_follows_later(
    cups: PrivateCups, window: Counter
) -> None:
    before = len(cups.papers())
    cups.take_paper()
    issued = window.desk.issue_receipt(CLERK, "case-1", content(), cups.queue)
    job = lacks_paper(window, issued.job_id)
    assert (job.state, job.device_job) == (SpoolState.WAITING, "")
    assert stands(window, "case-1")
    cups.load_paper()
    window.clock.advance(from_text(job.next_try_at) - window.clock.now())
    until(lambda: follows(window), what="the receipt")
    (paper,) = arrived(cups, before)
    assert CASE_NUMBER in text_by_poppler(paper)


def test_a_stopped_queue_keeps_nothing_and_the_job_resumes(cups: PrivateCups, window: Counter) -> None:
    before = len(cups.papers())
    cups.run("cupsdisable", cups.queue)
    issued = window.desk.issue_receipt(CLERK, "case-1", content(), cups.queue)
    job = window.spool.send(issued.job_id)
    assert (job.state, job.reason, job.device_job) == (SpoolState.WAITING, "printer.stopped", "")
    assert stands(window, "case-1")
    cups.run("cupsenable", cups.queue)
    window.clock.advance(from_text(job.next_try_at) - window.clock.now())
    until(lambda: follows(window), what="the receipt")
    assert len(arrived(cups, before)) == 1


def test_an_idle_queue_has_paper_again_and_a_stopped_one_says_first_that_it_is_stopped(
    cups: PrivateCups, printer: CupsPagePrinter, window: Counter
) -> None:
    pdf = window.desk.issue_receipt(CLERK, "case-1", content(), cups.queue).pdf
    cups.take_paper()
    job = printer.submit(pdf, "taken back", cups.queue)
    # Of the printer itself: the queue may still remember the trouble of the job before.
    until(lambda: (cups.root / "held").exists(), what="the paper that lacks")
    until(lambda: Trouble.OUT_OF_PAPER in printer.status(job).troubles, what="the trouble")
    printer.cancel(job)
    until(lambda: "is idle" in cups.run("lpstat", "-p"), what="rest at the queue")
    assert [each.troubles for each in printer.printers()] == [(Trouble.OUT_OF_PAPER,)]
    cups.load_paper()
    assert [each.troubles for each in printer.printers()] == [()]
    cups.run("cupsdisable", cups.queue)
    # What a stopped queue says besides is what it remembers of its last job.
    ((stopped, *remembered),) = (each.troubles for each in printer.printers())
    assert (stopped, remembered) == (Trouble.STOPPED, [Trouble.OUT_OF_PAPER])


def test_a_missing_printer_is_named_and_another_one_takes_over(cups: PrivateCups, window: Counter) -> None:
    before = len(cups.papers())
    issued = window.desk.issue_receipt(CLERK, "case-1", content(), "nowhere")
    job = window.spool.send(issued.job_id)
    assert (job.state, job.reason) == (SpoolState.WAITING, "printer.unknown")
    assert stands(window, "case-1")
    assert window.spool.send_to(issued.job_id, cups.queue).state is SpoolState.DONE
    assert len(arrived(cups, before)) == 1


def test_a_print_system_that_is_away_loses_nothing(cups: PrivateCups, window: Counter) -> None:
    issued = window.desk.issue_receipt(CLERK, "case-1", content(), cups.queue)
    away = CupsPagePrinter(f"{cups.server}.away")
    job = PrintSpool(window.store, NODE.hall_id, away, window.clock, lambda _: None).send(issued.job_id)
    assert (job.state, job.reason) == (SpoolState.WAITING, "printer.system_down")
    assert stands(window, "case-1")
    assert window.spool.send(issued.job_id).state is SpoolState.DONE


def test_a_closed_queue_and_an_unknown_one_are_refused_at_once(
    cups: PrivateCups, printer: CupsPagePrinter
) -> None:
    pdf = b"%PDF-1.4"
    cups.run("cupsreject", cups.queue)
    with pytest.raises(NotAccepting):
        printer.submit(pdf, "x", cups.queue)
    assert [each.accepting for each in printer.printers()] == [False]
    with pytest.raises(PrinterUnknown):
        printer.submit(pdf, "x", "nowhere")


def test_a_cancelled_job_is_told_from_a_printed_one(
    cups: PrivateCups, printer: CupsPagePrinter, window: Counter
) -> None:
    pdf = window.desk.issue_receipt(CLERK, "case-1", content(), cups.queue).pdf
    cups.take_paper()
    job = printer.submit(pdf, "to be cancelled", cups.queue)
    until(lambda: Trouble.OUT_OF_PAPER in printer.status(job).troubles, what="the trouble")
    printer.cancel(job)
    assert printer.status(job).state is JobState.CANCELLED
    printer.cancel(job)
    assert printer.status(job).state is JobState.CANCELLED


def test_the_command_line_prints_on_the_server_that_cups_server_names(
    cups: PrivateCups, printer: CupsPagePrinter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = counter(tmp_path, printer)
    path = tmp_path / "notice.pdf"
    path.write_bytes(window.desk.issue_receipt(CLERK, "case-1", content(), cups.queue).pdf)
    window.store.close()
    monkeypatch.setenv("CUPS_SERVER", cups.server)
    printed = print_pdf(path, cups.queue, CupsPagePrinter())
    assert (printed["state"], printed["exit"]) == ("done", 0)


def test_a_form_is_printed_where_the_corrections_of_its_printer_say(
    cups: PrivateCups, printer: CupsPagePrinter
) -> None:
    measured = []
    for right, down in ((0.0, 0.0), (3.0, -2.0)):
        before = len(cups.papers())
        placing = PlacingPrinter(printer, {cups.queue: Placement(right, down)})
        printed = print_placement(cups.queue, placing)
        assert (printed["state"], printed["placement"]["right_mm"]) == ("done", right)
        (paper,) = arrived(cups, before)
        measured.append((*ink(paper)[:2], *sheet_size(paper)))
        assert f"向右 {right:g}，向下 {down:g}，页高 0" in text_by_poppler(paper)
    (left, top, width, height), corrected = measured
    assert corrected == pytest.approx((left + 3, top - 2, width, height), abs=0.15)


def test_paper_that_the_printer_does_not_have_is_told_in_its_own_words(
    cups: PrivateCups, printer: CupsPagePrinter
) -> None:
    placing = PlacingPrinter(printer, {cups.queue: Placement(taller_mm=2)})
    printed = print_placement(cups.queue, placing)
    assert (printed["state"], printed["exit"]) == ("cancelled", 1)
    assert "Printer cannot print with supplied options." in printed["reasons"]


@pytest.fixture
def page(
    qtbot: QtBot, tmp_path: Path, cups: PrivateCups, printer: CupsPagePrinter, monkeypatch: pytest.MonkeyPatch
) -> Iterator[DeviceCentrePage]:
    monkeypatch.setenv("CUPS_SERVER", cups.server)
    window, theme, bus, clock, settings = QWidget(), Theme(), EventBus(), SystemClock(), Settings()
    theme.setParent(window)
    qtbot.addWidget(window)
    watch = PrinterWatch(WindowPrinter(settings.printer, tmp_path / "pdf"), bus, clock)
    equipment = Equipment(tmp_path, settings, bus, clock)
    keeper = WindowDevices(tmp_path, settings, equipment, watch, lambda: None, bus, clock, window)
    model = DeviceCentreViewModel(keeper, ImmediateTaskRunner(), clock, window)
    bus.subscribe(DeviceHealth, model.heard)
    made = DeviceCentrePage(model, theme)
    made.setParent(window)
    window.show()
    made.lines["page_printer"].buttons["look"].click()
    yield made
    window.close()


def test_the_device_centre_tells_how_the_chosen_queue_is(cups: PrivateCups, page: DeviceCentrePage) -> None:
    def told() -> str:
        card = page.lines["page_printer"]
        card.buttons["test"].click()
        return card._said.text()

    assert told() == word("printer.no_default").advice
    choose(page, cups.queue)
    page.panel.paper.save.click()
    assert told() == "测试通过：counter"
    cups.run("cupsdisable", cups.queue)
    assert told() == word("printer.stopped").advice
    cups.run("cupsenable", cups.queue)
    cups.run("cupsreject", cups.queue)
    assert told() == word("printer.not_accepting").advice
    cups.run("cupsaccept", cups.queue)
    assert told() == "测试通过：counter"


def test_the_device_centre_prints_where_its_corrections_say_and_remembers_them(
    cups: PrivateCups, page: DeviceCentrePage, tmp_path: Path
) -> None:
    before, form = len(cups.papers()), page.panel.paper
    choose(page, cups.queue)
    for name, shift in (("right_mm", "3"), ("down_mm", "-2")):
        editor = form.shifts[name].editor
        assert isinstance(editor, LineEdit)
        editor.setText(shift)
    form.save.click()
    kept = load_settings(tmp_path).printer
    assert (kept.name, kept.placement[cups.queue].right_mm) == (cups.queue, 3)
    form.test_page.click()
    (paper,) = arrived(cups, before)
    assert "向右 3，向下 -2，页高 0" in text_by_poppler(paper)


def choose(page: DeviceCentrePage, queue: str) -> None:
    """Choose a printer in the panel, which is not saved by that."""
    box = page.panel.paper.queue.editor
    assert isinstance(box, ChoiceBox)
    assert [box.itemData(n) for n in range(box.count())] == ["-", queue]
    box.setCurrentIndex(1)
    box.activated.emit(1)
