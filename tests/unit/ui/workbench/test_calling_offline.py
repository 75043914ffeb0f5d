"""F2 while the hub is gone: what the window holds, then a number that the clerk types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from app.core.errors import Offline
from app.journal.model import Author
from app.sync.model import HubReachable
from app.tickets.board import HallBoard
from app.tickets.escrow import Stock
from app.tickets.remote import Called
from tests.support.desk import DeskBench, HallQueue, leave


class HubInTheHouse:
    """The hub's desk for a window that keeps tickets, without a network between."""

    def __init__(self, queue: HallQueue) -> None:
        self._queue = queue

    def call_and_keep(
        self, command_id: str, author: Author, zones: Sequence[str], done: Iterable[str]
    ) -> Called:
        if self._queue.cut:
            raise Offline("sync.unreachable")
        known = list(done)
        made = self._queue.hub.carry_out(
            self._queue.hall_id, lambda desk, conn: desk.call_next(conn, command_id, author, zones, 2, known)
        )
        return Called(made.ticket, made.owned, made.demanded, made.day)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[DeskBench]:
    made = DeskBench(tmp_path)
    link = made.backstage.link
    link._desk = HubInTheHouse(made.queue)  # type: ignore[assignment]
    made.bus.subscribe(Stock, made.desk.tickets.stocked)
    made.desk.session.update(services=replace(made.desk.session.services, queue=link.calls))
    for _ in range(4):
        made.queue.take_number()
    made.desk.tickets.follow(board(made))
    yield made
    made.close()


def board(bench: DeskBench) -> HallBoard:
    return bench.queue.hub.board(bench.queue.hall_id)


def lose_the_hub(bench: DeskBench) -> None:
    bench.queue.cut = True
    bench.desk.news.handlers[HubReachable](HubReachable(False))


def stock(bench: DeskBench) -> str:
    """What is said of the numbers that can be called without the hub."""
    return bench.state.queue.stock.code if bench.state.queue.stock else ""


def serve_nobody(bench: DeskBench) -> None:
    bench.press("start")
    leave(bench)
    bench.desk.rating.skip()


def test_the_next_citizen_is_called_from_what_the_window_holds(bench: DeskBench) -> None:
    bench.press("call_next")
    bench.desk.tickets.follow(board(bench))
    lose_the_hub(bench)
    assert bench.state.queue.stock is not None
    assert bench.state.queue.stock.params == (("n", 2),)
    serve_nobody(bench)
    state = bench.press("call_next")
    assert (state.ticket.number, state.ticket.phase) == ("A002", "called")
    assert bench.bars() == []
    assert [row.number for row in state.queue.waiting] == ["A003", "A004"]


def test_with_the_hub_there_nothing_is_said_of_a_stock(bench: DeskBench) -> None:
    assert bench.press("call_next").queue.stock is None


def test_when_nothing_is_left_the_clerk_types_the_number(bench: DeskBench) -> None:
    bench.press("call_next")
    lose_the_hub(bench)
    for _ in range(2):
        serve_nobody(bench)
        bench.press("call_next")
    assert stock(bench) == ""
    serve_nobody(bench)
    assert stock(bench) == "queue.stock_empty"
    state = bench.press("call_next")
    assert state.queue.typing
    assert state.focus.place == "number"
    bench.desk.tickets.call_by_hand("王")
    assert "tickets.no_number" in bench.bars()
    bench.desk.tickets.call_by_hand("a 5001")
    assert (bench.state.ticket.number, bench.state.ticket.phase) == ("A5001", "called")
    assert bench.state.ticket.issued_at is None, "nobody here knows when it was taken"
    assert not bench.state.queue.typing


def test_escape_puts_the_line_for_the_number_away(bench: DeskBench) -> None:
    lose_the_hub(bench)
    assert bench.press("call_next").queue.typing
    assert not bench.press("back").queue.typing


def test_a_miss_is_taken_back_without_the_hub(bench: DeskBench) -> None:
    bench.press("call_next")
    lose_the_hub(bench)
    bench.press("miss")
    bench.press("undo")
    assert bench.press("call_next").ticket.number == "A001"


def test_a_picture_from_before_the_upload_brings_no_served_citizen_back(bench: DeskBench) -> None:
    bench.press("call_next")
    lose_the_hub(bench)
    serve_nobody(bench)
    bench.queue.cut = False
    bench.desk.tickets.follow(board(bench))
    assert bench.state.ticket.phase != "called"
