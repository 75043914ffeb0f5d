"""What a window pushes arrives once, whole and in order, however often and in whatever pieces it comes."""

from __future__ import annotations

import random

import msgspec
import pytest
from sqlalchemy import func, select

from app.core.errors import Refused
from app.core.ids import new_id
from app.db.store import Store
from app.hub.hub import Hub
from app.hub.model import quarantine
from app.journal.chain import row_hash
from app.journal.model import Author, Node, journal, journal_private
from app.journal.verify import verify
from app.sync.progress import next_batch
from app.sync.rows import hashed
from app.sync.wire import PushBatch, PushedPrivate
from tests.support.hub import WindowJournal, at_once, notes


def batch(window: WindowJournal, after: int = 0, limit: int = 500) -> PushBatch:
    with window.store.read() as conn:
        return next_batch(conn, window.node, after, limit)


def statuses(hub: Hub, offered: PushBatch) -> list[str]:
    return [answer.status for answer in hub.push(offered).results]


def refusal(hub: Hub, offered: PushBatch) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refused) as caught:
        hub.push(offered)
    return caught.value.code, caught.value.params


def made(store: Store) -> dict[str, int]:
    with store.read() as conn:
        return {row.subject: row.made for row in conn.execute(select(notes))}


def rows_in(store: Store) -> int:
    with store.read() as conn:
        assert verify(conn).intact
        return conn.execute(select(func.count()).select_from(journal)).scalar_one()


def test_events_are_stored_applied_and_fed_once(store: Store, hub: Hub, window: WindowJournal) -> None:
    for _ in range(3):
        window.note(private={"name": "样例"})
    assert statuses(hub, batch(window)) == ["ok", "ok", "ok"]
    assert statuses(hub, batch(window)) == ["dup", "dup", "dup"]
    assert made(store) == {"case:1": 3}
    assert [row["seq"] for row in hub.feed(window.node.hall_id, 0, 10).rows] == [1, 2, 3]
    assert rows_in(store) == 3
    with store.read() as conn:
        assert conn.execute(select(func.count()).select_from(journal_private)).scalar_one() == 3


def test_personal_data_is_not_in_the_feed(hub: Hub, window: WindowJournal) -> None:
    window.note(private={"name": "样例"})
    hub.push(batch(window))
    assert "样例" not in msgspec.json.encode(hub.feed(window.node.hall_id, 0, 10)).decode()


def test_a_batch_in_any_order_and_overlapping_pieces(store: Store, hub: Hub, window: WindowJournal) -> None:
    for _ in range(10):
        window.note()
    first, second = batch(window, 0, 6), batch(window, 3)
    shuffled = msgspec.structs.replace(first, events=random.sample(first.events, len(first.events)))
    assert statuses(hub, shuffled) == ["ok"] * 6
    assert statuses(hub, second) == ["dup"] * 3 + ["ok"] * 4
    assert made(store) == {"case:1": 10}


def test_rows_that_are_here_are_asked_about_with_gaps(hub: Hub, window: WindowJournal) -> None:
    for number in range(6):
        window.note(subject=f"case:{number}", kind="note.unknown" if number % 2 else "note.made")
    whole = batch(window)
    hub.push(whole)
    odd = hub.push(msgspec.structs.replace(whole, events=whole.events[1::2])).results
    assert [(each.id, each.status) for each in odd] == [(row.id, "quarantined") for row in whole.events[1::2]]


def test_the_same_batch_at_the_same_moment_counts_once(store: Store, hub: Hub, window: WindowJournal) -> None:
    for _ in range(5):
        window.note()
    offered = batch(window)
    at_once(*[lambda: hub.push(offered)] * 4)
    assert made(store) == {"case:1": 5}
    assert rows_in(store) == 5


def test_a_batch_that_comes_too_early_is_refused_and_told_where_to_begin(
    store: Store, hub: Hub, window: WindowJournal
) -> None:
    for _ in range(4):
        window.note()
    assert refusal(hub, batch(window, after=2)) == ("sync.chain_gap", {"expected": 1})
    assert rows_in(store) == 0
    hole = batch(window)
    assert refusal(hub, msgspec.structs.replace(hole, events=[hole.events[0], hole.events[2]])) == (
        "sync.chain_gap",
        {"expected": 2},
    )
    assert statuses(hub, batch(window)) == ["ok"] * 4


