"""A disk that was rolled back or cloned: nothing is lost, nothing is doubled, both go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from app.core.errors import RuleViolation
from app.db.store import Store
from app.journal.model import Node
from app.journal.node import begin_lives, lives
from app.journal.read import all_events
from app.sync.wire import EventAnswer, PushedEvent
from tests.support.memory_hub import MemoryHub
from tests.support.sync_window import Opener, SyncWindow


@pytest.fixture
def hub() -> MemoryHub:
    hub = MemoryHub()
    numbers: set[object] = set()

    def refuse_taken_numbers(event: PushedEvent) -> EventAnswer | None:
        if event.kind not in ("case.received", "case.renumbered"):
            return None
        number = event.payload.partition('"case_no":"')[2][:24]
        if number in numbers:
            return EventAnswer(event.id, "rejected", "cases.number_taken")
        numbers.add(number)
        return None

    hub.judge = refuse_taken_numbers
    return hub


@pytest.fixture(autouse=True)
def _told(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    said = "".join(record.message for record in caplog.get_records("call"))
    assert "goes on in a new life" in said or "came back" in said


def life(window: SyncWindow) -> Node:
    with window.store.read() as conn:
        return lives(conn, window.node)[-1]


def kinds(window: SyncWindow) -> list[str]:
    with window.store.read() as conn:
        return [event.kind for event in all_events(conn)]


def rolled_back(opened: Opener, tmp_path: Path) -> tuple[SyncWindow, str, str]:
    """A window restored from an old copy: the hub has a case that it lacks, it has one that the hub lacks."""
    lost = opened()
    lost.receive()
    lost.sync()
    copy = lost.copied_to(tmp_path / "copy")
    gone = lost.receive()
    lost.sync()
    lost.store.close()
    window = opened(copy)
    return window, gone, window.receive()


def test_a_restored_copy_gets_back_what_it_lost_and_keeps_what_is_new(
    opened: Opener, tmp_path: Path, hub: MemoryHub
) -> None:
    window, gone, new = rolled_back(opened, tmp_path)
    before = life(window)
    window.sync()
    assert life(window).incarnation > before.incarnation
    assert window.case_no(gone) is not None
    assert sorted(hub.ids()) == sorted(window.event_ids())
    assert len(set(hub.ids())) == len(hub.ids())
    window.prove()
    assert {row.subject for row in window.overview().failed} == {f"case:{new}"}


def test_a_number_given_twice_is_listed_and_the_case_gets_another(opened: Opener, tmp_path: Path) -> None:
    window, gone, new = rolled_back(opened, tmp_path)
    taken = window.case_no(new)
    window.sync()
    (row,) = window.overview().failed
    assert (row.status, row.code) == ("rejected", "cases.number_taken")
    assert taken in row.what
    number = window.corrections.renumber(window.author, new)
    window.sync()
    assert window.case_no(gone) == taken
    assert window.case_no(new) == number != taken
    assert window.overview().failed == ()
    window.prove()
    with pytest.raises(RuleViolation, match=r"case\.number_stands"):
        window.corrections.renumber(window.author, new)


def test_a_new_number_that_is_taken_too_is_changed_again(
    opened: Opener, tmp_path: Path, hub: MemoryHub
) -> None:
    window, _, new = rolled_back(opened, tmp_path)
    window.sync()
    knows, taken = hub.judge, EventAnswer("", "rejected", "cases.number_taken")
    hub.judge = lambda event: replace(taken, id=event.id) if event.kind == "case.renumbered" else knows(event)
    first = window.corrections.renumber(window.author, new)
    window.sync()
    assert [(row.kind, row.code) for row in window.overview().failed] == [("case.renumbered", taken.code)]
    hub.judge = knows
    second = window.corrections.renumber(window.author, new)
    window.sync()
    assert window.case_no(new) == second != first
    assert window.overview().failed == ()
    window.prove()


def test_services_that_run_write_in_the_new_life_at_once(opened: Opener, tmp_path: Path) -> None:
    window, _, _ = rolled_back(opened, tmp_path)
    window.sync()
    window.receive()
    with window.store.read() as conn:
        last = list(all_events(conn))[-1]
    assert last.incarnation == life(window).incarnation
    window.prove()


def test_a_copy_that_wrote_nothing_is_noticed_too(opened: Opener, tmp_path: Path, hub: MemoryHub) -> None:
    lost = opened()
    lost.receive()
    lost.sync()
    copy = lost.copied_to(tmp_path / "copy")
    gone = lost.receive()
    lost.sync()
    window = opened(copy)
    window.sync()
    assert window.case_no(gone) is not None
    assert sorted(window.event_ids()) == sorted(hub.ids())
    window.prove()


def test_a_clone_and_its_original_both_go_on(opened: Opener, tmp_path: Path, hub: MemoryHub) -> None:
    original = opened()
    original.receive()
    original.sync()
    clone = opened(original.copied_to(tmp_path / "clone"))
    for each in (original, clone, original, clone):
        each.receive()
        each.sync()
    original.sync()
    assert life(original) != life(clone)
    assert len(hub.ids()) == len(set(hub.ids())) == 10
    assert set(original.event_ids()) | set(clone.event_ids()) == set(hub.ids())
    for each in (original, clone):
        assert each.overview().pending == ()
        each.prove()


def test_a_crash_in_the_middle_changes_nothing_and_is_made_good(
    opened: Opener, tmp_path: Path, hub: MemoryHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, gone, _ = rolled_back(opened, tmp_path)
    before = kinds(window)

    class Crash(Exception):
        """The power is gone."""

    def crash(self: Store, work: Callable[..., object]) -> object:
        def until_the_end(conn: object) -> None:
            work(conn)
            raise Crash

        return original(self, until_the_end)

    original = Store.transact
    with monkeypatch.context() as patched:
        patched.setattr(Store, "transact", crash)
        with pytest.raises(Crash):
            window.sync()
    assert kinds(window) == before
    window.prove()
    window.sync()
    assert window.case_no(gone) is not None
    assert sorted(hub.ids()) == sorted(window.event_ids())


def test_after_a_failover_every_life_is_offered_again(opened: Opener, tmp_path: Path, hub: MemoryHub) -> None:
    window, _, _ = rolled_back(opened, tmp_path)
    window.sync()
    hub.lose(1000)
    window.sync()
    assert sorted(hub.ids()) == sorted(window.event_ids())


def test_a_disk_that_began_a_new_life_at_its_restore_gets_the_lost_rows_too(
    opened: Opener, tmp_path: Path, hub: MemoryHub
) -> None:
    lost = opened()
    lost.receive()
    lost.sync()
    copy = lost.copied_to(tmp_path / "copy")
    gone = lost.receive()
    lost.sync()
    window = opened(copy)
    window.store.transact(begin_lives)
    window.sync()
    new = window.receive()
    window.sync()
    assert window.case_no(gone) is not None
    assert window.case_no(new) not in (None, window.case_no(gone))
    assert sorted(window.event_ids()) == sorted(hub.ids())
    assert window.overview().failed == ()
    window.prove()


def test_a_disk_that_was_cloned_before_anything_was_written(
    opened: Opener, tmp_path: Path, hub: MemoryHub
) -> None:
    original = opened()
    clone = opened(original.copied_to(tmp_path / "clone"))
    clone.receive()
    clone.sync()
    original.sync()
    original.receive()
    original.sync()
    assert sorted(original.event_ids()) == sorted(hub.ids())
    original.prove()
    clone.prove()


def test_a_copy_that_wrote_on_before_it_was_restored_by_the_tool(
    opened: Opener, tmp_path: Path, hub: MemoryHub
) -> None:
    window, gone, new = rolled_back(opened, tmp_path)
    window.store.transact(begin_lives)
    window.corrections.note(window.author, new, "恢复后补记")
    written = [event_id for event_id in window.event_ids() if event_id not in hub.ids()]
    window.sync()
    assert window.case_no(gone) is not None
    assert hub.ids()[-len(written) :] == written, "in the order in which they were written"
    assert sorted(hub.ids()) == sorted(window.event_ids())
    assert window.notes(new) == 1
    window.prove()


def test_what_an_earlier_life_had_at_a_hub_that_lost_it_is_offered_again(
    opened: Opener, tmp_path: Path, hub: MemoryHub
) -> None:
    window = opened()
    clone = opened(window.copied_to(tmp_path / "clone"))
    window.receive()
    window.sync()
    window.store.transact(begin_lives)
    window.receive()
    window.sync()
    hub.lose(1000)
    clone.receive()
    for each in (clone, window):
        each.sync()
    assert set(window.event_ids()) | set(clone.event_ids()) == set(hub.ids())
    assert len(set(hub.ids())) == len(hub.ids())
    for each in (window, clone):
        each.prove()
