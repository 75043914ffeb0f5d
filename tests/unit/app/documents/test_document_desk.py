"""A document that was issued stands, whatever becomes of its paper."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from app.core.errors import RuleViolation
from app.documents.events import DOCUMENT_ISSUED, DOCUMENT_REPRINTED
from app.documents.model import PROJECTED, Document, Party, SpoolState
from app.documents.projection import PROJECTIONS
from app.documents.queries import receipt_of
from app.journal.model import Event
from app.journal.read import all_events
from app.journal.verify import rebuild, verify
from tests.support.documents_desk import CLERK, NODE, Counter, PrinterOnStrings, counter
from tests.support.pdf_reading import text_by_pdfium
from tests.support.receipt_samples import CASE_NUMBER, content

CASE = "case-1"


def events(window: Counter) -> list[Event]:
    with window.store.read() as conn:
        return list(all_events(conn))


def receipt(window: Counter) -> Document:
    with window.store.read() as conn:
        found = receipt_of(conn, NODE.hall_id, CASE)
    assert found is not None
    return found


def test_a_receipt_has_its_number_its_event_and_its_job_at_once(window: Counter) -> None:
    issued = window.desk.issue_receipt(CLERK, CASE, content(), "counter")
    assert issued.number == f"{CASE_NUMBER}-SJ1"
    assert [event.kind for event in events(window)] == [DOCUMENT_ISSUED]
    stored = receipt(window)
    assert (stored.number, stored.copies, stored.content) == (issued.number, 1, content())
    job = window.job(issued.job_id)
    assert (job.state, job.printer, job.sheets, job.title) == (
        SpoolState.WAITING,
        "counter",
        2,
        issued.number,
    )


def test_issuing_twice_answers_with_the_first_receipt(window: Counter) -> None:
    first = window.desk.issue_receipt(CLERK, CASE, content())
    assert window.desk.issue_receipt(CLERK, CASE, content(3)) == first
    assert len(events(window)) == 1


def test_a_case_with_another_number_gets_a_receipt_anew(window: Counter) -> None:
    window.desk.issue_receipt(CLERK, CASE, content(), "counter")
    window.clock.advance(timedelta(minutes=5))
    other = "320115-20260706-01000235"
    made = window.desk.renumber_receipt(CLERK, CASE, other)
    assert made.number == f"{other}-SJ1"
    stored = receipt(window)
    assert stored.content is not None
    assert (stored.number, stored.content.case_number) == (made.number, other)
    assert CASE_NUMBER not in stored.content.progress_url
    assert other in text_by_pdfium(made.pdf)
    assert window.desk.renumber_receipt(CLERK, CASE, other).job_id == made.job_id
    with pytest.raises(RuleViolation, match="unknown"):
        window.desk.renumber_receipt(CLERK, "case-2", other)


def test_personal_data_stays_out_of_the_payload(window: Counter) -> None:
    window.desk.issue_receipt(CLERK, CASE, content())
    event = events(window)[0]
    assert "张㛃" not in str(event.payload)
    assert "张㛃" in str(event.private)


def test_a_reprint_has_the_same_content_the_next_number_and_a_mark(window: Counter) -> None:
    issued = window.desk.issue_receipt(CLERK, CASE, content())
    before = receipt(window)
    again = window.desk.reprint(CLERK, issued.document_id, "  打印机 卡纸 ", "other")
    after = receipt(window)
    assert again.number == after.number == f"{CASE_NUMBER}-SJ2"
    assert (after.copies, after.sha256, after.content) == (2, before.sha256, before.content)
    event = events(window)[-1]
    assert event.kind == DOCUMENT_REPRINTED
    assert (event.payload["reason"], event.payload["copy"]) == ("打印机 卡纸", 2)
    assert event.payload["sha256"] == before.sha256
    assert "补打第1次原因：打印机卡纸" in "".join(text_by_pdfium(again.pdf).split())
    assert window.job(again.job_id).sheets == 1


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("", "document.reason_missing"),
        (" \n", "document.reason_missing"),
        ("纸" * 41, "document.reason_too_long"),
    ],
)
def test_a_reprint_needs_a_reason(window: Counter, reason: str, code: str) -> None:
    issued = window.desk.issue_receipt(CLERK, CASE, content())
    with pytest.raises(RuleViolation) as caught:
        window.desk.reprint(CLERK, issued.document_id, reason)
    assert (caught.value.code, caught.value.field) == (code, "reason")
    assert receipt(window).copies == 1


def test_an_unknown_document_is_refused(window: Counter) -> None:
    with pytest.raises(RuleViolation) as caught:
        window.desk.reprint(CLERK, "nowhere", "原因")
    assert caught.value.code == "document.unknown"


def test_replaying_the_journal_gives_the_same_documents(window: Counter) -> None:
    issued = window.desk.issue_receipt(CLERK, CASE, content())
    window.desk.reprint(CLERK, issued.document_id, "遗失")
    with window.store.read() as conn:
        assert verify(conn).intact
        assert rebuild(conn, all_events(conn), PROJECTIONS, PROJECTED) == ()


def test_an_erased_document_keeps_its_digest_and_cannot_be_printed(window: Counter, tmp_path: Path) -> None:
    issued = window.desk.issue_receipt(CLERK, CASE, content())
    erased = msgspec.structs.replace(events(window)[0], private=None)
    (tmp_path / "hub").mkdir()
    hub = counter(tmp_path / "hub", PrinterOnStrings())
    hub.store.transact(lambda conn: PROJECTIONS[DOCUMENT_ISSUED](conn, erased))
    kept = receipt(hub)
    assert (kept.content, kept.sha256) == (None, receipt(window).sha256)
    with pytest.raises(RuleViolation) as caught:
        hub.desk.reprint(CLERK, issued.document_id, "遗失")
    assert caught.value.code == "document.content_erased"
    with pytest.raises(RuleViolation) as elsewhere:
        hub.desk.issue_receipt(CLERK, CASE, content())
    assert elsewhere.value.code == "document.issued_elsewhere"
    hub.store.close()


def test_the_clerk_hears_of_characters_that_no_font_has(window: Counter) -> None:
    rare = Party("王\U0002ebf0明", "居民身份证", "*", "*")
    assert window.desk.issue_receipt(CLERK, CASE, content(1, rare)).missing == ("U+2EBF0",)
    assert window.desk.issue_receipt(CLERK, "case-2", content(1)).missing == ()
