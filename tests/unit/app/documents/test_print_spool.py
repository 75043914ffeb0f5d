"""Every job reaches paper once, or says what is in its way and waits."""

from __future__ import annotations

from collections import deque
from datetime import timedelta

import pytest
from msgspec.structs import replace

from app.core.clock import from_text
from app.core.errors import PeripheralError, RuleViolation
from app.documents.model import PrintJob, SpoolState
from app.documents.service import save_job
from app.documents.spool import GRACE, PATIENCE
from devices.errors import DeviceTimeout
from devices.page_printer.contract import (
    JobState,
    JobStatus,
    JobUnknown,
    NoDefaultPrinter,
    PrintSystemDown,
)
from tests.support.documents_desk import (
    CLERK,
    DONE,
    NINE_THIRTY,
    NO_PAPER,
    NODE,
    PRINTING,
    Counter,
    PrinterOnStrings,
)
from tests.support.receipt_samples import content


@pytest.fixture
def job_id(window: Counter) -> str:
    return window.desk.issue_receipt(CLERK, "case-1", content(), "").job_id


def put(window: Counter, job: PrintJob) -> None:
    window.store.transact(lambda conn: save_job(conn, NODE.hall_id, job))


def test_a_job_goes_to_paper_as_it_was_issued(
    window: Counter, printer: PrinterOnStrings, job_id: str
) -> None:
    printer.statuses = deque([PRINTING, PRINTING, DONE])
    issued = window.desk.issue_receipt(CLERK, "case-1", content())
    job = window.spool.send(job_id)
    assert (job.state, job.reason, job.attempts) == (SpoolState.DONE, "", 1)
    assert printer.submitted == [(issued.number, "", 2, issued.pdf)]
    assert window.job(job_id) == job


def test_a_job_on_paper_is_not_printed_again(window: Counter, printer: PrinterOnStrings, job_id: str) -> None:
    window.spool.send(job_id)
    assert window.spool.send(job_id).state is SpoolState.DONE
    assert window.spool.send_due() == []
    assert len(printer.submitted) == 1


def test_without_paper_the_job_is_taken_back_and_waits(
    window: Counter, printer: PrinterOnStrings, job_id: str
) -> None:
    printer.statuses = deque([PRINTING, NO_PAPER])
    job = window.spool.send(job_id)
    assert (job.state, job.reason, job.device_job) == (SpoolState.WAITING, "printer.out_of_paper", "")
    assert printer.cancelled == ["counter-1"]
    assert GRACE <= window.clock.now() - NINE_THIRTY < GRACE + timedelta(seconds=2)
    assert from_text(job.next_try_at) > window.clock.now()


def test_it_is_printed_by_itself_when_there_is_paper_again(
    window: Counter, printer: PrinterOnStrings, job_id: str
) -> None:
    printer.statuses = deque([NO_PAPER])
    again = window.spool.send(job_id).next_try_at
    printer.statuses = deque([DONE])
    assert window.spool.send_due() == []
    window.clock.advance(from_text(again) - window.clock.now())
    assert [job.state for job in window.spool.send_due()] == [SpoolState.DONE]


def test_paper_that_comes_within_the_grace_is_no_trouble(
    window: Counter, printer: PrinterOnStrings, job_id: str
) -> None:
    printer.statuses = deque([*[NO_PAPER] * 10, PRINTING, *[NO_PAPER] * 10, DONE])
    assert window.spool.send(job_id).state is SpoolState.DONE
    assert printer.cancelled == []


def test_a_printer_that_never_ends_is_given_up(
    window: Counter, printer: PrinterOnStrings, job_id: str
) -> None:
    printer.statuses = deque([PRINTING])
    assert window.spool.send(job_id).reason == "printer.no_answer"
    assert window.clock.now() - NINE_THIRTY >= PATIENCE


def test_the_pauses_grow_and_end_at_five_minutes(
    window: Counter, printer: PrinterOnStrings, job_id: str
) -> None:
    printer.refusals = deque(PrintSystemDown(server="x") for _ in range(6))
    pauses = []
    for _ in range(6):
        job = window.spool.send(job_id)
        assert job.reason == "printer.system_down"
        pauses.append((from_text(job.next_try_at) - window.clock.now()).total_seconds())
    assert pauses == sorted(pauses)
    assert pauses[-1] == pauses[-2] == 300


