"""The receipt of a visit in the document panel, while it is being printed in another lane."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest

from app.core.errors import PeripheralError
from devices.page_printer.simulated import NAME
from tests.support.desk import DeskBench, serve
from tests.support.immediate import HeldLane

T = TypeVar("T")


class SlowPrinter(HeldLane):
    """What it is given waits, or is printed between the reading of the next paper and the arrival of what was
    read."""

    def __init__(self) -> None:
        super().__init__("printer")
        self.prints_meanwhile = False

    def submit(
        self,
        lane: str,
        work: Callable[[], T],
        on_result: Callable[[T], None] | None = None,
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        def worked() -> T:
            result = work()
            if lane != "printer" and self.prints_meanwhile:
                self.go_on()
            return result

        super().submit(lane, worked, on_result, on_error)


@pytest.fixture
def printer(bench: DeskBench) -> SlowPrinter:
    """The printer that the receipt of a visit, ready to be received, will go to."""
    serve(bench)
    made = bench.desk.session.runner = SlowPrinter()
    return made


def test_a_receipt_says_that_it_is_printed_when_the_printer_is_faster_than_the_store(
    bench: DeskBench, printer: SlowPrinter
) -> None:
    bench.press("receive")
    printer.prints_meanwhile = True
    shown = bench.press("documents").document
    assert shown is not None
    assert (shown.needs_reason, shown.job_tone) == (True, "ok")


def test_a_receipt_can_be_read_before_the_print_system_has_answered(
    bench: DeskBench, printer: SlowPrinter
) -> None:
    bench.press("receive")
    shown = bench.press("documents").document
    assert shown is not None
    assert (shown.pdf[:5], shown.printers) == (b"%PDF-", None)
    printer.go_on()
    assert bench.state.document is not None
    assert bench.state.document.printers == bench.state.document.demo_printers == (NAME,)


def test_a_receipt_can_be_read_while_the_print_system_is_away(
    bench: DeskBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise PeripheralError("printer.system_down")

    serve(bench)
    receipts = bench.desk.session.services.receipts
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(receipts, "printers", away)
        bench.press("receive")
        shown = bench.press("documents").document
    assert shown is not None
    assert (shown.pdf[:5], shown.printers) == (b"%PDF-", ())
    assert "printer.system_down" not in bench.bars()
    bench.desk.paper.jobs_changed([receipts.send(bench.desk.paper._job_id, "")])
    assert bench.state.document is not None
    assert bench.state.document.printers == (NAME,)


def test_a_receipt_opened_before_it_is_printed_says_so_afterwards(
    bench: DeskBench, printer: SlowPrinter
) -> None:
    bench.press("receive")
    before = bench.press("documents").document
    printer.go_on()
    after = bench.state.document
    assert before is not None
    assert after is not None
    assert [each.job_tone for each in (before, after)] == ["warn", "ok"]
    assert [each.needs_reason for each in (before, after)] == [False, True]


def test_the_receipt_of_an_earlier_visit_is_printed_again(bench: DeskBench) -> None:
    serve(bench)
    bench.press("receive")
    visit = bench.desk.session.model.visit
    assert visit is not None
    case_id = visit.drafts[0].case_id
    bench.press("finish")
    bench.desk.paper.open_again(case_id)
    paper = bench.state.document
    assert paper is not None
    assert paper.needs_reason
    bench.desk.paper.print("", "申请人遗失")
    again = bench.state.document
    assert again is not None
    assert (again.printed, again.title) == (2, paper.title.replace("SJ1", "SJ2"))
    bench.queue.take_number()
    assert bench.press("call_next").document is None
