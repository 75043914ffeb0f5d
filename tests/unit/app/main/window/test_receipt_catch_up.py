"""A stop of the program between a case and its receipt costs no receipt."""

from __future__ import annotations

from sqlalchemy import func, select

from app.documents.model import print_jobs
from app.documents.queries import receipt_of
from app.peripherals.events import CardRead
from devices.idcard.sample_cards import SAMPLES
from devices.idcard.text_block import decode
from tests.support.desk import START, DeskBench

ITEM = "IT040"
TYPED = {"applicant.phone": "19900001000", "delivery.method": "counter"}


def receive_and_stop(bench: DeskBench) -> str:
    """Receive a case and let the power go before anything else happens; returns its id."""
    bench.press("walk_in")
    bench.desk.cards.arrived(CardRead(decode(SAMPLES["样本甲"]), True, START))
    bench.desk.intake.add_item(ITEM)
    while bench.state.item is not None and bench.state.item.gaps:
        gap = bench.state.item.gaps[0]
        if gap.place == "question":
            bench.desk.intake.answer(
                gap.key, next(q for q in bench.state.item.questions if q.text == gap.key).answers[0]
            )
        elif gap.place == "field":
            bench.desk.intake.set_field(gap.key, TYPED[gap.key])
        else:
            bench.desk.intake.set_material(gap.key, 1)
    visit, services = bench.desk.session.model.visit, bench.backstage.services
    assert visit is not None
    case_id = visit.drafts[0].case_id
    services.cases.receive(services.author, visit, case_id)
    bench.kill()
    return case_id


def papers(bench: DeskBench, case_id: str) -> tuple[bool, int]:
    """Whether the case has its receipt, and how many print jobs there are."""
    with bench.backstage.store.read() as conn:
        issued = receipt_of(conn, bench.settings.hall.id, case_id) is not None
        jobs = conn.execute(select(func.count()).select_from(print_jobs)).scalar_one()
    return issued, jobs


def test_the_receipt_is_issued_at_the_next_start_and_only_once(bench: DeskBench) -> None:
    case_id = receive_and_stop(bench)
    bench.open()
    assert papers(bench, case_id) == (True, 1)
    bench.kill()
    bench.open()
    assert papers(bench, case_id) == (True, 1)
