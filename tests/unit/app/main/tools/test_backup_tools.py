"""A backup comes back whole with its secret, and nothing half-done is left when it does not."""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.attachments.events import attachment_added
from app.core import sealed
from app.core.clock import SystemClock
from app.core.errors import AppError, RuleViolation, StoreUnavailable
from app.db.engine import open_store
from app.db.keys import store_key
from app.db.store import Store
from app.journal.append import Journal
from app.journal.node import own_node
from app.journal.read import own_events
from app.main.features import PROJECTIONS
from app.main.tools import backup as backup_tools
from app.main.tools.backup import backup, given_secret, restore, start_over
from app.main.tools.journal import verify_journal
from app.main.window.store import STORE_FILE, open_window_store
from app.sync.attachments import FOLDER, AttachmentStore
from tests.support.hub import CLERK, WindowJournal

HALL = "hall-1"
SECRET = "four words make one"
SCAN = b"a page that a citizen brought" * 9000


@pytest.fixture(autouse=True)
def passphrase(tmp_path: Path) -> Path:
    file = tmp_path / "secret.txt"
    file.write_text(SECRET + "\n", "utf-8")
    return file


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A window that has worked, and is still open when it is backed up."""
    return tmp_path / "data"


@pytest.fixture
def window(data: Path) -> Iterator[Store]:
    store = open_window_store(data).store
    journal = WindowJournal(store, store.transact(lambda conn: own_node(conn, HALL)))
    for _ in range(3):
        journal.visit_over()
    yield store
    store.close()


def arguments(folder: Path, data: Path, file: str = "window.backup") -> Namespace:
    return Namespace(data=data, file=folder / file, passphrase_file=folder / "secret.txt")


def blobs_in(data: Path) -> AttachmentStore:
    return AttachmentStore(data / FOLDER, store_key(data, store_exists=True))


@pytest.fixture
def scanned(window: Store, data: Path) -> str:
    """The digest of a file of a case, which the hub does not have yet."""
    sha256 = blobs_in(data).put(SCAN)
    added = attachment_added("a1", "c1", "m1", sha256, len(SCAN), "image/jpeg", "")
    with window.read() as conn:
        journal = Journal(own_node(conn, HALL), PROJECTIONS, SystemClock())
    window.transact(lambda conn: journal.append(conn, CLERK, added))
    return sha256


def spoil(folder: Path, sha256: str) -> None:
    (blob,) = folder.rglob(sha256)
    content = bytearray(blob.read_bytes())
    content[-1] ^= 1
    blob.write_bytes(content)


def refusal(command: object, args: Namespace) -> str:
    with pytest.raises(AppError) as error:
        command(args)  # type: ignore[operator]
    return error.value.code


def test_a_backup_of_an_open_window_comes_back_on_another_machine(
    window: Store, data: Path, tmp_path: Path
) -> None:
    assert backup(arguments(tmp_path, data))["rows"] == 3
    there = tmp_path / "new machine"
    assert restore(arguments(tmp_path, there))["rows"] == 3
    assert verify_journal(Namespace(data=there, rebuild=False))["intact"]
    assert {path.name for path in there.iterdir()} == {STORE_FILE, "store.key"}
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".zongchuang-")]


def test_a_restored_store_never_uses_a_sequence_number_of_its_old_life(
    window: Store, data: Path, tmp_path: Path
) -> None:
    backup(arguments(tmp_path, data))
    there = tmp_path / "new machine"
    restore(arguments(tmp_path, there))
    restored = open_window_store(there).store
    with window.read() as conn:
        old = own_node(conn, HALL)
    new = restored.transact(lambda conn: own_node(conn, HALL))
    assert (new.node, new.hall_id) == (old.node, old.hall_id)
    assert new.incarnation > old.incarnation
    written = WindowJournal(restored, new).visit_over()
    assert (written.incarnation, written.seq) == (new.incarnation, 1)
    with restored.read() as conn:
        assert len(own_events(conn, old, 0, 100)) == 3
    restored.close()


def test_a_recovery_key_is_told_once_and_opens_it(
    window: Store, data: Path, tmp_path: Path, passphrase: Path
) -> None:
    args = arguments(tmp_path, data)
    args.passphrase_file = None
    passphrase.write_text(backup(args)["recovery_key"], "utf-8")
    assert restore(arguments(tmp_path, tmp_path / "there"))["rows"] == 3


def test_what_is_in_the_way_is_left_alone(window: Store, data: Path, tmp_path: Path) -> None:
    args = arguments(tmp_path, data)
    backup(args)
    before = args.file.read_bytes()
    assert refusal(backup, args) == "backup.file_exists"
    assert refusal(restore, args) == "backup.store_in_place"
    assert args.file.read_bytes() == before
    with window.read() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM journal").scalar_one() == 3


def test_a_wrong_passphrase_leaves_the_folder_empty(
    window: Store, data: Path, tmp_path: Path, passphrase: Path
) -> None:
    backup(arguments(tmp_path, data))
    passphrase.write_text("another one, no less long", "utf-8")
    there = tmp_path / "there"
    assert refusal(restore, arguments(tmp_path, there)) == "sealed.wrong_secret"
    assert list(there.iterdir()) == []


def test_a_short_passphrase_is_refused(window: Store, data: Path, tmp_path: Path, passphrase: Path) -> None:
    passphrase.write_text("1234", "utf-8")
    assert refusal(backup, arguments(tmp_path, data)) == "backup.weak_passphrase"
    assert not (tmp_path / "window.backup").exists()


def test_a_passphrase_file_that_is_no_text_is_named(
    window: Store, data: Path, tmp_path: Path, passphrase: Path
) -> None:
    passphrase.write_bytes(b"\xff\xfe\x00secret")
    assert refusal(backup, arguments(tmp_path, data)) == "backup.passphrase_no_text"
    assert refusal(restore, arguments(tmp_path, tmp_path / "there")) == "backup.passphrase_no_text"


def test_the_mark_of_an_editor_is_no_part_of_the_passphrase(passphrase: Path) -> None:
    passphrase.write_text(SECRET + "\r\n", "utf-8-sig")
    assert given_secret(passphrase) == SECRET


def test_a_secret_that_comes_as_no_text_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for errors in ("strict", "surrogateescape"):
        said = io.TextIOWrapper(io.BytesIO(b"\xff\xfe\n"), "utf-8", errors)
        monkeypatch.setattr("sys.stdin", said)
        with pytest.raises(RuleViolation) as refused:
            given_secret(None)
        assert refused.value.code == "backup.passphrase_no_text"


def test_a_store_that_can_only_be_read_is_backed_up(
    window: Store, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def of_a_full_disk(path: Path, key: bytes, *, read_only: bool = False) -> Store:
        if path.parent == data and not read_only:
            raise StoreUnavailable("store.read_only", file=path.name)
        return open_store(path, key, read_only=read_only)

    monkeypatch.setattr(backup_tools, "open_store", of_a_full_disk)
    assert backup(arguments(tmp_path, data))["rows"] > 0
    assert restore(arguments(tmp_path, tmp_path / "there"))["rows"] > 0


@pytest.mark.parametrize("what", ["gone", "spoilt"])
def test_a_stick_that_is_pulled_out_or_bad_is_told_apart_from_the_store(
    window: Store, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    stick, copy_to, unseal = tmp_path / "stick", Store.copy_to, sealed.unseal
    stick.mkdir()

    def pulled(store: Store, copy: Path) -> None:
        stick.rename(tmp_path / "pocket")
        copy_to(store, copy)

    def spoilt(source: Path, opened: Path, secret: str, what: str, progress: sealed.Progress) -> bytes:
        key = unseal(source, opened, secret, what, progress)
        opened.write_bytes(bytes(opened.stat().st_size))
        return key

    monkeypatch.setattr(Store, "copy_to", pulled if what == "gone" else copy_to)
    monkeypatch.setattr(sealed, "unseal", spoilt if what == "spoilt" else unseal)
    args = Namespace(data=data, file=stick / "window.backup", passphrase_file=tmp_path / "secret.txt")
    with pytest.raises(StoreUnavailable) as refused:
        backup(args)
    reason = {"gone": "disk_gone", "spoilt": "unreadable"}[what]
    assert (refused.value.code, refused.value.params) == ("backup.not_copied", {"reason": reason})


def test_told_to_end_it_leaves_no_copy_behind(
    window: Store, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: heard.append(number))
    monkeypatch.setattr(sealed, "seal", lambda *_: signal.raise_signal(signal.SIGTERM))
    here = set(tmp_path.iterdir())
    with pytest.raises(KeyboardInterrupt):
        backup(arguments(tmp_path, data))
    assert {path for path in tmp_path.iterdir() if not path.name.startswith("attachments-")} == here
    signal.raise_signal(signal.SIGTERM)
    signal.signal(signal.SIGTERM, before)
    assert heard == [signal.SIGTERM], "whoever listened before hears the next one"


def test_of_two_backups_to_one_new_name_the_later_is_refused(
    window: Store, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    args, proven = arguments(tmp_path, data), backup_tools._proven

    def overtaken(path: Path, key: bytes) -> int:
        args.file.write_bytes(b"the earlier one")
        return proven(path, key)

    monkeypatch.setattr(backup_tools, "_proven", overtaken)
    assert refusal(backup, args) == "backup.file_exists"
    assert args.file.read_bytes() == b"the earlier one"
    assert not list(tmp_path.glob(".zongchuang-*"))


def test_a_damaged_store_is_not_kept_as_a_backup(window: Store, data: Path, tmp_path: Path) -> None:
    with window.engine.begin() as conn:
        conn.exec_driver_sql("UPDATE journal SET payload = '{}' WHERE seq = 2")
    with pytest.raises(AppError) as error:
        backup(arguments(tmp_path, data))
    assert (error.value.code, error.value.params) == (
        "backup.rows_damaged",
        {"count": 1, "seq": 2, "reason": "altered"},
    )
    assert not (tmp_path / "window.backup").exists()


def test_files_of_cases_come_back_and_are_copied_once(
    window: Store, data: Path, tmp_path: Path, scanned: str
) -> None:
    first = backup(arguments(tmp_path, data))
    assert (first["attachments"]["copied"], first["exit"]) == (1, 0)
    again = backup(arguments(tmp_path, data, "tuesday.backup"))
    assert (again["attachments"]["here"], again["attachments"]["copied"]) == (1, 0)
    there = tmp_path / "new machine"
    told = restore(arguments(tmp_path, there, "tuesday.backup"))
    assert (told["attachments"]["here"], told["attachments"]["missing"], told["exit"]) == (1, 0, 0)
    assert b"".join(blobs_in(there).read(scanned)) == SCAN


def test_a_damaged_file_of_a_case_is_told_and_keeps_back_nothing_else(
    window: Store, data: Path, tmp_path: Path, scanned: str
) -> None:
    other = blobs_in(data).put(b"another page")
    spoil(data, scanned)
    told = backup(arguments(tmp_path, data))
    assert (told["attachments"]["damaged"], told["attachments"]["copied"], told["exit"]) == ([scanned], 1, 1)
    there = tmp_path / "new machine"
    told = restore(arguments(tmp_path, there))
    assert (told["rows"], told["attachments"]["missing"], told["exit"]) == (4, 1, 1)
    assert blobs_in(there).digests() == [other]


def test_a_copy_that_was_altered_or_left_behind_is_told(
    window: Store, data: Path, tmp_path: Path, scanned: str
) -> None:
    folder = Path(backup(arguments(tmp_path, data))["attachments"]["folder"])
    spoil(folder, scanned)
    told = restore(arguments(tmp_path, tmp_path / "there"))
    assert (told["attachments"]["damaged"], told["attachments"]["missing"]) == ([scanned], 1)
    folder.rename(tmp_path / "left behind")
    told = restore(arguments(tmp_path, tmp_path / "elsewhere"))
    assert (told["rows"], told["attachments"]["missing"], told["exit"]) == (4, 1, 1)


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_full_disk_leaves_nothing_half_written(
    window: Store, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    there = tmp_path / "there"
    if command == "restore":
        backup(arguments(tmp_path, data))
    before = {path.name for path in tmp_path.iterdir()}

    def no_room(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", no_room)
    args = arguments(tmp_path, data if command == "backup" else there)
    with pytest.raises(OSError, match="space"):
        getattr(backup_tools, command)(args)
    assert {path.name for path in tmp_path.iterdir()} - {there.name} == before
    assert not there.exists() or list(there.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no file of a process")
def test_a_disk_that_is_full_before_the_copy_is_whole_is_told(
    window: Store, data: Path, tmp_path: Path
) -> None:
    import resource
    import signal

    before, limit = set(tmp_path.iterdir()), resource.getrlimit(resource.RLIMIT_FSIZE)
    heard = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, limit[1]))
    try:
        assert refusal(backup, arguments(tmp_path, data)) == "backup.not_copied"
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, heard)
    assert set(tmp_path.iterdir()) == before


def test_a_lost_store_is_begun_anew_only_when_told(tmp_path: Path) -> None:
    data = tmp_path / "data"
    store = open_window_store(data).store
    assert refusal(start_over, Namespace(data=data)) == "store.not_gone"
    store.close()
    (data / STORE_FILE).unlink()
    start_over(Namespace(data=data))
    assert verify_journal_rows(data) == 0


def verify_journal_rows(data: Path) -> int:
    open_window_store(data).store.close()
    rows: int = verify_journal(Namespace(data=data, rebuild=False))["rows"]
    return rows
