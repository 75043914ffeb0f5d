"""The upload after an outage is measured on real parts: an encrypted store, a hub process, PostgreSQL."""

from __future__ import annotations

from app.main.bench.drain import GROWTH_LIMIT, LIMIT, run
from tests.support.timing import timed

EVENTS = 2_000


@timed
def test_an_outage_is_drained_at_the_promised_share_of_a_bare_copy() -> None:
    figures = run(EVENTS, rounds=1)
    assert (figures["events"], figures["limit"], figures["growth_limit"]) == (EVENTS, LIMIT, GROWTH_LIMIT)
    # A short run on a machine with other work to do: a third of the promise tells a broken upload from a slow
    # minute.
    assert figures["ratio"] >= LIMIT / 3
    assert figures["events_per_s"] > 0
