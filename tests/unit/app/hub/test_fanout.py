"""Pokes reach the listeners of their hall, newest first, and once."""

from __future__ import annotations

import asyncio
import threading

from app.hub.fanout import Fanout


def told(pokes: list[tuple[str, int]], *, leave_before: int | None = None) -> list[int]:
    """What a listener of hall-1 hears of these pokes, sent from another thread."""

    async def scene() -> list[int]:
        heard: list[int] = []
        fanout = Fanout()
        fanout.run_on(asyncio.get_running_loop())
        stop = fanout.listen("hall-1", heard.append)
        for index, poke in enumerate(pokes):
            if index == leave_before:
                stop()
            thread = threading.Thread(target=fanout.poke, args=poke)
            thread.start()
            await asyncio.to_thread(thread.join)
        return heard

    return asyncio.run(scene())


def test_only_the_own_hall_is_heard() -> None:
    assert told([("hall-1", 1), ("hall-2", 9), ("hall-1", 2)]) == [1, 2]


def test_the_same_or_older_news_is_not_told_again() -> None:
    assert told([("hall-1", 2), ("hall-1", 2), ("hall-1", 1), ("hall-1", 3)]) == [2, 3]


def test_who_has_left_hears_nothing() -> None:
    assert told([("hall-1", 1), ("hall-1", 2)], leave_before=1) == [1]


def test_a_poke_before_the_server_runs_is_harmless() -> None:
    Fanout().poke("hall-1", 1)
    assert told([("hall-1", 1)]) == [1]
