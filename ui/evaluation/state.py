"""What the citizen's window (评价器) shows, as one frozen value."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct


class EvaluationState(Struct, frozen=True):
    """Idle with the hall's name, asking for a grade until a time, or thanking."""

    phase: Literal["idle", "asking", "thanks"] = "idle"
    clerk_name: str = ""
    hall_name: str = ""
    ticket_number: str = ""
    until: datetime | None = None
