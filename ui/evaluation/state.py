"""What the citizen's window (评价器) shows, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class EvaluationState:
    """Idle with the hall's name, asking for a grade until a time, or thanking."""

    phase: Literal["idle", "asking", "thanks"] = "idle"
    clerk_name: str = ""
    hall_name: str = ""
    ticket_number: str = ""
    until: datetime | None = None
