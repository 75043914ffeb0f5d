"""What the page of a received case needs of the program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct

from app.cases.queries import CaseCard
from app.evaluations.model import EvaluationState


class CaseOutcome(Struct, frozen=True):
    """What a case led to: how often its receipt (收件凭证) was printed, and whether its visit was evaluated,
    never how; None while nothing is known of that."""

    copies: int = 0
    evaluation: EvaluationState | None = None


class CaseServices(Protocol):
    """All calls block: they are for the ``store`` lane."""

    def card(self, case_id: str) -> CaseCard:
        """A case as it stands. Raises RuleViolation ``case.unknown``."""
        ...

    def outcome(self, case_id: str) -> CaseOutcome:
        """What it led to, at this window or at another."""
        ...

    def amend(self, case_id: str, changes: Mapping[str, str], version: int) -> None:
        """Correct contact data; see app.cases.correction.CorrectionDesk."""
        ...

    def note(self, case_id: str, text: str) -> None:
        """Add a note; see CorrectionDesk."""
        ...

    def name_of(self, clerk_id: str) -> str:
        """A clerk's name, or the id where it is not known."""
        ...
