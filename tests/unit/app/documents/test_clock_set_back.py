"""A machine whose clock is set back by a year prints on, and finds again what it was doing."""

from __future__ import annotations

from collections import deque
from datetime import timedelta
from pathlib import Path

from app.cases.queries import day_counts
from app.cases.visit import add_item
from app.core.clock import business_day
from app.core.ids import new_id
from app.documents.model import SpoolState
from app.documents.spool import PrintSpool
from devices.page_printer.contract import PrintSystemDown
from tests.support import counter as cases
from tests.support.desk import DeskBench, leave
from tests.support.documents_desk import CLERK, NO_PAPER, NODE, Counter, PrinterOnStrings
from tests.support.receipt_samples import content

A_YEAR = timedelta(days=365)
ENOUGH = 1000


def test_a_job_that_waits_is_tried_again_all_the_same(window: Counter, printer: PrinterOnStrings) -> None:
    job_id = window.desk.issue_receipt(CLERK, "case-1", content()).job_id
    printer.refusals = deque([PrintSystemDown(server="none")])
    assert window.spool.send(job_id).state is SpoolState.WAITING
    window.clock.advance(-A_YEAR)
    assert [job.state for job in window.spool.send_due()] == [SpoolState.DONE]


def test_a_job_in_trouble_does_not_hold_up_the_lane(window: Counter, printer: PrinterOnStrings) -> None:
    job_id = window.desk.issue_receipt(CLERK, "case-1", content()).job_id
    printer.statuses = deque([NO_PAPER])
    pauses = iter([-A_YEAR])
    waited = 0

    def pause(seconds: float) -> None:
        nonlocal waited
        waited += 1
        assert waited < ENOUGH, "still waiting for a printer in trouble"
        window.clock.advance(next(pauses, timedelta(seconds=seconds)))

    job = PrintSpool(window.store, NODE.hall_id, printer, window.clock, pause).send(job_id)
    assert (job.state, job.reason) == (SpoolState.WAITING, "printer.out_of_paper")


def test_a_case_received_after_it_is_found_again_as_received(tmp_path: Path) -> None:
    here = cases.counter(tmp_path)
    visit = cases.empty_visit()
    here.desk.open_visit(cases.CLERK, visit)
    visit = cases.filled(add_item(visit, cases.item("IT028"), new_id()))
    here.desk.save_draft(visit)
    here.clock.advance(-A_YEAR)
    received = here.desk.receive(cases.CLERK, visit, visit.drafts[0].case_id)
    restored = here.desk.restore()
    assert restored is not None
    assert [draft.case_no for draft in restored.drafts] == [received.case_no]
    here.desk.finish_visit(cases.CLERK, restored)
    with here.store.read() as conn:
        day = business_day(cases.MONDAY)
        assert day_counts(conn, cases.NODE.hall_id, day, cases.CLERK.actor).average_minutes is None
    here.store.close()


def test_the_question_for_an_evaluation_does_not_stay_for_a_year(tmp_path: Path) -> None:
    bench = DeskBench(tmp_path)
    bench.press("walk_in")
    shown = [leave(bench).evaluation]
    bench.clock.advance(-A_YEAR)
    bench.desk.tick()
    shown.append(bench.state.evaluation)
    bench.close()
    assert shown == ["asking", "declined"]
