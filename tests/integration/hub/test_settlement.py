"""What the hub cannot apply waits, holds up only its own subject, and comes out when somebody decides."""

from __future__ import annotations

import msgspec
import pytest
from sqlalchemy import Connection

from app.core.clock import SystemClock
from app.core.errors import Refused
from app.core.ids import new_id
from app.hub.hub import Hub
from app.journal.model import SCHEMA, Author, Event, Node
from app.journal.verify import verify
from app.sync.events import DROPPED, RELEASED, UNREAD
from app.sync.progress import next_batch
from app.sync.wire import EventAnswer
from tests.support.hub import NOTE_PROJECTIONS, PREFIXES, PROJECTIONS, WindowJournal, notes

ADMINISTRATOR = Author("administrator", "")


def offer(hub: Hub, window: WindowJournal, schema: int = SCHEMA) -> list[EventAnswer]:
    """Push a window's whole journal."""
    with window.store.read() as conn:
        batch = next_batch(conn, window.node, 0, 500)
    return hub.push(msgspec.structs.replace(batch, schema=schema)).results


def statuses(hub: Hub, window: WindowJournal) -> list[str]:
    return [answer.status for answer in offer(hub, window)]


def made(hub: Hub) -> dict[str, int]:
    with hub.store.read() as conn:
        assert verify(conn).intact
        return {row.subject: row.made for row in conn.execute(notes.select())}


def fed(hub: Hub, hall: str) -> list[str]:
    return [str(row["kind"]) for row in hub.feed(hall, 0, 100).rows]


def test_who_comes_second_gets_a_conflict_with_the_present_version(
    hub: Hub, window: WindowJournal, other: WindowJournal
) -> None:
    window.note("case:1")
    offer(hub, window)
    other.note("case:1", "note.corrected", base=1)
    assert statuses(hub, other) == ["ok"]
    late = window.note("case:1", "note.corrected", base=1)
    window.note("case:1")
    window.note("case:2")
    for _ in range(2):
        answers = offer(hub, window)
        assert answers[1:3] == [
            EventAnswer(late.id, "conflict", "cases.superseded", 2),
            EventAnswer(answers[2].id, "blocked", "sync.earlier_unsettled"),
        ], "the answer stands, however often it is asked for"
    assert made(hub) == {"case:1": 2, "case:2": 1}


def test_a_settled_conflict_lets_go_what_waited_behind_it(
    hub: Hub, window: WindowJournal, other: WindowJournal
) -> None:
    other.note("case:1")
    offer(hub, other)
    late = window.note("case:1", "note.corrected", base=0)
    window.note("case:1")
    window.note("case:1")
    assert statuses(hub, window) == ["conflict", "blocked", "blocked"]
    window.note("case:1", "sync.settled", event=late.id, choice="theirs")
    window.note("case:1", "note.corrected", base=3)
    assert statuses(hub, window) == ["conflict", "blocked", "blocked", "ok", "ok"]
    assert statuses(hub, window) == ["dup"] * 5
    assert made(hub) == {"case:1": 4}
    assert fed(hub, window.node.hall_id) == [
        "note.made",
        "sync.settled",
        "note.made",
        "note.made",
        "note.corrected",
    ]


def test_a_second_conflict_behind_the_first_goes_on_waiting(
    hub: Hub, window: WindowJournal, other: WindowJournal
) -> None:
    other.note("case:1")
    offer(hub, other)
    first = window.note("case:1", "note.corrected", base=0)
    second = window.note("case:1", "note.corrected", base=0)
    window.note("case:1")
    offer(hub, window)
    window.note("case:1", "sync.settled", event=first.id, choice="theirs")
    assert statuses(hub, window) == ["conflict", "blocked", "blocked", "ok"]
    assert statuses(hub, window) == ["dup", "conflict", "blocked", "dup"]
    window.note("case:1", "sync.settled", event=second.id, choice="theirs")
    offer(hub, window)
    assert made(hub) == {"case:1": 2}
    assert hub.waiting() == []


def test_nobody_settles_the_conflict_of_another_subject(
    hub: Hub, window: WindowJournal, other: WindowJournal
) -> None:
    other.note("case:1")
    offer(hub, other)
    late = window.note("case:1", "note.corrected", base=0)
    window.note("case:2", "sync.settled", event=late.id, choice="mine")
    assert statuses(hub, window) == ["conflict", "ok"]
    assert [each.event_id for each in hub.waiting()] == [late.id]


@pytest.fixture
def poisoned(hub: Hub, window: WindowJournal, caplog: pytest.LogCaptureFixture) -> Event:
    """An event that cannot be applied, with one behind it."""
    event = window.note("case:1", poison=True)
    window.note("case:1")
    assert statuses(hub, window) == ["quarantined", "blocked"]
    assert "cannot be applied" in caplog.text
    return event


