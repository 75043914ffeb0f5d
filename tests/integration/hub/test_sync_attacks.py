"""What people and machines do to sync that no rule of the model does: each once, on real stores."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.core.clock import business_day
from app.core.errors import Offline
from app.core.ids import new_id
from app.tickets import queries
from tests.support.sync_model import HALL_ID, ModelHub
from tests.support.sync_model_hall import HallMachine
from tests.support.sync_model_window import ModelWindow


@pytest.fixture
def hall(caplog: pytest.LogCaptureFixture) -> Iterator[HallMachine]:
    """A hub and two windows; the second has a part in a case of the first."""
    made = HallMachine()
    yield made
    made.close()
    assert all(record.name.startswith("app.") for record in caplog.records)


def shared_case(hall: HallMachine) -> str:
    hall.receive(0, None, None, None)
    case_id = hall.cases[-1]
    hall.make_note(hall.window(1), case_id)
    hall.drain()
    return case_id


def serve_next(window: ModelWindow) -> str:
    """Press 呼叫下一位 and receive a case of whoever comes; the number."""
    window.hear()
    ticket = window.calls.call_next(new_id(), window.author, ())
    assert ticket is not None
    assert window.serve()
    return ticket.number


def test_a_database_put_back_in_silence_is_noticed_by_who_has_read_further(hall: HallMachine) -> None:
    case_id = shared_case(hall)
    copy = hall.hub.disk.copied(hall.hub.store)
    before = hall.hub.hub.identity.epoch
    for _ in range(3):
        hall.make_note(hall.window(0), case_id)
    hall.drain()
    hall.hub.hub.close()
    hall.hub.disk.put_back(copy)
    hall.hub.start()
    assert hall.hub.hub.identity.epoch == before
    hall.drain()
    assert hall.hub.hub.identity.epoch != before
    hall.check()
    assert hall.hub.hub.reached(HALL_ID) >= 4


def test_two_hubs_that_answer_under_one_name_lose_nothing(hall: HallMachine, tmp_path: Path) -> None:
    case_id = shared_case(hall)
    right = hall.hub
    wrong = ModelHub(tmp_path, right.clock)
    for round_ in range(3):
        for which in (0, 1):
            window = hall.window(which)
            hall.make_note(window, case_id)
            window.wire.hub = wrong if (round_ + which) % 2 else right
            for _ in range(3):
                hall.turn(window)
    assert wrong.hub.reached(HALL_ID) > 0, "it took what it was offered"
    for window in hall.windows:
        window.wire.hub = right
    hall.drain()
    hall.check()
    wrong.hub.close()


def test_a_hall_that_is_cut_at_midnight_comes_together_again(hall: HallMachine) -> None:
    for _ in range(8):
        hall.hub.give_number()
    called = [serve_next(window) for window in hall.windows]
    hall.hub_goes_or_comes(up=False)
    called += [serve_next(window) for window in hall.windows]
    assert len(set(called)) == 4, "each goes on with numbers of its own"
    for clock in (hall.hub.clock, *(window.clock for window in hall.windows)):
        clock.advance(timedelta(days=1))
    for window in hall.windows:
        with pytest.raises(Offline, match=r"tickets\.none_left"):
            window.calls.call_next(new_id(), window.author, ())
        window.calls.call_by_hand(window.author, "A001")
        window.receive()
        hall.remember(window)
    hall.hub_goes_or_comes(up=True)
    hall.drain()
    hall.check()
    with hall.hub.store.read() as conn:
        found = queries.double_services(conn, HALL_ID, business_day(hall.hub.clock.now()))
    assert [(each.number, {each.first, each.second}) for each in found] == [("A001", {"1", "2"})]
