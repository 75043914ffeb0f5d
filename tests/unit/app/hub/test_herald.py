"""What happens in a hall is read once for all who follow it, and nobody hears it twice or with a hole."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.core.errors import StoreUnavailable
from app.core.ids import new_id
from app.db.store import Store
from app.hub import herald as heralds
from app.hub.herald import Herald, Messages
from app.hub.hub import Hub
from app.journal.model import Author
from app.sync.wire import FeedPage, Poke
from tests.support.databases import fresh_store, sqlite_url
from tests.support.hub import HALL, new_hub

KIOSK = Author("", "kiosk")


class CountingHub(Hub):
    """Counts how often the feed is read, and can fail at it."""

    reads = 0
    broken = False

    def feed(self, hall_id: str, after: int, limit: int) -> FeedPage:
        self.reads += 1
        if self.broken:
            raise StoreUnavailable("store.unreachable")
        return super().feed(hall_id, after, limit)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[CountingHub]:
    store: Store = fresh_store(sqlite_url(tmp_path))
    made = new_hub(store)
    made.__class__ = CountingHub
    assert isinstance(made, CountingHub)
    yield made
    store.close()


def happen(hub: Hub, times: int = 1) -> None:
    for _ in range(times):
        hub.command(HALL, lambda desk, conn: desk.issue(conn, new_id(), KIOSK, "SSDJ"))


async def heard(messages: Messages) -> Poke:
    said = await asyncio.wait_for(messages.get(), 60)
    return msgspec.json.decode(said, type=Poke)


def positions(poke: Poke) -> list[Any]:
    return [row["seq"] for row in poke.rows]


def test_every_follower_hears_the_rows_though_they_are_read_once(hub: CountingHub) -> None:
    async def scene() -> list[Poke]:
        hub.fanout.run_on(asyncio.get_running_loop())
        herald = Herald(hub)
        with herald.follow(HALL) as one, herald.follow(HALL) as two, herald.follow("hall-2") as other:
            await asyncio.to_thread(happen, hub)
            said = [await heard(one), await heard(two)]
            assert other.empty()
            return said

    one, two = asyncio.run(scene())
    assert one == two
    assert (one.after, one.seq, positions(one)) == (0, 1, [1])
    assert hub.reads == 1


def test_what_comes_up_meanwhile_follows_without_a_hole(hub: CountingHub) -> None:
    async def scene() -> list[int]:
        hub.fanout.run_on(asyncio.get_running_loop())
        found: list[int] = []
        with Herald(hub).follow(HALL) as messages:
            await asyncio.to_thread(happen, hub, 30)
            while not found or found[-1] < 30:
                poke = await heard(messages)
                assert poke.after == (found[-1] if found else 0)
                found += positions(poke)
        return found

    assert asyncio.run(scene()) == list(range(1, 31))


def test_who_is_far_behind_hears_the_position_alone(
    hub: CountingHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heralds, "MOST_ROWS", 5)

    async def scene() -> Poke:
        hub.fanout.run_on(asyncio.get_running_loop())
        with Herald(hub).follow(HALL) as messages:
            await asyncio.to_thread(happen, hub)
            await heard(messages)
            hub.fanout.poke(HALL, 40)
            return await heard(messages)

    assert asyncio.run(scene()) == Poke(HALL, 40)


def test_a_database_that_fails_silences_the_herald_for_one_time_only(
    hub: CountingHub, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene() -> Poke:
        hub.fanout.run_on(asyncio.get_running_loop())
        with Herald(hub).follow(HALL) as messages:
            hub.broken = True
            await asyncio.to_thread(happen, hub)
            while not caplog.records:
                await asyncio.to_thread(lambda: None)
            hub.broken = False
            await asyncio.to_thread(happen, hub)
            return await heard(messages)

    assert asyncio.run(scene()).seq == 2
    assert "store.unreachable" in caplog.text
