"""What two machines did to one thing, unaware of each other, ends alike everywhere, however it travelled."""

from __future__ import annotations

from itertools import permutations

from sqlalchemy import select

from app.db.store import Store
from app.documents.events import DOCUMENT_ISSUED, DOCUMENT_REPRINTED
from app.documents.model import RECEIPT, documents
from app.documents.projection import PROJECTIONS as OF_DOCUMENTS
from app.evaluations.events import EVALUATION_DECLINED, EVALUATION_GIVEN
from app.evaluations.model import evaluations
from app.evaluations.projection import PROJECTIONS as OF_EVALUATIONS
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
    return event(
        kind, f"evaluation:{visit}", at, {**about, "level": level, "channel": "tablet"} if level else about
    )


def event(kind: str, subject: str, at: str, payload: dict[str, Json]) -> Event:
    by = ("clerk", "", "", "3")
    return Event("h", "n", "i", 1, at, kind, subject, 0, at, *by, payload, None, "", "", "")


def test_the_first_level_counts_in_whatever_order_it_is_heard_of(store: Store) -> None:
    """One by one, or all together."""
    orders = dict(enumerate(permutations((GOT_UP, FIRST, LATER, LATEST))))
    singly = [[booked(f"{n}", said)] for n, order in orders.items() for said in order]
    together = [[booked(f"{n} together", said) for said in order] for n, order in orders.items()]
    for batch in (*singly, *together):
        store.transact(planned(OF_EVALUATIONS, batch).carry_out)
    with store.read() as conn:
        shown = conn.execute(select(evaluations.c.visit_id, evaluations.c.level, evaluations.c.at)).all()
    assert len(shown) == 2 * len(orders)
    assert {(row.level, row.at) for row in shown} == {(5, FIRST[1])}


def test_of_those_who_gave_up_waiting_the_first_is_told(store: Store) -> None:
    for visit, order in {"a": (GOT_UP, LATEST), "b": (LATEST, GOT_UP)}.items():
        for said in order:
            store.transact(planned(OF_EVALUATIONS, [booked(visit, said)]).carry_out)
    with store.read() as conn:
        assert set(conn.execute(select(evaluations.c.state, evaluations.c.at))) == {("declined", GOT_UP[1])}


def test_the_last_copy_of_a_document_is_the_highest_that_anybody_printed(store: Store) -> None:
    """So the next 补打 of either window has a number of its own."""
    at = FIRST[1]
    about: dict[str, Json] = {"case_id": "c", "type": RECEIPT, "number": "C-SJ1", "sha256": ""}
    issued = [event(DOCUMENT_ISSUED, f"document:{n}", at, about) for n in range(6)]
    store.transact(planned(OF_DOCUMENTS, issued).carry_out)
    for n, copies in enumerate(permutations((2, 2, 3))):
        for copy in copies:
            printed = event(DOCUMENT_REPRINTED, f"document:{n}", at, {"copy": copy, "number": f"C-SJ{copy}"})
            store.transact(planned(OF_DOCUMENTS, [printed]).carry_out)
    with store.read() as conn:
        assert set(conn.execute(select(documents.c.copies, documents.c.number))) == {(3, "C-SJ3")}
