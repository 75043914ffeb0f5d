"""Tables and value types of visits and cases (来访, 办件)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct
from sqlalchemy import Column, Index, Integer, String, Table

from app.db.base import document, hall_key, id_key, instant, metadata


class CaseState(StrEnum):
    """Where a case stands in its life."""

    RECEIVED = "received"
    """收件"""


OPEN_STATES = (CaseState.RECEIVED,)
"""States in which the case is not concluded (未办结)."""


class HallFacts(Struct, frozen=True):
    """What case numbers and slips say of the hall.

    ``division``: six digits (GB/T 2260); ``site``: two digits that tell the centre's sites apart; ``phone``:
    the counter's telephone for inquiries.
    """

    division: str
    site: str
    name: str
    phone: str


class Received(Struct, frozen=True):
    """A received case: the answer to ``CaseDesk.receive``.

    ``promised_due`` and ``statutory_due`` count from the day of receipt, as if accepted on it (行政许可法
    art.32: silence is acceptance from the day of receipt); each is provisional (暂估) while the calendar is.
    ``notice_due``: last day to ask for corrections (补正), five working days.
    """

    case_id: str
    case_no: str
    received_at: datetime
    promised_due: date
    promised_provisional: bool
    statutory_due: date
    statutory_provisional: bool
    notice_due: date


visits = Table(
    "visits",
    metadata,
    hall_key(),
    id_key("visit_id"),
    Column("ticket_id", String(64), nullable=False),
    Column("ticket_number", String(16), nullable=False),
    Column("window", String(64), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("day", String(10), nullable=False),
    instant("opened_at"),
    instant("verified_at", nullable=True),
    instant("finished_at", nullable=True),
)

cases = Table(
    "cases",
    metadata,
    hall_key(),
    id_key("case_id"),
    Column("case_no", String(32), nullable=False),
    Column("visit_id", String(64), nullable=False),
    Column("item_id", String(64), nullable=False),
    Column("item_name", String(256), nullable=False),
    Column("department", String(64), nullable=False),
    Column("catalogue_version", String(64), nullable=False),
    Column("state", String(32), nullable=False),
    Column("version", Integer, nullable=False),
    Column("window", String(64), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("day", String(10), nullable=False),
    instant("received_at"),
    Column("promised_due", String(10), nullable=False),
    Column("promised_provisional", Integer, nullable=False),
    Column("statutory_due", String(10), nullable=False),
    Column("statutory_provisional", Integer, nullable=False),
    Column("notice_due", String(10), nullable=False),
    document("intake"),
    Index("uq_cases_hall_id_case_no", "hall_id", "case_no", unique=True),
    Index("ix_cases_hall_id_day_actor", "hall_id", "day", "actor"),
)
"""``intake``: answers, materials and delivery as received."""

case_people = Table(
    "case_people",
    metadata,
    hall_key(),
    id_key("case_id"),
    Column("applicant_number", String(32), nullable=False),
    document("people"),
    document("mail_address"),
    Index("ix_case_people_hall_id_applicant_number", "hall_id", "applicant_number"),
)
"""Personal data of a case, apart from it so that they may be erased. ``applicant_number``: credit code of the
organisation that applies, or identity number of the person; ``people``: everybody, by role."""

case_notes = Table(
    "case_notes",
    metadata,
    hall_key(),
    id_key("event_id"),
    Column("case_id", String(64), nullable=False),
    instant("at"),
    Column("actor", String(64), nullable=False),
    document("text"),
    Index("ix_case_notes_hall_id_case_id", "hall_id", "case_id"),
)
"""Notes on a case (备注), which may hold personal data: each is the event that brought it."""

desk_drafts = Table(
    "desk_drafts",
    metadata,
    hall_key(),
    id_key("visit_id"),
    document("visit"),
    instant("saved_at"),
)
"""The visit in work. Not in the journal: a draft lies on the desk, it has not happened."""

PROJECTED = (visits, cases, case_people, case_notes)
"""What a replay of the journal must reproduce."""
