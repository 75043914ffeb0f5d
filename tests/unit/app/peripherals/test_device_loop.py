"""The thread of a device: wakes, ends, outlives errors, is left behind when it hangs."""

from __future__ import annotations

import threading

import pytest

from app.peripherals.device_loop import DeviceLoop

SOON = 60.0


def test_a_rest_ends_when_it_is_woken_and_the_device_is_closed_at_the_end() -> None:
    stepped = threading.Semaphore(0)
    closed = threading.Event()

    def step() -> float:
        stepped.release()
        return 3600.0

    loop = DeviceLoop("test", step, closed.set)
    loop.start()
    assert stepped.acquire(timeout=SOON)
    loop.wake()
    assert stepped.acquire(timeout=SOON)
    assert loop.stop(SOON)
    assert closed.is_set()


def test_an_error_in_a_step_does_not_end_it(caplog: pytest.LogCaptureFixture) -> None:
    again = threading.Event()
    steps = iter([ValueError("first"), None])

    def step() -> float:
        error = next(steps, None)
        if error:
            raise error
        again.set()
        return 3600.0

    loop = DeviceLoop("test", step, lambda: None)
    loop.start()
    loop.wake()
    assert again.wait(SOON)
    assert loop.stop(SOON)
    assert "first" in caplog.text


def test_a_step_that_hangs_is_left_behind() -> None:
    hanging, released = threading.Event(), threading.Event()

    def step() -> float:
        hanging.set()
        released.wait(SOON)
        return 0.0

    loop = DeviceLoop("test", step, lambda: None)
    loop.start()
    assert hanging.wait(SOON)
    assert not loop.stop(0.01)
    released.set()
    assert loop.stop(SOON)
