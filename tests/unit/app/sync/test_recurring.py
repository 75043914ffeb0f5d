"""Errands: run at once, again when poked, and go on after every failure."""

from __future__ import annotations

import threading
import time

import pytest

from app.core.errors import Offline, Refused
from app.sync.recurring import Recurring
from tests.support.hub import until


class Errand:
    """Work that fails as often as it is told."""

    def __init__(self, *failures: Exception) -> None:
        self.runs = 0
        self._failures = list(failures)
        self.ran = threading.Event()

    def work(self) -> None:
        self.runs += 1
        if self._failures:
            raise self._failures.pop(0)
        self.ran.set()


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.sync.backoff.random.uniform", lambda low, high: 0.01)


def test_it_runs_at_once_and_again_when_there_is_something_to_do() -> None:
    errand = Errand()
    recurring = Recurring("test", errand.work, 3600)
    recurring.start()
    assert errand.ran.wait(60)
    errand.ran.clear()
    recurring.poke()
    assert errand.ran.wait(60)
    assert recurring.stop(60)


def test_a_poke_leaves_time_for_what_comes_with_it() -> None:
    errand = Errand()
    recurring = Recurring("test", errand.work, 3600)
    recurring.start()
    assert errand.ran.wait(60)
    errand.ran.clear()
    poked = time.monotonic()
    recurring.poke()
    recurring.poke()
    assert errand.ran.wait(60)
    assert time.monotonic() - poked >= 1.0
    assert errand.runs == 2
    assert recurring.stop(60)


def test_it_goes_on_after_every_failure_and_says_what_the_last_one_was(
    caplog: pytest.LogCaptureFixture,
) -> None:
    errand = Errand(Offline("sync.unreachable"), Refused("bundle.unreadable"), ValueError("a mistake"))
    recurring = Recurring("test", errand.work, 3600)
    recurring.start()
    assert errand.ran.wait(60)
    until(lambda: recurring.problem == "", timeout=60)
    assert errand.runs == 4
    assert "sync.unreachable" not in caplog.text
    assert "bundle.unreadable" in caplog.text
    assert recurring.stop(60)


def test_the_problem_is_known_while_it_lasts() -> None:
    errand = Errand(*[Offline("sync.unreachable") for _ in range(100_000)])
    recurring = Recurring("test", errand.work, 3600)
    recurring.start()
    until(lambda: recurring.problem == "sync.unreachable", timeout=60)
    assert recurring.stop(60)