def healed(hub: Hub) -> Hub:
    """A hub of a program that can apply what the other could not."""
    return Hub(hub.store, {**PROJECTIONS, "note.made": _healed}, PREFIXES, SystemClock())


def _healed(conn: Connection, event: Event) -> None:
    NOTE_PROJECTIONS["note.made"](conn, msgspec.structs.replace(event, payload={}))


def test_a_released_event_is_applied_and_then_what_waited_behind_it(
    hub: Hub, window: WindowJournal, poisoned: Event
) -> None:
    hall = window.node.hall_id
    applied = healed(hub).decide(hall, poisoned.id, RELEASED, ADMINISTRATOR)
    assert applied[0] == poisoned.id
    assert len(applied) == 2
    assert made(hub) == {"case:1": 2}
    assert fed(hub, hall) == ["sync.released", "note.made", "note.made"], "the decision is on record"
    assert statuses(hub, window) == ["dup", "dup"]


def test_an_event_that_still_cannot_be_applied_stays_where_it_is(
    hub: Hub, window: WindowJournal, poisoned: Event
) -> None:
    assert hub.decide(window.node.hall_id, poisoned.id, RELEASED, ADMINISTRATOR) == []
    assert [each.status for each in hub.waiting()] == ["quarantined", "blocked"]


def test_a_dropped_event_is_never_applied_but_frees_its_subject(
    hub: Hub, window: WindowJournal, poisoned: Event
) -> None:
    assert len(hub.decide(window.node.hall_id, poisoned.id, DROPPED, ADMINISTRATOR)) == 1
    assert made(hub) == {"case:1": 1}
    assert statuses(hub, window) == ["dup", "dup"]
    with pytest.raises(Refused, match="not_waiting"):
        hub.decide(window.node.hall_id, poisoned.id, DROPPED, ADMINISTRATOR)


@pytest.mark.parametrize("passed_on", [False, True], ids=["by itself", "through the hub of its hall"])
@pytest.mark.parametrize("kind", [RELEASED, DROPPED])
def test_a_window_cannot_decide_what_only_a_hub_may(
    hub: Hub,
    window: WindowJournal,
    poisoned: Event,
    kind: str,
    passed_on: bool,
    caplog: pytest.LogCaptureFixture,
) -> None:
    window.note(kind=kind, event=poisoned.id)
    with window.store.read() as conn:
        batch = next_batch(conn, window.node, 0, 500)
    answer = hub.push(batch, passed_on=passed_on).results[-1]
    assert (answer.status, answer.code) == ("rejected", "sync.not_a_hub")
    assert "only a hub decides" in caplog.text
    assert [each.status for each in hub.waiting()] == ["quarantined", "blocked", "rejected"]
    assert made(hub) == {}


@pytest.mark.parametrize("kind", [RELEASED, DROPPED])
def test_a_hub_passed_on_what_was_decided_there(
    hub: Hub, window: WindowJournal, other: WindowJournal, poisoned: Event, kind: str
) -> None:
    below = WindowJournal(other.store, Node(window.node.hall_id, f"hub-{new_id()}", new_id()))
    below.note(kind=kind, event=poisoned.id)
    with below.store.read() as conn:
        batch = next_batch(conn, below.node, 0, 500)
    above = healed(hub)
    assert [each.status for each in above.push(batch, passed_on=True).results] == ["ok"]
    assert above.waiting() == []


def test_events_of_another_schema_are_kept_passed_on_and_shown(hub: Hub, window: WindowJournal) -> None:
    window.note("case:1")
    window.note("case:2")
    answers = offer(hub, window, schema=SCHEMA + 1)
    assert [(answer.status, answer.code) for answer in answers] == [
        ("quarantined", "sync.schema_unknown")
    ] * 2
    assert made(hub) == {}
    assert fed(hub, window.node.hall_id) == [UNREAD] * 2
    assert [each.code for each in hub.waiting()] == ["sync.schema_unknown"] * 2


@pytest.mark.parametrize("schema", [SCHEMA - 2, SCHEMA - 1, SCHEMA])
def test_this_schema_and_the_two_before_it_are_applied(hub: Hub, window: WindowJournal, schema: int) -> None:
    window.note()
    assert [answer.status for answer in offer(hub, window, schema)] == ["ok"]


def test_a_hub_that_has_learnt_a_kind_applies_what_waited_for_it(hub: Hub, window: WindowJournal) -> None:
    window.note("case:1", "note.unknown")
    window.note("case:1")
    assert statuses(hub, window) == ["quarantined", "blocked"]
    newer = Hub(hub.store, {**PROJECTIONS, "note.unknown": PROJECTIONS["note.made"]}, PREFIXES, SystemClock())
    newer.start()
    assert made(newer) == {"case:1": 2}
    assert fed(newer, window.node.hall_id) == ["note.unknown", "sync.released", "note.made"], "it counts now"
    newer.close()
