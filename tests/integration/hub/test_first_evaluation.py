"""Of all that machines book about one visit's evaluation the same counts everywhere, however it travelled."""

from __future__ import annotations

from itertools import permutations

from sqlalchemy import select

from app.db.store import Store
from app.evaluations.events import EVALUATION_DECLINED, EVALUATION_GIVEN
from app.evaluations.model import evaluations
from app.evaluations.projection import PROJECTIONS
from app.journal.model import Event, Json
from app.journal.writes import planned

GOT_UP, FIRST, LATER, LATEST = (
    (EVALUATION_DECLINED, "2026-07-06T01:00:00.000000Z", None),
    (EVALUATION_GIVEN, "2026-07-06T01:00:05.000000Z", 5),
    (EVALUATION_GIVEN, "2026-07-06T01:00:05.500000Z", 1),
    (EVALUATION_DECLINED, "2026-07-06T01:02:00.000000Z", None),
)
"""A twin gave up waiting; the citizen pressed at one machine, then at the other; a third gave up as well."""


def booked(visit: str, said: tuple[str, str, int | None]) -> Event:
    kind, at, level = said
    about: dict[str, Json] = {"ticket_id": "", "case_ids": [], "day": "2026-07-06"}
    payload = {**about, "level": level, "channel": "tablet"} if level else about
    by = ("clerk", "", "", "3")
    return Event("h", "n", "i", 1, at, kind, f"evaluation:{visit}", 0, at, *by, payload, None, "", "", "")


def test_the_first_level_counts_in_whatever_order_it_is_heard_of(store: Store) -> None:
    """One by one, or all together."""
    orders = dict(enumerate(permutations((GOT_UP, FIRST, LATER, LATEST))))
    singly = [[booked(f"{n}", said)] for n, order in orders.items() for said in order]
    together = [[booked(f"{n} together", said) for said in order] for n, order in orders.items()]
    for batch in (*singly, *together):
        store.transact(planned(PROJECTIONS, batch).carry_out)
    with store.read() as conn:
        shown = conn.execute(select(evaluations.c.visit_id, evaluations.c.level, evaluations.c.at)).all()
    assert len(shown) == 2 * len(orders)
    assert {(row.level, row.at) for row in shown} == {(5, FIRST[1])}


def test_of_those_who_gave_up_waiting_the_first_is_told(store: Store) -> None:
    for visit, order in {"a": (GOT_UP, LATEST), "b": (LATEST, GOT_UP)}.items():
        for said in order:
            store.transact(planned(PROJECTIONS, [booked(visit, said)]).carry_out)
    with store.read() as conn:
        assert set(conn.execute(select(evaluations.c.state, evaluations.c.at))) == {("declined", GOT_UP[1])}
