"""Lanes: order, isolation of a hanging device, errors that reach their asker."""

from __future__ import annotations

import threading
from queue import SimpleQueue

from app.core.tasks import Job, LaneTaskRunner


def run_all(delivered: SimpleQueue[Job], count: int) -> None:
    for _ in range(count):
        delivered.get(timeout=60)()


def test_results_of_one_lane_come_in_order() -> None:
    delivered: SimpleQueue[Job] = SimpleQueue()
    runner = LaneTaskRunner(delivered.put)
    got: list[int] = []
    for number in range(50):
        runner.submit("store", lambda n=number: n, got.append)  # type: ignore[misc]
    run_all(delivered, 50)
    assert got == list(range(50))
    assert runner.close(60)


def test_a_lane_that_hangs_holds_up_no_other_and_not_the_exit() -> None:
    delivered: SimpleQueue[Job] = SimpleQueue()
    runner = LaneTaskRunner(delivered.put)
    never = threading.Event()
    got: list[str] = []
    runner.submit("idcard", never.wait)
    runner.submit("store", lambda: "saved", got.append)
    run_all(delivered, 1)
    assert got == ["saved"]
    runner.replace("idcard")
    runner.submit("idcard", lambda: "read", got.append)
    run_all(delivered, 1)
    assert got == ["saved", "read"]
    never.set()
    assert runner.close(60)


def test_what_is_still_to_be_written_is_waited_for_longer_than_a_device_that_hangs() -> None:
    runner = LaneTaskRunner(lambda job: job())
    never, disk = threading.Event(), threading.Event()
    written: list[bool] = []
    runner.submit("idcard", never.wait)
    runner.submit("store", disk.wait, written.append)
    assert not runner.close(0)
    threading.Timer(0.1, disk.set).start()
    assert not runner.close(0, store=60)
    assert written == [True]
    never.set()
    assert runner.close(60)


def test_an_error_reaches_the_one_who_asked() -> None:
    delivered: SimpleQueue[Job] = SimpleQueue()
    runner = LaneTaskRunner(delivered.put)
    errors: list[str] = []

    def fail() -> None:
        raise ValueError("paper")

    runner.submit("printer", fail, on_error=lambda error: errors.append(str(error)))
    run_all(delivered, 1)
    assert errors == ["paper"]
    assert runner.close(60)
