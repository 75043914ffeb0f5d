"""A visit in a window's journal moves its ticket on the hub, once, whoever tells it first."""

from __future__ import annotations

from app.core.clock import business_day
from app.journal.read import all_events
from app.sync.progress import next_batch
from app.tickets.board import HallBoard
from app.tickets.queries import find
from tests.support.desk import DeskBench, leave


def upload(bench: DeskBench) -> None:
    """Push the whole journal of the window, as after any outage."""
    with bench.backstage.store.read() as conn:
        batch = next_batch(conn, bench.backstage.node, 0, 500)
    answer = bench.queue.hub.push(batch)
    assert {result.status for result in answer.results} <= {"ok", "dup"}


def board(bench: DeskBench) -> HallBoard:
    return bench.queue.hub.board(bench.queue.hall_id)


def ticket_events(bench: DeskBench) -> list[str]:
    with bench.queue.hub.store.read() as conn:
        return [event.kind for event in all_events(conn) if event.kind.startswith("ticket.")]


def test_a_visit_puts_its_ticket_in_service_and_frees_the_window_at_its_end(bench: DeskBench) -> None:
    bench.queue.take_number()
    bench.press("call_next")
    bench.press("start")
    upload(bench)
    (held,) = board(bench).at_windows
    assert held.state == "serving"
    leave(bench)
    upload(bench)
    assert board(bench).at_windows == ()


def test_the_end_of_a_visit_served_without_the_hub_arrives_later(bench: DeskBench) -> None:
    ticket = bench.queue.take_number()
    bench.press("call_next")
    bench.queue.cut = True
    bench.press("start")
    leave(bench)
    bench.queue.cut = False
    upload(bench)
    with bench.queue.hub.store.read() as conn:
        found = find(conn, bench.queue.hall_id, ticket.id)
    assert found is not None
    assert found.state == "finished"


def test_the_journal_and_the_next_call_finish_a_ticket_once(bench: DeskBench) -> None:
    bench.queue.take_number()
    bench.queue.take_number()
    bench.press("call_next")
    bench.press("start")
    leave(bench)
    bench.press("call_next")
    upload(bench)
    upload(bench)
    assert ticket_events(bench).count("ticket.finished") == 1
    (held,) = board(bench).at_windows
    assert held.number == "A002"
    assert held.business_day == business_day(bench.clock.now()).isoformat()


def test_what_the_hub_of_a_hall_passes_on_moves_no_queue_above(bench: DeskBench) -> None:
    bench.queue.take_number()
    bench.press("call_next")
    bench.press("start")
    with bench.backstage.store.read() as conn:
        batch = next_batch(conn, bench.backstage.node, 0, 500)
    bench.queue.hub.push(batch, passed_on=True)
    assert "ticket.started" not in ticket_events(bench)


def test_a_visit_without_a_ticket_moves_none(bench: DeskBench) -> None:
    bench.queue.take_number()
    bench.press("walk_in")
    leave(bench)
    upload(bench)
    assert len(board(bench).waiting) == 1
    assert ticket_events(bench) == ["ticket.issued"]


def test_a_ticket_that_went_another_way_stops_nothing(bench: DeskBench) -> None:
    from app.journal.model import Author

    bench.queue.take_number()
    bench.press("call_next")
    held = board(bench).at_windows[0]
    bench.queue.miss("missed-elsewhere", Author("clerk", "3"), held.id)
    bench.press("start")
    leave(bench)
    upload(bench)
    assert [ticket.number for ticket in board(bench).missed] == ["A001"]
