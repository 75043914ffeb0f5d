"""Many windows and kiosks at the same moment, on two workers of one hub: nobody is called twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain

import pytest

from app.core.ids import new_id
from app.hub.hub import Hub
from app.journal.model import Author
from app.journal.verify import verify
from app.tickets.events import FINISHED
from app.tickets.model import Ticket
from tests.support.databases import fresh_store
from tests.support.hub import HALL, at_once, new_hub

KIOSK = Author("", "kiosk")
THREADS = 8


@pytest.fixture
def workers(db_url: str) -> Iterator[list[Hub]]:
    """Two workers on one database; on SQLite a hub has one worker."""
    stores = [fresh_store(db_url)]
    if db_url.startswith("postgresql"):
        stores.append(fresh_store(db_url))
    hubs = [new_hub(store) for store in stores]
    yield hubs
    for hub in hubs:
        hub.close()


def issue(hub: Hub, command_id: str = "", zone: str = "SSDJ") -> Ticket:
    made = hub.command(HALL, lambda desk, conn: desk.issue(conn, command_id or new_id(), KIOSK, zone))
    assert made is not None
    return made


def call(hub: Hub, window: str, command_id: str = "") -> Ticket | None:
    return hub.command(
        HALL, lambda desk, conn: desk.call_next(conn, command_id or new_id(), Author("li", window))
    )


def finish(hub: Hub, window: str, ticket: Ticket) -> None:
    facts = (new_id(), Author("li", window), ticket.id, FINISHED)
    hub.command(HALL, lambda desk, conn: desk.change(conn, *facts))


def test_numbers_issued_at_once_have_no_gap_and_no_double_nor_has_the_feed(workers: list[Hub]) -> None:
    def kiosk(index: int) -> list[str]:
        return [issue(workers[index % len(workers)]).number for _ in range(10)]

    numbers = at_once(*[lambda index=index: kiosk(index) for index in range(THREADS)])
    assert sorted(chain.from_iterable(numbers)) == [f"A{n:03d}" for n in range(1, THREADS * 10 + 1)]
    rows = workers[0].feed(HALL, 0, 500).rows
    assert [row["seq"] for row in rows] == list(range(1, THREADS * 10 + 1))
    with workers[0].store.read() as conn:
        assert verify(conn).intact


def test_every_ticket_is_called_by_exactly_one_window(workers: list[Hub]) -> None:
    for _ in range(60):
        issue(workers[0])

    def window(index: int) -> list[str]:
        hub, called = workers[index % len(workers)], []
        while (ticket := call(hub, str(index))) is not None:
            called.append(ticket.number)
            finish(hub, str(index), ticket)
        return called

    called = at_once(*[lambda index=index: window(index) for index in range(THREADS)])
    times = Counter(number for numbers in called for number in numbers)
    # A window may find everything claimed by others who then finish; what is left waits, never doubles.
    rest = {ticket.number for ticket in workers[0].board(HALL).waiting}
    assert set(times.values()) == {1}
    assert times.keys() | rest == {f"A{n:03d}" for n in range(1, 61)}
    assert not times.keys() & rest
    for numbers in called:
        assert numbers == sorted(numbers), "first come, first served"


def test_one_press_that_arrives_many_times_is_one_ticket(workers: list[Hub]) -> None:
    press = new_id()
    made = at_once(*[lambda i=i: issue(workers[i % len(workers)], press) for i in range(THREADS)])
    assert {ticket.number for ticket in made} == {"A001"}
    assert issue(workers[0]).number == "A002"


def test_two_presses_at_one_window_take_one_citizen(workers: list[Hub]) -> None:
    for _ in range(10):
        issue(workers[0])
    answers = at_once(*[lambda i=i: call(workers[i % len(workers)], "3") for i in range(THREADS)])
    assert {ticket.number for ticket in answers if ticket} == {"A001"}
    assert len(workers[0].board(HALL).waiting) == 9
