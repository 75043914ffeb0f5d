"""Windows, ticket machines and hubs whose disk was put back: no number is given, and nobody called, twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.core.ids import new_id
from app.journal.node import begin_lives
from tests.support import sync_model_checks as checks
from tests.support.counter import MONDAY
from tests.support.sync_model import HALL_ID, ModelHub
from tests.support.sync_model_kiosk import ModelKiosk
from tests.support.sync_model_window import ModelWindow, Opener

Kiosks = Callable[[str], ModelKiosk]


@pytest.fixture
def kiosk(tmp_path: Path, model_hub: ModelHub) -> Iterator[Kiosks]:
    made: list[ModelKiosk] = []

    def new(name: str) -> ModelKiosk:
        made.append(ModelKiosk(tmp_path / f"{name}.db", name, model_hub))
        return made[-1]

    yield new
    for each in made:
        each.store.close()


def call(window: ModelWindow) -> str:
    ticket = window.calls.call_next(new_id(), window.author, ())
    return ticket.number if ticket else ""


def given_without_hub(kiosk: ModelKiosk, count: int) -> list[str]:
    kiosk.numbers.reachable = False
    for _ in range(count):
        kiosk.give()
    return [slip.number for slip, _ in kiosk.slips[-count:]]


def test_the_hub_says_who_was_served_before_anything_else_is_heard(
    opened: Opener, model_hub: ModelHub
) -> None:
    window = opened()
    for _ in range(4):
        model_hub.give_number()
    assert call(window) == "A001"
    window.serve()
    copy = window.disk.copied(window.store)
    assert call(window) == "A002"
    window.serve()
    window.pusher.turn()
    window.put_back(copy)
    window.store.transact(begin_lives)
    window.restart()
    assert call(window) == "A003"


def test_a_double_call_is_listed_although_the_hub_forgot_one_of_them(
    opened: Opener, model_hub: ModelHub, caplog: pytest.LogCaptureFixture
) -> None:
    one, two = opened(number="1"), opened(number="2")
    model_hub.give_number()
    copy = model_hub.disk.copied(model_hub.store)
    called = call(two)
    one.calls.call_by_hand(one.author, "A001")
    model_hub.restore(copy)
    for window in (one, two, one):
        window.pusher.turn()
    (found,) = model_hub.hub.doubles(HALL_ID, MONDAY.date())
    assert (found.number, {found.first, found.second}) == (called, {"1", "2"})
    assert {record.name for record in caplog.records} <= {"app.sync.push", "app.hub.reactions"}


def test_a_copy_of_a_ticket_machine_that_was_put_back_in_silence(
    kiosk: Kiosks, caplog: pytest.LogCaptureFixture
) -> None:
    machine = kiosk("kiosk")
    machine.hear()
    machine.pusher.turn()
    copy = machine.disk.copied(machine.store)
    assert given_without_hub(machine, 2) == ["A5001", "A5002"]
    machine.pusher.turn()
    lost = given_without_hub(machine, 1)
    machine.put_back(copy)
    machine.pusher.turn()
    machine.hear()
    assert lost == ["A5003"], "the hub never heard of it"
    assert given_without_hub(machine, 2) == ["A5021", "A5022"]
    machine.pusher.turn()
    checks.node_is_whole(machine)
    assert "goes on in a new life" in caplog.text


def test_a_hub_that_was_put_back_leases_no_block_twice(kiosk: Kiosks, model_hub: ModelHub) -> None:
    kiosks = [kiosk(name) for name in ("east", "south", "west")]
    kiosks[0].hear()
    copy = model_hub.disk.copied(model_hub.store)
    kiosks[1].hear()
    model_hub.restore(copy)
    kiosks[2].hear()
    given = [number for each in kiosks for number in given_without_hub(each, 20)]
    assert len({*given}) == 60
    for each in kiosks:
        each.pusher.turn()
        checks.node_is_whole(each)
    checks.hub_is_whole(model_hub)
    model_hub.clock.advance(timedelta(days=1))
    kiosks[2].hear()
    assert given_without_hub(kiosks[2], 1) == ["A5001"], "the next day begins at its start"
