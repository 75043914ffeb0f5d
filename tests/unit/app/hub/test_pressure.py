"""When many windows return at once, few pushes are worked on, some wait, the others come again later."""

from __future__ import annotations

import asyncio
import time
from contextlib import ExitStack
from functools import partial
from types import SimpleNamespace

import httpx
import pytest
from fastapi import FastAPI

from app.core.errors import Refused
from app.hub.api.errors import answer_errors
from app.hub.pressure import AT_ONCE, BURST, PLACES, RATE, Pressure


def test_a_hall_has_so_many_places_and_no_more() -> None:
    pressure = Pressure()
    with ExitStack() as taken:
        for _ in range(PLACES):
            taken.enter_context(pressure.place("hall-1"))
        with pytest.raises(Refused) as caught, pressure.place("hall-1"):
            pass
        assert caught.value.code == "sync.busy"
        with pressure.place("hall-2"):
            pass
    with pressure.place("hall-1"):
        pass


def test_those_who_are_refused_together_come_again_at_different_times() -> None:
    pressure = Pressure()
    waits = set()
    with ExitStack() as taken:
        for _ in range(PLACES):
            taken.enter_context(pressure.place("hall-1"))
        for _ in range(100):
            with pytest.raises(Refused) as caught:
                taken.enter_context(pressure.place("hall-1"))
            waits.add(caught.value.params["retry_after"])
    assert len(waits) > 5
    assert waits <= set(range(1, 11))


def test_a_hall_that_asks_without_end_is_slowed_down(monkeypatch: pytest.MonkeyPatch) -> None:
    pressure, asked = Pressure(), range(int(BURST) + 2)
    later = time.monotonic() + 60
    for now, let_in in ((later, BURST), (later + 1, RATE)):
        clock = SimpleNamespace(monotonic=partial(float, now))
        monkeypatch.setattr("app.hub.pressure.time", clock)
        assert sum(is_let_in(pressure) for _ in asked) == let_in


def is_let_in(pressure: Pressure) -> bool:
    try:
        with pressure.place("hall-1"):
            return True
    except Refused:
        return False


def test_few_are_worked_on_at_a_time_and_all_get_their_turn() -> None:
    async def rush() -> tuple[int, int]:
        pressure, working, most, done = Pressure(), 0, 0, 0

        async def push() -> None:
            nonlocal working, most, done
            async with pressure.turn("hall-1"):
                working += 1
                most = max(most, working)
                await asyncio.sleep(0)
                working -= 1
                done += 1

        await asyncio.gather(*(push() for _ in range(20)))
        return most, done

    assert asyncio.run(rush()) == (AT_ONCE, 20)


def test_a_full_hall_is_advised_to_wait() -> None:
    pressure = Pressure()
    assert pressure.advice_ms("hall-1") == 0
    with ExitStack() as taken:
        for _ in range(PLACES):
            taken.enter_context(pressure.place("hall-1"))
        assert max(pressure.advice_ms("hall-1") for _ in range(50)) > 0


def test_busy_is_answered_with_the_time_to_come_again() -> None:
    app = FastAPI()
    answer_errors(app)

    @app.get("/")
    def busy() -> None:
        raise Refused("sync.busy", retry_after=7)

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://hub") as client:
            return await client.get("/")

    answer = asyncio.run(ask())
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")


def test_a_hall_that_returns_with_everything_keeps_no_other_waiting() -> None:
    served: list[str] = []

    async def rush() -> None:
        pressure = Pressure()

        async def push(hall: str) -> None:
            async with pressure.turn(hall):
                await asyncio.sleep(0)
                served.append(hall)

        pushes = [asyncio.create_task(push("large")) for _ in range(20)]
        await asyncio.sleep(0)
        pushes.append(asyncio.create_task(push("small")))
        pushes[AT_ONCE].cancel()
        await asyncio.gather(*pushes, return_exceptions=True)
        async with pressure.turn("last"):
            served.append("last")

    asyncio.run(rush())
    assert served.index("small") <= 3 * AT_ONCE
    assert (served.count("large"), served[-1]) == (19, "last"), "who gave up keeps no place"
