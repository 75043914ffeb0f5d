"""A hub's backup comes back with its keys, in a new epoch, and what it lacks is offered again."""

from __future__ import annotations

import os
import shutil
from argparse import Namespace
from pathlib import Path

import pytest
from sqlalchemy import select

from app.attachments.model import attachment_blobs
from app.core.clock import SystemClock, to_text
from app.core.errors import AppError, Refused
from app.core.ids import new_id
from app.db.store import Store
from app.hub.attachments import HubBlobs
from app.hub.hub import Hub
from app.hub.trust import open_trust
from app.journal.model import Author, Node, journal
from app.journal.read import head_of
from app.journal.verify import verify
from app.main.bench.postgres import PostgresServer, binaries_folder
from app.main.hub.backup import backup, restore
from app.main.hub.process import HUB_FILE
from app.sync.progress import next_batch
from tests.support.databases import fresh_store, sqlite_url
from tests.support.hub import WindowJournal, new_hub

KIOSK = Author("", "kiosk")
SCAN = b"a page that a citizen brought" * 9000


@pytest.fixture(autouse=True)
def programs_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump must not be older than the server that the test runs."""
    monkeypatch.setenv("PATH", f"{binaries_folder()}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, db_url: str, tmp_path: Path) -> str:
    """An empty database of the same kind."""
    if db_url.startswith("sqlite"):
        return sqlite_url(tmp_path / "new machine")
    server: PostgresServer = request.getfixturevalue("postgres")
    return PostgresServer(server.port).new_database()


def arguments(folder: Path, data: str, db_url: str) -> Namespace:
    (folder / "secret.txt").write_text("four words make one", "utf-8")
    (folder / data).mkdir(exist_ok=True)
    return Namespace(
        data=folder / data, db=db_url, file=folder / "hub.backup", passphrase_file=folder / "secret.txt"
    )


def refusal(command: object, args: Namespace) -> str:
    with pytest.raises(AppError) as error:
        command(args)  # type: ignore[operator]
    return error.value.code


def upload(hub: Hub, window: WindowJournal, after: int = 0) -> int:
    """Offer what comes after a place; when the hub knows less, from where its chain ends."""
    with window.store.read() as conn:
        batch = next_batch(conn, window.node, after, 100)
    try:
        hub.push(batch)
    except Refused as gap:
        return upload(hub, window, int(str(gap.params["expected"])) - 1)
    return batch.events[-1].seq


def issue(hub: Hub, hall: str) -> None:
    hub.command(hall, lambda desk, conn: desk.issue(conn, new_id(), KIOSK, "SSDJ"))


def events(store: Store, hall: str) -> list[str]:
    with store.read() as conn:
        return list(conn.execute(select(journal.c.id).where(journal.c.hall_id == hall)).scalars())


def test_what_came_after_the_backup_is_offered_again_and_nothing_twice(
    store: Store, db_url: str, elsewhere: str, tmp_path: Path, window: WindowJournal
) -> None:
    hall = window.node.hall_id
    hub, keys = new_hub(store), open_trust(tmp_path / "hub").token_key.private_bytes_raw()
    blobs = HubBlobs(store, tmp_path / "hub", SystemClock())
    scanned = blobs.of_hall(hall).put(SCAN)
    issue(hub, hall)
    window.note()
    reached = upload(hub, window)
    before = hub.identity
    assert backup(arguments(tmp_path, "hub", db_url))["rows"] == len(events(store, hall))
    window.note()
    reached = upload(hub, window, reached)

    told = restore(arguments(tmp_path, "new machine", elsewhere))
    there = fresh_store(elsewhere)
    again = new_hub(there)
    assert again.identity.epoch == told["hub_epoch"] != before.epoch
    assert open_trust(tmp_path / "new machine").token_key.private_bytes_raw() == keys
    kept = HubBlobs(there, tmp_path / "new machine", SystemClock()).of_hall(hall)
    assert b"".join(kept.read(scanned)) == SCAN
    window.note()
    assert upload(again, window, reached) == 3
    issue(again, hall)
    found = events(there, hall)
    assert len(found) == len(set(found)) == 5
    with there.read() as conn:
        assert verify(conn).problems == ()
        assert head_of(conn, Node(hall, before.node, before.incarnation))[0] == 1
        assert head_of(conn, Node(hall, before.node, again.identity.incarnation))[0] == 1
    there.close()


def test_nothing_is_put_over_a_hub_that_is_there(
    store: Store, db_url: str, elsewhere: str, tmp_path: Path
) -> None:
    args = arguments(tmp_path, "hub", db_url)
    backup(args)
    assert refusal(backup, args) == "backup.file_exists"
    in_use = "backup.store_in_place" if db_url.startswith("sqlite") else "backup.database_in_use"
    assert refusal(restore, args) == in_use
    open_trust(tmp_path / "other")
    assert refusal(restore, arguments(tmp_path, "other", elsewhere)) == "backup.store_in_place"


def test_a_damaged_file_and_a_wrong_passphrase_leave_nothing(
    store: Store, db_url: str, elsewhere: str, tmp_path: Path
) -> None:
    args = arguments(tmp_path, "hub", db_url)
    backup(args)
    there = arguments(tmp_path, "new machine", elsewhere)
    (tmp_path / "secret.txt").write_text("another passphrase", "utf-8")
    assert refusal(restore, there) == "sealed.wrong_secret"
    content = bytearray(args.file.read_bytes())
    content[-1] ^= 1
    args.file.write_bytes(content)
    assert refusal(restore, arguments(tmp_path, "new machine", elsewhere)) == "sealed.damaged"
    assert list((tmp_path / "new machine").iterdir()) == []


def test_a_journal_that_was_altered_is_not_backed_up(store: Store, db_url: str, tmp_path: Path) -> None:
    issue(new_hub(store), "hall-1")
    with store.engine.begin() as conn:
        conn.exec_driver_sql("UPDATE journal SET actor = 'somebody else'")
    assert refusal(backup, arguments(tmp_path, "hub", db_url)) == "backup.rows_damaged"
    assert not (tmp_path / "hub.backup").exists()


def test_a_broken_index_is_not_left_out_of_the_copy_in_silence(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "hub")
    store = fresh_store(url)
    issue(new_hub(store), "hall-1")
    with store.read() as conn:
        find = "SELECT rootpage FROM sqlite_master WHERE name = 'ix_quarantine_hall_id_subject'"
        root = conn.exec_driver_sql(find).scalar_one()
        size = conn.exec_driver_sql("PRAGMA page_size").scalar_one()
    store.close()
    (file,) = (tmp_path / "hub").glob("*.db")
    with file.open("r+b") as pages:
        pages.seek((root - 1) * size)
        pages.write(bytes(size))
    assert refusal(backup, arguments(tmp_path, "hub", url)) == "backup.pages_damaged"
    assert not (tmp_path / "hub.backup").exists()


def test_a_blob_that_was_not_carried_along_is_asked_for_again(
    tmp_path: Path, hall: str, caplog: pytest.LogCaptureFixture
) -> None:
    db_url, elsewhere = sqlite_url(tmp_path / "hub"), sqlite_url(tmp_path / "new machine")
    store = fresh_store(db_url)
    scanned = HubBlobs(store, tmp_path / "hub", SystemClock()).of_hall(hall).put(SCAN)
    arrived = {"hall_id": hall, "sha256": scanned, "stored_at": to_text(SystemClock().now())}
    store.transact(lambda conn: conn.execute(attachment_blobs.insert(), arrived))
    store.close()
    shutil.rmtree(backup(arguments(tmp_path, "hub", db_url))["attachments"]["folder"])
    told = restore(arguments(tmp_path, "new machine", elsewhere))
    assert (told["attachments"]["missing"], told["exit"]) == (1, 1)
    assert "asked for them again" in caplog.text
    there = fresh_store(elsewhere)
    with there.read() as conn:
        assert conn.execute(attachment_blobs.select()).all() == []
    there.close()


def test_a_folder_may_have_a_name_that_is_no_text(tmp_path: Path) -> None:
    data = os.fsdecode(b"hub \xff")
    try:
        (tmp_path / data).mkdir()
    except OSError:
        pytest.skip("this system has no such names")
    fresh_store(f"sqlite:///{tmp_path / data / HUB_FILE}").close()
    assert backup(arguments(tmp_path, data, ""))["rows"] == 0
    assert restore(arguments(tmp_path, data + "2", ""))["rows"] == 0


def test_without_the_programs_of_postgresql_it_says_so(
    postgres: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres.new_database()
    fresh_store(url).close()
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert refusal(backup, arguments(tmp_path, "hub", url)) == "backup.no_tool"
