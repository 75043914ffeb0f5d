"""What the page of a received case (办件) shows. Values stand masked until they are revealed."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from app.evaluations.model import EvaluationState
from ui.workbench.state import Wording


class ContactState(Struct, frozen=True):
    """One thing that may be corrected: what stands now, and what is typed to replace it."""

    key: str
    now: str
    typed: str = ""
    error: Wording | None = None


class NoteState(Struct, frozen=True):
    """One note (备注), newest first."""

    at: datetime
    person: str
    text: str


class CaseState(Struct, frozen=True):
    """One case. ``typed_note`` is kept while it is not saved."""

    case_id: str = ""
    case_no: str = ""
    item: str = ""
    applicant: str = ""
    days: tuple[Wording, ...] = ()
    """When it was received, and until when it is promised."""
    copies: int = 0
    evaluation: EvaluationState | None = None
    contacts: tuple[ContactState, ...] = ()
    notes: tuple[NoteState, ...] = ()
    typed_note: str = ""
    note_error: Wording | None = None
    told: Wording | None = None
    told_bad: bool = False
    revealed: bool = False
    busy: bool = False
