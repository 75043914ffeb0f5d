"""Attachments of a case: kept once, encrypted, and told of in the journal."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.attachments.events import attachment_removed
from app.attachments.model import attachments
from app.attachments.queries import attachments_of, held_back, missing
from app.attachments.service import AttachmentDesk, blob_arrived
from app.cases.events import CASE_RECEIVED
from app.core.clock import ManualClock, SystemClock, to_text
from app.core.errors import RuleViolation, StoreUnavailable
from app.core.ids import new_id
from app.db.store import Store
from app.journal.append import Journal
from app.journal.model import Author, NewEvent, Node, journal
from app.main.features import PROJECTIONS
from app.sync.attachments import AttachmentStore
from tests.support.counter import MONDAY

CLERK = Author("li", "3")
PDF, JPEG = "application/pdf", "image/jpeg"
NODE = Node("hall-1", "window-3", new_id())


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> AttachmentDesk:
    blobs = AttachmentStore(tmp_path / "attachments", bytes(32))
    return AttachmentDesk(store, Journal(NODE, PROJECTIONS, SystemClock()), blobs)


def events(store: Store) -> int:
    with store.read() as conn:
        return conn.execute(select(func.count()).select_from(journal)).scalar_one()


def test_what_was_added_is_read_back_and_waits_for_the_hub(store: Store, desk: AttachmentDesk) -> None:
    added = desk.add(CLERK, "case-1", "M1", b"%PDF-1.7 scanned", PDF, "户口本.pdf")
    with store.read() as conn:
        shown = attachments_of(conn, "hall-1", "case-1")
        waiting = missing(conn, "hall-1", "window-3")
        elsewhere = missing(conn, "hall-1", "window-4")
    assert shown == (added,)
    assert (added.name, added.size, added.arrived) == ("户口本.pdf", 16, False)
    assert [each.sha256 for each in waiting] == [added.sha256]
    assert elsewhere == []
    assert desk.content(added.id) == b"%PDF-1.7 scanned"


def test_a_blob_that_arrived_waits_no_more(store: Store, desk: AttachmentDesk) -> None:
    added = desk.add(CLERK, "case-1", "M1", b"page", JPEG)
    store.transact(lambda conn: blob_arrived(conn, "hall-1", added.sha256, SystemClock()))
    with store.read() as conn:
        assert missing(conn, "hall-1", "") == []
        assert attachments_of(conn, "hall-1", "case-1")[0].arrived


def test_the_same_page_twice_is_one_attachment(store: Store, desk: AttachmentDesk) -> None:
    first = desk.add(CLERK, "case-1", "M1", b"page", JPEG)
    again = desk.add(CLERK, "case-1", "M1", b"page", JPEG)
    other_case = desk.add(CLERK, "case-2", "M1", b"page", JPEG)
    assert (again, other_case.sha256) == (first, first.sha256)
    assert events(store) == 2
    with store.read() as conn:
        assert len({each.sha256 for each in missing(conn, "hall-1", "")}) == 1


def test_bytes_that_another_case_has_outlive_an_item_that_was_taken_off(
    store: Store, desk: AttachmentDesk
) -> None:
    kept = desk.add(CLERK, "case-1", "M1", b"page", JPEG)
    received = NewEvent(CASE_RECEIVED, "case:case-1")
    elsewhere = Journal(NODE, {CASE_RECEIVED: lambda _conn, _event: None}, SystemClock())
    store.transact(lambda conn: elsewhere.append(conn, CLERK, received))
    desk.add(CLERK, "case-2", "M1", b"page", JPEG)
    gone = desk.add(CLERK, "case-2", "M1", b"another page", JPEG)
    with store.read() as conn:
        assert held_back(conn, "hall-1", "window-3") == {gone.sha256}
    for _ in range(2):
        desk.clear_away(CLERK)
    assert desk.content(kept.id) == b"page"
    with pytest.raises(StoreUnavailable, match="not_here"):
        desk.content(gone.id)
    with store.read() as conn:
        assert [len(attachments_of(conn, "hall-1", case_id)) for case_id in ("case-1", "case-2")] == [1, 0]
    assert events(store) == 6


def test_removing_is_undone_by_adding_again(store: Store, desk: AttachmentDesk) -> None:
    added = desk.add(CLERK, "case-1", "M1", b"page", JPEG)
    desk.remove(CLERK, added.id)
    desk.remove(CLERK, added.id)
    with store.read() as conn:
        assert attachments_of(conn, "hall-1", "case-1") == ()
        assert missing(conn, "hall-1", "") == []
    assert events(store) == 2
    back = desk.add(CLERK, "case-1", "M1", b"page", JPEG)
    with store.read() as conn:
        assert attachments_of(conn, "hall-1", "case-1") == (back,)


@pytest.mark.parametrize("mine", [0, 1])
def test_a_file_that_two_windows_take_out_goes_at_the_earlier_instant(
    store: Store, desk: AttachmentDesk, mine: int
) -> None:
    added = desk.add(CLERK, "case-1", "M1", b"page", JPEG)
    instants = [MONDAY + timedelta(seconds=each) for each in (5, 9)]
    for at in (instants[mine], instants[1 - mine]):
        written, removal = Journal(NODE, PROJECTIONS, ManualClock(at)), attachment_removed(added.id, "case-1")
        store.transact(partial(written.append, author=CLERK, event=removal))
    with store.read() as conn:
        gone = conn.execute(select(attachments.c.removed_at)).scalar_one()
    assert gone == to_text(instants[0])


def test_names_of_files_are_not_in_the_public_part_of_the_journal(store: Store, desk: AttachmentDesk) -> None:
    desk.add(CLERK, "case-1", "M1", b"page", JPEG, "样本甲的身份证.jpg")
    with store.read() as conn:
        assert "样本甲" not in conn.execute(select(journal.c.payload)).scalar_one()


@pytest.mark.parametrize(
    ("content", "media_type", "code"),
    [
        (b"", PDF, "attachment.empty"),
        (b"MZ", "application/x-msdownload", "attachment.unknown_type"),
        (bytes((200 << 20) + 1), PDF, "attachment.too_large"),
    ],
)
def test_what_is_no_scan_is_refused(
    store: Store, desk: AttachmentDesk, content: bytes, media_type: str, code: str
) -> None:
    with pytest.raises(RuleViolation) as refused:
        desk.add(CLERK, "case-1", "M1", content, media_type)
    assert refused.value.code == code
    assert events(store) == 0


def test_an_attachment_that_nobody_knows_cannot_be_removed_or_shown(desk: AttachmentDesk) -> None:
    for attempt in (lambda: desk.remove(CLERK, "none"), lambda: desk.content("none")):
        with pytest.raises(RuleViolation) as refused:
            attempt()
        assert refused.value.code == "attachment.unknown"


def test_a_full_disk_takes_no_attachment_and_the_journal_says_nothing(store: Store, tmp_path: Path) -> None:
    full = AttachmentStore(tmp_path / "attachments", bytes(32), lambda: (1 << 30) - 1)
    desk = AttachmentDesk(store, Journal(NODE, PROJECTIONS, SystemClock()), full)
    with pytest.raises(StoreUnavailable) as refused:
        desk.add(CLERK, "case-1", "M1", b"page", JPEG)
    assert refused.value.code == "attachment.disk_low"
    assert events(store) == 0
