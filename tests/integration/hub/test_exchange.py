"""What a node reads back: its own chains, what others did to its cases, where the two databases differ."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from msgspec.structs import replace
from sqlalchemy import Connection, delete, update

from app.core.clock import ManualClock, SystemClock
from app.core.errors import Refused
from app.core.ids import new_id
from app.db.store import Store
from app.hub import pull
from app.hub.epoch import renew_epoch
from app.hub.hub import Hub
from app.hub.model import hub_identity
from app.hub.pull import Reader
from app.journal.digest import day_digests, summed
from app.journal.model import Author, Json, NewEvent, Node, heads, journal
from app.main.features import PROJECTIONS as FEATURES
from app.sync.progress import next_batch
from app.sync.wire import DayDigest, DigestOffer, PulledEvent
from tests.support.hub import PREFIXES, PROJECTIONS, WindowJournal, new_hub


def upload(hub: Hub, window: WindowJournal) -> None:
    with window.store.read() as conn:
        batch = next_batch(conn, window.node, 0, 500)
    hub.push(batch)


def digest(window: WindowJournal) -> DigestOffer:
    with window.store.read() as conn:
        days = day_digests(conn, window.node)
    offered = [DayDigest(day, *facts) for day, facts in days.items()]
    return DigestOffer(window.node.hall_id, window.node.node, window.node.incarnation, offered)


def pulled(hub: Hub, window: WindowJournal, after: int = 0) -> list[PulledEvent]:
    return hub.pull(window.node.hall_id, Reader(window.node.node), "", after).rows


def test_a_node_gets_its_own_chain_back_with_personal_data(hub: Hub, window: WindowJournal) -> None:
    for number in range(3):
        window.note(private={"name": "样例"}, number=number)
    upload(hub, window)
    page = hub.chain(window.node, after=1)
    with window.store.read() as conn:
        mine = next_batch(conn, window.node, 1, 10).events
    assert page.events == mine
    assert (page.last, page.hash) == (3, mine[-1].hash)
    assert hub.chain(Node(window.node.hall_id, "unknown", "life"), 0).events == []


def test_the_same_events_have_the_same_digest(hub: Hub, window: WindowJournal) -> None:
    for _ in range(3):
        window.note()
    upload(hub, window)
    assert hub.digest(digest(window)).differs == []


def test_the_digest_names_the_days_that_differ(hub: Hub, window: WindowJournal) -> None:
    window.note()
    upload(hub, window)
    window.note()
    answer = hub.digest(digest(window))
    assert len(answer.differs) == 1
    assert answer.last == 1
    never = DayDigest("2020-02-02", 1, "0" * 16)
    forged = msgspec.structs.replace(digest(window), days=[never])
    assert "2020-02-02" in hub.digest(forged).differs


def test_a_sum_does_not_depend_on_the_order() -> None:
    ids = [new_id() for _ in range(20)]
    day = "2026-07-06"
    there = summed((day, each) for each in reversed(ids))
    assert summed((day, each) for each in ids) == there
    assert summed((day, each) for each in ids[1:]) != there
    assert len(there[day][1]) == 16


def test_a_window_pulls_what_others_did_to_its_cases_and_nothing_else(
    hub: Hub, window: WindowJournal, other: WindowJournal
) -> None:
    window.note("case:1")
    upload(hub, window)
    other.note("case:1", private={"name": "样例"})
    other.note("case:2", private={"name": "别人"})
    upload(hub, other)
    (row,) = pulled(hub, window)
    assert row.event.subject == "case:1"
    assert row.node == other.node.node
    assert row.event.private is not None
    assert "样例" in row.event.private.body
    page = hub.pull(window.node.hall_id, Reader(window.node.node), "", row.feed_seq)
    assert (page.rows, page.reached, page.last) == ([], 3, 3), "it was looked through to its end"


def test_a_case_that_becomes_ones_own_is_pulled_from_then_on(
    hub: Hub, window: WindowJournal, other: WindowJournal
) -> None:
    other.note("case:1")
    upload(hub, other)
    assert pulled(hub, window) == []
    first = window.note("case:1")
    upload(hub, window)
    other.note("case:1")
    upload(hub, other)
    assert [(row.feed_seq, row.event.seq, row.before) for row in pulled(hub, window, after=1)] == [
        (2, 1, first.id),
        (3, 2, ""),
    ], "what came before stands in the place of the event that gave the window its part"


def test_what_came_before_comes_once_however_the_pages_fall(
    hub: Hub, window: WindowJournal, other: WindowJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [other.note("case:1").id for _ in range(5)]
    upload(hub, other)
    window.note("case:1")
    upload(hub, window)
    made += [other.note("case:1").id for _ in range(5)]
    upload(hub, other)
    for most_rows, looked_through in ((2, 3), (3, 100), (500, 1), (500, 2000)):
        monkeypatch.setattr(pull, "PUSH_EVENTS", most_rows)
        monkeypatch.setattr(pull, "_LOOKED_THROUGH", looked_through)
        reached = 0
        came: list[str] = []
        while reached < 11:
            page = hub.pull(window.node.hall_id, Reader(window.node.node), "", reached)
            assert page.reached > reached
            reached, came = page.reached, came + [row.event.id for row in page.rows]
        assert came == made


def test_an_evaluation_of_no_case_stops_nobody_from_reading(
    store: Store, window: WindowJournal, other: WindowJournal
) -> None:
    hub = Hub(store, FEATURES, PREFIXES, SystemClock())
    said: list[Json] = [None, 7, "case", {"case": 1}, [7, None, ["case"]], ["case"] * 40_000]
    facts: list[dict[str, Json]] = [{"ticket_id": "", "case_ids": each, "day": "2026-07-06"} for each in said]
    rated = [NewEvent("evaluation.declined", f"evaluation:{new_id()}", each) for each in facts]
    clerk = Author("li", "5")
    other.store.transact(lambda conn: [other.journal.append(conn, clerk, each) for each in rated])
    upload(hub, other)
    assert [row["kind"] for row in hub.feed(window.node.hall_id, 0, 10).rows] == ["evaluation.declined"] * 6
    assert pulled(hub, window) == []


def test_what_came_before_is_told_of_cases_only(
    hub: Hub, window: WindowJournal, other: WindowJournal
) -> None:
    other.note("visit:1")
    upload(hub, other)
    window.note("visit:1")
    upload(hub, window)
    other.note("visit:1")
    upload(hub, other)
    assert [row.feed_seq for row in pulled(hub, window)] == [3]


def test_another_machine_that_is_the_same_node_is_heard_of_cases(
    hub: Hub, window: WindowJournal, other: WindowJournal
) -> None:
    twin = WindowJournal(other.store, replace(window.node, incarnation=new_id()))
    mine = window.note("case:1")
    theirs = [twin.note(subject) for subject in ("case:1", "visit:1", "case:2")]
    after = other.note("case:2")
    for each in (window, twin, other):
        upload(hub, each)

    def told(life: str = "", through: int = 0) -> list[str]:
        reader = Reader(window.node.node, life, through)
        return [row.event.id for row in hub.pull(window.node.hall_id, reader, "", 0).rows]

    life, heard = window.node.incarnation, [theirs[0].id, theirs[2].id, after.id]
    assert told(life, 1) == heard
    assert told(life, 0) == [mine.id, *heard], "whether it is here is not sure before it was acknowledged"
    assert told() == [after.id], "an older program"


def test_a_cursor_of_another_epoch_is_void(hub: Hub, window: WindowJournal) -> None:
    window.note()
    upload(hub, window)
    before = hub.identity.epoch
    now = renew_epoch(hub.store)
    assert now != before
    with pytest.raises(Refused) as caught:
        hub.pull(window.node.hall_id, Reader(window.node.node), before, 0)
    assert (caught.value.code, caught.value.params) == ("sync.epoch_changed", {"epoch": now})
    assert hub.pull(window.node.hall_id, Reader(window.node.node), now, 0).hub_epoch == now


def test_a_cursor_beyond_the_feed_renews_the_epoch_once_in_ten_minutes(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    clock = ManualClock(datetime(2026, 7, 6, 1, 30, tzinfo=UTC))
    workers = [Hub(store, PROJECTIONS, PREFIXES, clock) for _ in range(2)]

    def told(worker: Hub, epoch: str) -> str:
        with pytest.raises(Refused) as caught:
            worker.pull("hall-1", Reader("somebody"), epoch, 1_000)
        return caught.value.code

    first = workers[0].identity.epoch
    assert told(workers[0], first) == "sync.epoch_changed"
    second = workers[0].identity.epoch
    assert second != first
    assert told(workers[1], second) == "sync.feed_gap"
    assert workers[0].identity.epoch == second
    clock.advance(timedelta(minutes=11))
    assert told(workers[1], second) == "sync.epoch_changed"
    clock.advance(timedelta(days=-30))
    assert told(workers[0], workers[0].identity.epoch) == "sync.epoch_changed", (
        "a clock put right is no limit"
    )
    assert [record.name for record in caplog.records] == ["app.hub.hub"] * 4


def test_every_worker_sees_the_new_epoch_at_once_and_the_hub_writes_a_new_chain(
    hub: Hub, window: WindowJournal
) -> None:
    second = new_hub(hub.store)
    hall = window.node.hall_id
    issue(hub, hall)
    epoch = renew_epoch(hub.store)
    for worker in (hub, second):
        assert worker.feed(hall, 0, 10).hub_epoch == epoch
        assert worker.health().hub_epoch == epoch
        issue(worker, hall)
    window.note()
    with window.store.read() as conn:
        batch = next_batch(conn, window.node, 0, 10)
    assert second.push(batch).hub_epoch == epoch
    with hub.store.read() as conn:
        own = conn.execute(heads.select().where(heads.c.own == 1).order_by(heads.c.incarnation)).all()
    assert [head.seq for head in own] == [1, 2], "what the old copy may lack is not written over"


def issue(hub: Hub, hall: str) -> None:
    hub.command(hall, lambda desk, conn: desk.issue(conn, new_id(), Author("", "kiosk"), "SSDJ"))


def test_a_database_that_took_over_begins_a_new_epoch_by_itself(hub: Hub) -> None:
    before = hub.identity.epoch
    hub.store.engine.dispose()
    assert hub.identity.epoch == before, "the same server, met again"

    def taken_over(conn: Connection) -> None:
        # What a standby finds after its promotion: the row says another timeline than the server.
        conn.execute(update(hub_identity).values(lineage="7000000000000000000/00000001"))

    hub.store.transact(taken_over)
    hub.store.engine.dispose()
    if hub.store.engine.dialect.name == "postgresql":
        after = hub.identity.epoch
        assert after != before
        assert hub.identity.epoch == after, "once"
    else:
        assert hub.identity.epoch == before, "a file cannot tell; its restore does"


def test_the_fork_is_named_by_its_first_place(hub: Hub, window: WindowJournal) -> None:
    for number in range(4):
        window.note(number=number)
    upload(hub, window)

    def roll_back(conn: Connection) -> None:
        conn.execute(delete(journal).where(journal.c.seq > 2))
        (kept,) = conn.execute(journal.select().where(journal.c.seq == 2)).all()
        conn.execute(update(heads).values(seq=2, hash=kept.hash))

    window.store.transact(roll_back)
    for _ in range(3):
        window.note(after="the restore")
    with pytest.raises(Refused) as caught:
        upload(hub, window)
    assert (caught.value.code, caught.value.params) == ("sync.fork", {"seq": 3})
