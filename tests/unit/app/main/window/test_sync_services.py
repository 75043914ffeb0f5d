"""What stands behind the sync centre: the real store, the real receipts, the outbox as a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert

from app.core.errors import StoreUnavailable
from app.documents.queries import receipt_of
from app.journal.read import all_events
from app.main.window.clerk_names import ClerkNames
from app.main.window.sync_centre import WindowSync
from app.staff.roster import Clerk, Roster
from app.sync.model import sync_unsettled
from app.sync.outbox import read_outbox
from tests.support.desk import DeskBench, serve

PHRASE = "correct horse battery"
HALL_ID = "hall-1"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[DeskBench]:
    made = DeskBench(tmp_path)
    serve(made)
    made.press("receive")
    yield made
    made.close()


@pytest.fixture
def sync(bench: DeskBench) -> WindowSync:
    backstage, services = bench.backstage, bench.backstage.services
    return WindowSync(
        backstage.store,
        backstage.node,
        services.duty,
        ClerkNames(Clerk("demo", "李静"), lambda: Roster({"zhang": "张玲"})),
        bench.clock,
        backstage.settlements,
        services.corrections,
        services.receipts,
        backstage.link,
    )


def _refuse_the_number(bench: DeskBench) -> str:
    """The hub says that the number of the case was given before; the id of the case."""
    store = bench.backstage.store
    with store.read() as conn:
        received = next(event for event in all_events(conn) if event.kind == "case.received")
    row = {"hall_id": HALL_ID, "event_id": received.id, "status": "rejected", "code": "cases.number_taken"}
    since = {"version": 0, "since": received.at, "settled_at": ""}
    store.transact(lambda conn: conn.execute(insert(sync_unsettled), row | since))
    return received.subject_id


def test_a_number_given_twice_is_listed_and_the_new_one_is_printed(
    bench: DeskBench, sync: WindowSync
) -> None:
    case_id = _refuse_the_number(bench)
    (failed,) = sync.overview().sync.failed
    assert failed.code == "cases.number_taken"
    number = sync.renumber(case_id)
    assert sync.overview().sync.failed == ()
    with bench.backstage.store.read() as conn:
        receipt = receipt_of(conn, HALL_ID, case_id)
    assert receipt is not None
    assert receipt.number == f"{number}-SJ1"


def test_what_waits_is_named_as_people_call_it(sync: WindowSync) -> None:
    waiting = sync.overview().sync.pending
    received = next(row for row in waiting if row.kind == "case.received")
    assert len(waiting) == sync.overview().sync.waiting
    assert len(received.what) == 2


def test_the_outbox_holds_everything_that_waits(sync: WindowSync, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    made = sync.export(tmp_path, PHRASE, lambda done, total: seen.append((done, total)))
    assert made.events == sync.overview().sync.waiting
    assert len(read_outbox(made.file, PHRASE, lambda done, total: None)) == 1
    assert seen[-1][0] == seen[-1][1] > 0


def test_a_stick_that_was_pulled_out_is_said(sync: WindowSync, tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match=r"outbox\.cannot_write"):
        sync.export(tmp_path / "gone", PHRASE, lambda done, total: None)


def test_clerks_are_known_by_the_names_of_the_roster(sync: WindowSync) -> None:
    sync.overview()
    assert [sync.name_of(each) for each in ("demo", "zhang", "wang")] == ["李静", "张玲", "wang"]
