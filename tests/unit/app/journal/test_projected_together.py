"""Many events are projected with few statements, and nothing tells afterwards that they were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, MetaData, String, Table, create_engine, event, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.pool import StaticPool

from app.cases.events import VISIT_FINISHED, VISIT_OPENED, VISIT_PERSON_VERIFIED
from app.cases.model import visits
from app.cases.projection import PROJECTIONS as OF_VISITS
from app.db.dialect import insert_ignore, insert_many, update_many, upsert
from app.journal.model import Event, Projections
from app.journal.writes import Row, Writes, planned

papers = Table(
    "papers",
    MetaData(),
    Column("hall_id", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("text", String),
    Column("seal", String),
)


def _written(event: Event) -> Row:
    return {"hall_id": event.hall_id, "id": event.subject_id, "text": event.id}


def _whole(event: Event) -> Row:
    return {**_written(event), "seal": None}


def _sealed(event: Event) -> Row:
    return {"hall_id": event.hall_id, "id": event.subject_id, "seal": event.id}


def _sealed_anew(event: Event) -> Row:
    return {**_sealed(event), "text": "anew"}


def _read(conn: Connection, event: Event) -> None:
    """Signs what stands there now."""
    signed = papers.c.text + papers.c.seal + event.id
    conn.execute(update(papers).where(papers.c.id == event.subject_id).values(text=signed))


def _in_ledger(conn: Connection, event: Event) -> None:
    """Adds to what events about other papers left."""
    ledger = papers.c.text + event.id
    conn.execute(update(papers).where(papers.c.id == "ledger").values(text=ledger))


PROJECTIONS: Projections = {
    "entered": _in_ledger,
    "struck": _in_ledger,
    "whole": Writes((insert_many, papers, _whole)),
    "bare": Writes((insert_many, papers, _written)),
    "if_new": Writes((insert_ignore, papers, _whole)),
    "replaced": Writes((upsert, papers, _whole)),
    "written": Writes((update_many, papers, _written)),
    "sealed": Writes((update_many, papers, _sealed)),
    "anew": Writes((update_many, papers, _sealed_anew)),
    "read": _read,
}


def told(kind: str, paper: str, place: int, payload: dict[str, str] | None = None) -> Event:
    """An event of one kind about one paper; its id tells its place."""
    subject, id_ = f"paper:{paper}", f"<{place}>"
    by = ("clerk", "", "", "3")
    return Event("h", "n", "i", place, id_, kind, subject, 0, "now", *by, payload or {}, None, "", "", "")


@contextmanager
def tables(*made: Table) -> Iterator[Connection]:
    """A database in memory that has only these tables."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    try:
        with engine.begin() as conn:
            for table in made:
                table.create(conn)
            if papers in made:
                conn.execute(papers.insert(), {"hall_id": "h", "id": "ledger", "text": ""})
            yield conn
    finally:
        engine.dispose()


def rows_one_by_one(events: Sequence[Event]) -> list[tuple[str, ...]] | None:
    """What stands there in the end; None when a row came twice."""
    with tables(papers) as conn:
        try:
            for each in events:
                PROJECTIONS[each.kind](conn, each)
        except IntegrityError:
            return None
        return sorted(map(tuple, conn.execute(select(papers))))


def rows_together(events: Sequence[Event]) -> list[tuple[str, ...]] | None:
    """The same, planned once and carried out again, as in a transaction that was taken back."""
    plan = planned(PROJECTIONS, events)
    with tables(papers) as conn:
        try:
            with conn.begin_nested() as taken_back:
                plan.carry_out(conn)
                taken_back.rollback()
            plan.carry_out(conn)
        except IntegrityError:
            return None
        return sorted(map(tuple, conn.execute(select(papers))))


steps = st.tuples(st.sampled_from(sorted(PROJECTIONS)), st.sampled_from("ab"))


@given(st.lists(steps, max_size=12))
@example([("entered", "a"), ("struck", "b"), ("entered", "b")])
@example([("bare", "a"), ("anew", "a"), ("written", "a")])
@example([("whole", "a"), ("replaced", "a"), ("sealed", "a")])
@example([("whole", "a"), ("read", "a"), ("written", "a"), ("read", "a")])
@example([("whole", "b"), ("sealed", "b"), ("read", "b"), ("whole", "a"), ("sealed", "b")])
def test_together_or_one_by_one_the_same_rows_stand_there(told_of: list[tuple[str, str]]) -> None:
    events = [told(kind, paper, place) for place, (kind, paper) in enumerate(told_of)]
    assert rows_together(events) == rows_one_by_one(events)


def test_a_visit_that_is_over_when_its_batch_comes_in_costs_one_row() -> None:
    began = {"ticket_id": "t", "ticket_number": "A001", "day": "2026-07-06"}
    kinds = ((VISIT_OPENED, began), (VISIT_PERSON_VERIFIED, None), (VISIT_FINISHED, None))
    events = [
        told(kind, visit, place, payload) for visit in "abc" for place, (kind, payload) in enumerate(kinds, 1)
    ]
    with tables(visits) as conn:
        statements: list[str] = []
        event.listen(conn.engine, "before_cursor_execute", lambda *said: statements.append(said[2]))
        planned(OF_VISITS, events).carry_out(conn)
        assert [statement.split()[0] for statement in statements] == ["INSERT"]
        assert conn.execute(select(visits.c.verified_at, visits.c.finished_at)).all() == [("now", "now")] * 3