def test_a_missing_printer_is_a_reason_to_wait(
    window: Counter, printer: PrinterOnStrings, job_id: str
) -> None:
    printer.refusals = deque([NoDefaultPrinter()])
    assert window.spool.send(job_id).reason == "printer.no_default"
    assert window.spool.send(job_id).state is SpoolState.DONE


def test_paper_that_came_out_while_it_was_taken_back_counts(
    window: Counter, printer: PrinterOnStrings, job_id: str
) -> None:
    printer.statuses, printer.after_cancel = deque([NO_PAPER]), JobState.DONE
    assert window.spool.send(job_id).state is SpoolState.DONE


def test_a_job_that_the_system_holds_is_not_handed_over_twice(
    window: Counter, printer: PrinterOnStrings, job_id: str
) -> None:
    printer.statuses = deque([PrintSystemDown(server="x")])
    printer.cancel_fails = PrintSystemDown(server="x")
    job = window.spool.send(job_id)
    assert (job.state, job.device_job) == (SpoolState.WAITING, "counter-1")
    with pytest.raises(PeripheralError) as caught:
        window.spool.send_to(job_id, "other")
    assert caught.value.code == "printer.system_down"
    printer.statuses = deque([DONE])
    assert window.spool.send(job_id).state is SpoolState.DONE
    assert len(printer.submitted) == 1


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (JobStatus(JobState.CANCELLED), "printer.job_cancelled"),
        (JobStatus(JobState.FAILED), "printer.job_failed"),
        (JobUnknown(job="counter-1"), "printer.job_unknown"),
    ],
)
def test_what_a_person_must_see_to_is_not_tried_again_by_itself(
    window: Counter, printer: PrinterOnStrings, job_id: str, status: JobStatus | JobUnknown, reason: str
) -> None:
    printer.statuses = deque([status])
    job = window.spool.send(job_id)
    assert (job.state, job.reason) == (SpoolState.FAILED, reason)
    window.clock.advance(timedelta(hours=1))
    assert window.spool.send_due() == []
    printer.statuses = deque([DONE])
    assert window.spool.send(job_id).state is SpoolState.DONE


def test_when_nobody_knows_whether_it_was_handed_over_a_person_decides(
    window: Counter, printer: PrinterOnStrings, job_id: str
) -> None:
    printer.refusals = deque([DeviceTimeout(command="0002", seconds=5.0)])
    job = window.spool.send(job_id)
    assert (job.state, job.reason) == (SpoolState.FAILED, "printer.interrupted")


def test_after_a_stop_half_way_the_job_is_looked_at_or_asked_about(
    window: Counter, printer: PrinterOnStrings, job_id: str
) -> None:
    other = window.desk.issue_receipt(CLERK, "case-2", content()).job_id
    put(window, replace(window.job(job_id), state=SpoolState.PRINTING, device_job="counter-7", attempts=1))
    put(window, replace(window.job(other), state=SpoolState.PRINTING, attempts=1))
    found = {job.id: (job.state, job.reason) for job in window.spool.send_due()}
    assert found[job_id] == (SpoolState.DONE, "")
    assert found[other] == (SpoolState.FAILED, "printer.interrupted")
    assert printer.submitted == []


def test_the_clerk_sends_it_to_another_printer(
    window: Counter, printer: PrinterOnStrings, job_id: str
) -> None:
    printer.statuses = deque([NO_PAPER])
    assert window.spool.send(job_id).state is SpoolState.WAITING
    printer.statuses = deque([DONE])
    job = window.spool.send_to(job_id, "next-door")
    assert (job.state, job.printer) == (SpoolState.DONE, "next-door")
    assert [each[1] for each in printer.submitted] == ["", "next-door"]
    assert window.spool.send_to(job_id, "counter").printer == "next-door"


def test_an_unknown_job_is_refused(window: Counter) -> None:
    with pytest.raises(RuleViolation) as caught:
        window.spool.send("nowhere")
    assert caught.value.code == "document.job_unknown"
