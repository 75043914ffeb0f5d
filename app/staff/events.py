"""What happens to duties. A clerk stands in the journal by staff number, never by name or card."""

from __future__ import annotations

from app.journal.model import NewEvent
from app.staff.model import Duty, SignedIn

DUTY_BEGUN = "duty.begun"
DUTY_ENDED = "duty.ended"


def begun(duty: Duty, how: SignedIn) -> NewEvent:
    """The author came on duty (上岗)."""
    return NewEvent(DUTY_BEGUN, _subject(duty), {"day": duty.day, "signed_in": how.value})


def ended(duty: Duty) -> NewEvent:
    """The author left (离岗)."""
    return NewEvent(DUTY_ENDED, _subject(duty))


def _subject(duty: Duty) -> str:
    return f"duty:{duty.duty_id}"
