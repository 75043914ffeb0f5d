"""How far off a window's clock is (时钟偏差), told by what it sends. Marked, never refused. Pure.

The window's time is kept as it is; beside it stands what the hub found missing on its clock. It is measured
where the window says what its clock shows while it sends. A time that has not come yet is wrong in any case.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from app.core.clock import from_text, to_text
from app.sync.model import CLOCK_LIMIT_S
from app.sync.wire import PushBatch, PushedEvent

_MOST_S = 2**31 - 1


def marked(batch: PushBatch, rows: Sequence[PushedEvent], now: datetime) -> list[PushedEvent]:
    """Rows of a batch with what the hub finds, in place of what its node may say of itself."""
    offset, latest = _offset(batch.sent_at, now), to_text(now + timedelta(seconds=CLOCK_LIMIT_S))
    return [_with(row, offset or (_offset(row.at, now) if row.at > latest else 0)) for row in rows]


def _with(row: PushedEvent, offset: int) -> PushedEvent:
    return row if row.clock_offset_s == offset else msgspec.structs.replace(row, clock_offset_s=offset)


def _offset(said: str, now: datetime) -> int:
    """Seconds to add to a clock for it to be right; 0 while that does not matter, or nothing was said."""
    try:
        offset = (now - from_text(said)).total_seconds()
    except ValueError:
        return 0
    return max(-_MOST_S, min(_MOST_S, round(offset))) if abs(offset) > CLOCK_LIMIT_S else 0
