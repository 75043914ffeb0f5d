"""What the page of a received case needs of the program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from app.cases.queries import CaseCard


class CaseServices(Protocol):
    """All calls block: they are for the ``store`` lane."""

    def card(self, case_id: str) -> CaseCard:
        """A case as it stands. Raises RuleViolation ``case.unknown``."""
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
