"""What is on a document, as values, and where documents and print jobs are kept.

The contents know nothing of cases or tickets: whoever orders a document fills them in.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct
from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table

from app.db.base import document, hall_key, id_key, instant, metadata

RECEIPT = "SJ"
"""Document type 收件凭证 in a document number."""

documents = Table(
    "documents",
    metadata,
    hall_key(),
    id_key(),
    Column("case_id", String(64), nullable=False),
    Column("type", String(2), nullable=False),
    Column("number", String(64), nullable=False),
    Column("copies", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    document("content"),
    instant("issued_at"),
    Index("ix_documents_hall_id_case_id", "hall_id", "case_id"),
)
"""Issued documents. ``copies`` counts the times it was printed, ``number`` is that of the last copy,
``content`` is its ReceiptContent as JSON (empty once the personal data was erased), ``sha256`` the digest
of that JSON."""

print_jobs = Table(
    "print_jobs",
    metadata,
    hall_key(),
    id_key(),
    Column("document_id", String(64), nullable=False),
    Column("title", String(128), nullable=False),
    Column("pdf", LargeBinary, nullable=False),
    Column("sheets", Integer, nullable=False),
    Column("printer", String(128), nullable=False),
    Column("state", String(16), nullable=False),
    Column("device_job", String(128), nullable=False),
    Column("reason", String(64), nullable=False),
    Column("attempts", Integer, nullable=False),
    instant("next_try_at"),
    instant("created_at"),
    Index("ix_print_jobs_hall_id_state", "hall_id", "state"),
)
"""The spool: work of this machine alone, so it is not in the journal and no replay makes it again."""

SLIPS = "@slips"
"""What stands in ``printer`` for slips of tickets: no printer of pages ever gets them."""

PROJECTED: tuple[Table, ...] = (documents,)


class SpoolState(StrEnum):
    """Where a print job stands. A failed one needs a person: it is never tried again by itself."""

    WAITING = "waiting"
    PRINTING = "printing"
    DONE = "done"
    FAILED = "failed"


class PrintJob(Struct, frozen=True):
    """A row of the spool without its PDF.

    ``device_job`` is the print system's id as long as it may still print the job; ``reason`` is the code
    of what is in the way, such as ``printer.out_of_paper``; ``attempts`` counts the times it was tried.
    """

    id: str
    document_id: str
    title: str
    sheets: int
    printer: str
    state: SpoolState
    device_job: str
    reason: str
    attempts: int
    next_try_at: str
    created_at: str


class Document(Struct, frozen=True):
    """A row of ``documents``; ``content`` is None once the personal data was erased."""

    id: str
    case_id: str
    type: str
    number: str
    copies: int
    sha256: str
    content: ReceiptContent | None
    issued_at: str


class MaterialState(StrEnum):
    """How a material (材料) stands at receipt."""

    RECEIVED = "received"
    """已收: in the clerk's hands."""
    TOLERATED = "tolerated"
    """容缺: missing, promised until a date."""
    EXEMPT = "exempt"
    """免交: replaced by a commitment or by data that the hall already has."""


class Party(Struct, frozen=True):
    """Applicant or agent as printed; ``id_number`` and ``phone`` are masked already where they must be."""

    name: str
    id_kind: str
    id_number: str
    phone: str


class ReceiptMaterial(Struct, frozen=True):
    """One line of the list; ``source`` is how it came (收取方式), ``due`` the day a tolerated one is due."""

    name: str
    originals: int
    photocopies: int
    source: str
    state: MaterialState = MaterialState.RECEIVED
    due: date | None = None


class Answer(Struct, frozen=True):
    """A situation question (情形) and what the applicant answered."""

    question: str
    answer: str


class ReceiptContent(Struct, frozen=True):
    """Everything a receipt (收件凭证) says about its case; limits are worded, e.g. ``15 个工作日``."""

    centre: str
    case_number: str
    progress_url: str
    applicant: Party
    agent: Party | None
    item_name: str
    item_code: str
    situation: tuple[Answer, ...]
    materials: tuple[ReceiptMaterial, ...]
    promised_limit: str
    statutory_limit: str
    received_at: datetime
    handler: str
    window: str
    counter_phone: str


class Imprint(Struct, frozen=True):
    """What one printing adds: the number, how many times it was printed, when, and why again.

    ``copy`` is 1 at first; from 2 on the paper says 补打 and ``reason``. ``sheets`` are the identical
    papers of one printing: one for the applicant, one for the file.
    """

    number: str
    copy: int
    printed_at: datetime
    sheets: int = 2
    reason: str = ""
