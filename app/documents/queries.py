"""Reading documents and the spool."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, Select, func, or_, select

from app.core.errors import RuleViolation
from app.documents.events import content_from
from app.documents.model import RECEIPT, SLIPS, Document, PrintJob, SpoolState, documents, print_jobs
from app.journal.chain import parse

_JOB_FIELDS = tuple(print_jobs.c[name] for name in PrintJob.__struct_fields__)


def receipt_of(conn: Connection, hall_id: str, case_id: str) -> Document | None:
    """The receipt (收件凭证) of a case, if one was issued; the newest, where the case got another number."""
    found = conn.execute(
        select(documents)
        .where(documents.c.hall_id == hall_id, documents.c.case_id == case_id, documents.c.type == RECEIPT)
        .order_by(documents.c.issued_at.desc(), documents.c.id.desc())
    ).first()
    return _document(found) if found else None


def document_of(conn: Connection, hall_id: str, document_id: str) -> Document:
    """A document by its id. Raises RuleViolation("document.unknown")."""
    found = conn.execute(
        select(documents).where(documents.c.hall_id == hall_id, documents.c.id == document_id)
    ).first()
    if found is None:
        raise RuleViolation("document.unknown")
    return _document(found)


def job_of(conn: Connection, hall_id: str, job_id: str) -> PrintJob:
    """A print job by its id. Raises RuleViolation("document.job_unknown")."""
    found = conn.execute(_jobs(hall_id).where(print_jobs.c.id == job_id)).first()
    if found is None:
        raise RuleViolation("document.job_unknown")
    return _job(found)


def last_job_of(conn: Connection, hall_id: str, document_id: str) -> PrintJob | None:
    """The newest print job of a document; None on every machine but the one that issued it."""
    newest = _jobs(hall_id).where(print_jobs.c.document_id == document_id).order_by(print_jobs.c.id.desc())
    found = conn.execute(newest.limit(1)).first()
    return _job(found) if found else None


def pdf_of(conn: Connection, hall_id: str, job_id: str) -> bytes:
    """What a job prints, byte for byte. Raises RuleViolation("document.job_unknown")."""
    found: bytes | None = conn.execute(
        select(print_jobs.c.pdf).where(print_jobs.c.hall_id == hall_id, print_jobs.c.id == job_id)
    ).scalar()
    if found is None:
        raise RuleViolation("document.job_unknown")
    return found


def times_spooled(conn: Connection, hall_id: str, document_id: str) -> int:
    """How often a document was given to the spool."""
    jobs = select(func.count()).where(
        print_jobs.c.hall_id == hall_id, print_jobs.c.document_id == document_id
    )
    return int(conn.execute(jobs).scalar_one())


def due_jobs(conn: Connection, hall_id: str, now: str, latest: str, *, slips: bool = False) -> list[PrintJob]:
    """Jobs to take up by themselves at the instant ``now`` (journal text), oldest first: pages, or slips.

    Those that wait and whose pause is over, and those that a stop of the program left half-way. No pause
    begun by now ends after ``latest``: one that does was reckoned before the clock was set back.
    """
    over = (print_jobs.c.next_try_at <= now) | (print_jobs.c.next_try_at > latest)
    kind = print_jobs.c.printer == SLIPS if slips else print_jobs.c.printer != SLIPS
    due = _jobs(hall_id).where(
        kind,
        or_(
            print_jobs.c.state == SpoolState.PRINTING,
            (print_jobs.c.state == SpoolState.WAITING) & over,
        ),
    )
    return [_job(row) for row in conn.execute(due.order_by(print_jobs.c.id))]


def _jobs(hall_id: str) -> Select[Any]:
    return select(*_JOB_FIELDS).where(print_jobs.c.hall_id == hall_id)


def _job(row: Row[Any]) -> PrintJob:
    columns = dict(row._mapping)
    return PrintJob(**{**columns, "state": SpoolState(columns["state"])})


def _document(row: Row[Any]) -> Document:
    columns = dict(row._mapping)
    del columns["hall_id"]
    stored = columns.pop("content")
    return Document(**columns, content=content_from(parse(stored)) if stored else None)