def test_an_altered_row_is_refused_and_nothing_of_its_batch_is_kept(
    store: Store, hub: Hub, window: WindowJournal
) -> None:
    for number in range(3):
        window.note(private={"name": "样例"}, number=number)
    whole = batch(window)
    middle = whole.events[1]
    assert middle.private is not None
    for forged in (
        msgspec.structs.replace(middle, payload=middle.payload.replace("1", "7")),
        msgspec.structs.replace(middle, actor="another"),
        msgspec.structs.replace(middle, prev_hash="0" * 64),
        msgspec.structs.replace(middle, private=PushedPrivate(middle.private.salt, '{"name":"别人"}')),
    ):
        events = [whole.events[0], forged, whole.events[2]]
        refused = refusal(hub, msgspec.structs.replace(whole, events=events))
        assert refused == ("sync.chain_broken", {"seq": 2})
    assert rows_in(store) == 0


def test_nobody_can_write_into_the_hubs_own_chain(hub: Hub, window: WindowJournal) -> None:
    hub.command(
        window.node.hall_id, lambda desk, conn: desk.issue(conn, new_id(), Author("", "kiosk"), "SSDJ")
    )
    window.note()
    own = hub.identity
    forged = msgspec.structs.replace(batch(window), node=own.node, incarnation=own.incarnation)
    assert refusal(hub, forged)[0] == "sync.fork"


def test_an_event_that_cannot_be_applied_stops_only_its_own_subject(
    store: Store, hub: Hub, window: WindowJournal, caplog: pytest.LogCaptureFixture
) -> None:
    window.note("case:1")
    window.note("case:2", poison=True)
    window.note("case:1")
    window.note("case:2")
    window.note("case:3", kind="note.unknown")
    answered = hub.push(batch(window)).results
    assert [answer.status for answer in answered] == ["ok", "quarantined", "ok", "blocked", "quarantined"]
    assert made(store) == {"case:1": 2}
    assert rows_in(store) == 5
    fed = [row["kind"] for row in hub.feed(window.node.hall_id, 0, 10).rows]
    assert fed == ["note.made", "note.made", "note.unknown"], "others may know what this hub does not"
    window.note("case:2")
    assert statuses(hub, batch(window, after=5)) == ["blocked"]
    with store.read() as conn:
        assert len(conn.execute(select(quarantine)).all()) == 4
    assert "cannot be applied" in caplog.text
    assert "poison" not in caplog.text


def test_an_id_that_another_chain_has_used_rejects_that_event_alone(
    store: Store,
    hub: Hub,
    window: WindowJournal,
    other: WindowJournal,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    event = window.note(private={"name": "样例"})
    hub.push(batch(window))
    other.note("case:2")
    with monkeypatch.context() as patched:
        patched.setattr("app.journal.append.new_id", lambda: event.id)
        other.note("case:3", private={"name": "别人"})
    other.note("case:2")
    for _ in range(2):
        answered = hub.push(batch(other)).results
        assert (answered[1].status, answered[1].code) == ("rejected", "sync.key_reuse")
    assert [answer.status for answer in answered] == ["dup", "rejected", "dup"]
    assert made(store) == {"case:1": 1, "case:2": 2}
    assert rows_in(store) == 4, "the chain stays whole"
    assert len(hub.feed(window.node.hall_id, 0, 10).rows) == 3
    assert "uses the id of another event" in caplog.text


def test_the_same_event_in_a_new_life_of_its_disk_is_known(
    store: Store, hub: Hub, window: WindowJournal
) -> None:
    window.note(private={"name": "样例"})
    hub.push(batch(window))
    offered = batch(window)
    moved = msgspec.structs.replace(offered, incarnation=new_id())
    event = moved.events[0]
    life = Node(moved.hall_id, moved.node, moved.incarnation)
    rechained = row_hash(event.prev_hash, hashed(life, event), event.payload.encode())
    moved = msgspec.structs.replace(moved, events=[msgspec.structs.replace(event, hash=rechained)])
    assert statuses(hub, moved) == ["dup"]
    assert statuses(hub, moved) == ["dup"]
    assert made(store) == {"case:1": 1}
    assert rows_in(store) == 2
