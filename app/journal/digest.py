"""What two databases compare to find out whether they hold the same events (对账), day by day.

Of each UTC day of a chain: how many events it has, and the sum modulo 2**64 of the first eight bytes
(big-endian) of the SHA-256 of each id. So neither the order nor the content has to travel.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, select

from app.journal.model import Node, journal

_DAY = slice(10)
_MODULUS = 1 << 64


def day_digests(conn: Connection, node: Node, through: int = 2**31 - 1) -> dict[str, tuple[int, str]]:
    """For each day of a chain up to the row ``through``: the count, and the sum as 16 hexadecimal digits."""
    rows = conn.execute(
        select(journal.c.at, journal.c.id).where(
            journal.c.hall_id == node.hall_id,
            journal.c.node == node.node,
            journal.c.incarnation == node.incarnation,
            journal.c.seq <= through,
        )
    )
    return summed((at[_DAY], event_id) for at, event_id in rows)


def summed(events: Iterable[tuple[str, str]]) -> dict[str, tuple[int, str]]:
    """The same for (day, id) pairs. Pure."""
    counts: dict[str, int] = defaultdict(int)
    sums: dict[str, int] = defaultdict(int)
    for day, event_id in events:
        counts[day] += 1
        sums[day] += int.from_bytes(hashlib.sha256(event_id.encode()).digest()[:8])
    return {day: (counts[day], f"{sums[day] % _MODULUS:016x}") for day in counts}
