"""One call at a time on the card; the list below never moves under the eye."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.tickets.board import Call
from ui.hall.call_queue import HOLD, CallQueue

START = datetime(2026, 7, 4, 1, 42, tzinfo=UTC)


def _at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def _call(ticket: str, at: int = 0, calls: int = 1) -> Call:
    return Call(ticket, ticket, "A", "3", f"{at:06}", calls)


def _follow(queue: CallQueue, *newest_first: Call, awaited: str | None = None) -> None:
    queue.follow(newest_first, awaited if awaited is not None else "".join(c.ticket_id for c in newest_first))


def _running(*newest_first: Call) -> CallQueue:
    queue = CallQueue()
    _follow(queue, *newest_first)
    return queue


def _card(queue: CallQueue) -> str:
    return queue.card.ticket_id if queue.card else ""


def _rows(queue: CallQueue) -> str:
    return "".join(call.ticket_id for call in queue.rows)


def test_what_was_called_before_the_screen_came_on_is_shown_but_not_called_again() -> None:
    queue = _running(_call("B", 2), _call("A", 1))
    assert queue.advance(_at(0), speaking=False) is None
    assert (_card(queue), _rows(queue)) == ("B", "A")
    assert not queue.lit(_at(0))


def test_a_call_takes_a_free_card_at_once() -> None:
    queue = _running(_call("A", 1))
    _follow(queue, _call("B", 2), _call("A", 1))
    taken = queue.advance(_at(0), speaking=False)
    assert taken is not None
    assert (taken.ticket_id, _rows(queue)) == ("B", "A")


def test_a_second_call_waits_six_seconds_but_stands_in_the_list_at_once() -> None:
    queue = _running()
    _follow(queue, _call("A", 1))
    queue.advance(_at(0), speaking=False)
    _follow(queue, _call("B", 2), _call("A", 1))
    assert queue.advance(_at(5.9), speaking=False) is None
    assert (_card(queue), _rows(queue)) == ("A", "B")
    assert queue.advance(_at(6), speaking=False) is not None
    assert (_card(queue), _rows(queue)) == ("B", "A")


def test_the_next_call_waits_until_the_voice_has_finished() -> None:
    queue = _running()
    _follow(queue, _call("B", 2), _call("A", 1))
    queue.advance(_at(0), speaking=False)
    assert queue.advance(_at(9), speaking=True) is None
    assert queue.advance(_at(9), speaking=False) is not None


def test_a_new_call_is_inverted_ten_seconds_and_pulses_three_times() -> None:
    queue = _running()
    _follow(queue, _call("A", 1))
    queue.advance(_at(0), speaking=False)
    lit = [queue.lit(_at(tenth / 10)) for tenth in range(150)]
    assert lit == [True] * 100 + [False] * 50
    pulses = [queue.pulse(_at(tenth / 10)) for tenth in range(150)]
    rises = sum(now and not before for before, now in zip([False, *pulses], pulses, strict=False))
    assert rises == 3
    assert not any(pulses[30:])


def test_a_recall_comes_back_to_the_card_and_leaves_its_old_row() -> None:
    queue = _running(_call("C", 3), _call("B", 2), _call("A", 1))
    _follow(queue, _call("B", 4, calls=2), _call("C", 3), _call("A", 1))
    taken = queue.advance(_at(0), speaking=False)
    assert taken is not None
    assert taken.calls == 2
    assert (_card(queue), _rows(queue)) == ("B", "CA")


def test_a_recall_of_the_ticket_on_the_card_lights_it_again() -> None:
    queue = _running()
    _follow(queue, _call("A", 1))
    queue.advance(_at(0), speaking=False)
    _follow(queue, _call("A", 2, calls=2))
    assert queue.advance(_at(30), speaking=False) is not None
    assert queue.lit(_at(31))


def test_a_person_who_already_came_is_not_called_again_after_a_break() -> None:
    queue = _running(_call("A", 1))
    _follow(queue, _call("C", 3), _call("B", 2), _call("A", 1), awaited="C")
    taken = queue.advance(_at(0), speaking=False)
    assert taken is not None
    assert taken.ticket_id == "C"
    assert queue.advance(_at(20), speaking=False) is None
    assert _rows(queue) == "BA"


def test_the_same_board_twice_calls_nobody_twice() -> None:
    queue = _running()
    for _ in range(2):
        _follow(queue, _call("A", 1))
    assert queue.advance(_at(0), speaking=False) is not None
    assert queue.advance(_at(60), speaking=False) is None


def test_a_call_that_was_taken_back_leaves_card_and_line() -> None:
    queue = _running(_call("A", 1))
    _follow(queue, _call("C", 3), _call("B", 2), _call("A", 1))
    queue.advance(_at(0), speaking=False)
    _follow(queue, _call("A", 1))
    assert queue.advance(_at(60), speaking=False) is None
    assert (_card(queue), _rows(queue)) == ("A", "")


def test_a_new_day_clears_the_screen() -> None:
    queue = _running(_call("A", 1))
    _follow(queue)
    assert (_card(queue), _rows(queue)) == ("", "")


def test_a_clock_put_back_does_not_hold_up_the_calls() -> None:
    queue = _running()
    _follow(queue, _call("B", 2), _call("A", 1))
    queue.advance(_at(0), speaking=False)
    assert queue.advance(_at(-3600), speaking=False) is not None


@given(
    calls=st.lists(st.tuples(st.sampled_from("ABCDEFGH"), st.floats(0, 9)), max_size=25),
    patience=st.integers(1, 4),
)
def test_screens_and_people_agree(calls: list[tuple[str, float]], patience: int) -> None:
    """Every call takes the card, in order, long enough; below, rows only ever enter at the top."""
    queue, now = _running(), 0.0
    board: list[Call] = []
    made, shown, times = [], [], []
    for at, (ticket, pause) in enumerate(calls):
        board = [_call(ticket, at), *(call for call in board if call.ticket_id != ticket)]
        made.append(ticket)
        before = [call.ticket_id for call in queue.rows]
        _follow(queue, *board)
        stayed = [each for each in (call.ticket_id for call in queue.rows) if each != ticket]
        assert stayed == [each for each in before if each != ticket]
        for step in range(patience + 1):
            now += pause * bool(step) / patience
            if (taken := queue.advance(_at(now), speaking=False)) is not None:
                shown.append(taken.ticket_id)
                times.append(now)
    while (taken := queue.advance(_at(now := now + HOLD.total_seconds()), speaking=False)) is not None:
        shown.append(taken.ticket_id)
        times.append(now)
    assert shown[-1:] == made[-1:]
    assert set(shown) == set(made)
    assert len(shown) <= len(made)
    assert all(later - sooner >= HOLD.total_seconds() - 1e-6 for sooner, later in pairwise(times))
