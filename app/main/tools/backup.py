"""``zongchuang backup``, ``restore``, ``start-over``: a window's store leaves the machine and comes back.

A backup (备份) holds the store as it is at one moment, still encrypted, and its key, sealed once more with a
secret that people keep; the blobs of attachments lie beside it (app.main.tools.backup_blobs). It is proven
before it gets its name: opened again from the sealed file, every page and the whole journal verified. A
restored store writes as a new life of the disk (incarnation): what the lost disk wrote after the backup keeps
its sequence numbers, and none of them is given twice.
"""

from __future__ import annotations

import getpass
import signal
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.attachments.queries import missing
from app.core import sealed
from app.core.clock import SystemClock, to_text
from app.core.errors import EnvironmentMissing, RuleViolation, StoreUnavailable
from app.core.paths import alone_in, sync_folder
from app.db.engine import damaged_pages, open_store
from app.db.keys import keep_key, known_key, store_key
from app.db.migrate import migrate
from app.db.store import Store
from app.journal.node import begin_lives, own_nodes
from app.journal.verify import Problem, verify
from app.main.tools.backup_blobs import copy_blobs, folder_beside
from app.main.window.sole_program import sole_program
from app.main.window.store import STORE_FILE, allow_new_store, clear_beside, has_store, refuse_none
from app.sync.attachments import FOLDER as ATTACHMENTS
from app.sync.attachments import AttachmentStore

WINDOW = "window"
_SHORTEST_PASSPHRASE = 12
_NOT_WRITTEN = {
    "store.disk_full": "disk_full",
    "store.disk_error": "disk_gone",
    "store.read_only": "write_protected",
    "store.cannot_open": "disk_gone",
}
_NOT_READ = {"store.wrong_key": "unreadable", "store.damaged": "unreadable"}
_ENDINGS = [each for each in signal.Signals if each.name in ("SIGTERM", "SIGHUP")]


def backup(args: Namespace) -> dict[str, Any]:
    """Seal the store in ``args.data`` into ``args.file``, also while the desk is open.

    The secret is the first line of ``args.passphrase_file``; without one a recovery key is made and answered
    once, under ``recovery_key``; ``exit`` 1 when a blob is damaged. Raises RuleViolation
    ``backup.file_exists``, ``backup.weak_passphrase``; EnvironmentMissing ``store.none_here``;
    StoreUnavailable, among them those of ``refuse_damage``; OSError.
    """
    file: Path = args.file
    refuse_none(args.data)
    refuse_existing(file)
    secret, told = new_secret(args.passphrase_file)
    key = store_key(args.data, store_exists=True)
    with scratch(file.absolute().parent) as folder:
        copy, made, opened = (folder / name for name in ("copy", "sealed", "opened"))
        _copy(args.data / STORE_FILE, key, copy)
        # After the store: what it names was on the disk before.
        beside = folder_beside(file, key)
        blobs = copy_blobs(beside, key, [(args.data / ATTACHMENTS, beside)])
        sealed.seal(copy, made, secret, WINDOW, to_text(SystemClock().now()), show_progress, key)
        copy.unlink()
        rows = _proven(opened, sealed.unseal(made, opened, secret, WINDOW, show_progress))
        take_name(made, file)
    return {"file": str(file), "bytes": file.stat().st_size, "rows": rows, **blobs.shown(), **told}


def restore(args: Namespace) -> dict[str, Any]:
    """Put the store sealed in ``args.file`` into ``args.data``, which must have none, and its blobs.

    The secret is the first line of ``args.passphrase_file``, else it is asked for. ``exit`` 1 when a blob is
    damaged, or is nowhere: not beside the file and not on the hub. Raises RuleViolation
    ``backup.store_in_place``; ContentError as ``app.core.sealed.unseal``; StoreUnavailable, also as
    ``sole_program``; OSError. Then nothing of the store stays.
    """
    data: Path = args.data
    with sole_program(data), scratch(data) as folder:
        if has_store(data):
            raise RuleViolation("backup.store_in_place", folder=str(data))
        secret = given_secret(args.passphrase_file)
        opened = folder / STORE_FILE
        key = sealed.unseal(args.file, opened, secret, WINDOW, show_progress)
        rows = _proven(opened, key)
        beside = folder_beside(args.file, key)
        blobs = copy_blobs(beside, key, [(beside, data / ATTACHMENTS)])
        with _open(opened, key) as store:
            migrate(store)
            store.transact(begin_lives)
            blobs.missing = _missing(store, AttachmentStore(data / ATTACHMENTS, key))
        keep_key(data, key)
        clear_beside(data / STORE_FILE)
        opened.replace(data / STORE_FILE)
    sync_folder(data)
    return {"data": str(data), "rows": rows, **blobs.shown()}


def start_over(args: Namespace) -> dict[str, Any]:
    """Let the next start make an empty store where the old one is lost for good.

    Raises EnvironmentMissing ``store.none_here`` where there never was one, StoreUnavailable
    ``store.not_gone`` and as ``sole_program``.
    """
    if not (args.data / STORE_FILE).exists() and known_key(args.data) is None:
        raise EnvironmentMissing("store.none_here", folder=str(args.data))
    with sole_program(args.data):
        allow_new_store(args.data)
    return {"data": str(args.data)}


@contextmanager
def scratch(place: Path) -> Iterator[Path]:
    """A folder for copies in the making, which goes with them, also when the process is told to end or its
    terminal is gone: then KeyboardInterrupt is raised."""
    before = {each: signal.signal(each, signal.default_int_handler) for each in _ENDINGS}
    try:
        with TemporaryDirectory(prefix=".zongchuang-", dir=place) as folder:
            yield Path(folder)
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def new_secret(passphrase_file: Path | None) -> tuple[str, dict[str, str]]:
    """The secret to seal with, and what to tell of it: a recovery key unless there is a passphrase."""
    if passphrase_file is None:
        made = sealed.new_recovery_key()
        return made, {"recovery_key": made}
    secret = given_secret(passphrase_file)
    if len(secret) < _SHORTEST_PASSPHRASE:
        raise RuleViolation("backup.weak_passphrase", shortest=_SHORTEST_PASSPHRASE)
    return secret, {}


def given_secret(passphrase_file: Path | None) -> str:
    """The passphrase or recovery key that opens a file: from a file, the terminal or standard input.

    Raises RuleViolation ``backup.passphrase_no_text`` (file), OSError."""
    try:
        secret = _said(passphrase_file).partition("\n")[0].strip()
        secret.encode()
    except UnicodeError as error:
        place = passphrase_file.name if passphrase_file else "/dev/stdin"
        raise RuleViolation("backup.passphrase_no_text", file=place) from error
    return secret


def _said(passphrase_file: Path | None) -> str:
    if passphrase_file is not None:
        # Editors on Windows begin a file with a mark that nobody can type.
        return passphrase_file.read_text("utf-8-sig")
    return getpass.getpass("口令或恢复码: ") if sys.stdin.isatty() else sys.stdin.readline()


def refuse_existing(file: Path) -> None:
    """A new backup takes no old one's place. Raises RuleViolation ``backup.file_exists``."""
    if file.exists():
        raise RuleViolation("backup.file_exists", file=str(file))


def take_name(made: Path, file: Path) -> None:
    """Give what is whole its name. Raises RuleViolation ``backup.file_exists``; OSError."""
    with alone_in(file.absolute().parent):
        # Another one may have got there since the beginning.
        refuse_existing(file)
        made.rename(file)
    sync_folder(file.absolute().parent)


def refuse_damage(pages: int, problems: Sequence[Problem]) -> None:
    """What does not prove itself is no backup. Raises StoreUnavailable ``backup.rows_damaged`` (count, seq,
    reason: number and kind of the first), ``backup.pages_damaged`` (count)."""
    if problems:
        first = problems[0]
        raise StoreUnavailable("backup.rows_damaged", count=len(problems), seq=first.seq, reason=first.what)
    if pages:
        raise StoreUnavailable("backup.pages_damaged", count=pages)


def show_progress(done: int, total: int) -> None:
    """How far it is, in a line that is overwritten, when somebody looks."""
    if sys.stderr.isatty():
        share = 100 if not total else done * 100 // total
        sys.stderr.write(f"\r{share:3d} %" + ("\n" if done >= total else ""))


def _copy(path: Path, key: bytes, copy: Path) -> None:
    with _open(path, key) as store, _told_of_copy(_NOT_WRITTEN):
        store.copy_to(copy)


@contextmanager
def _told_of_copy(reasons: Mapping[str, str]) -> Iterator[None]:
    """What fails while a copy is written or read again is no fault of the store."""
    try:
        yield
    except StoreUnavailable as error:
        if error.code not in reasons:
            raise
        raise StoreUnavailable("backup.not_copied", reason=reasons[error.code]) from error


def _proven(path: Path, key: bytes) -> int:
    with _told_of_copy(_NOT_READ), _open(path, key) as store, store.read() as conn:
        pages, report = damaged_pages(conn), verify(conn)
    refuse_damage(pages, report.problems)
    return report.rows


def _missing(store: Store, blobs: AttachmentStore) -> int:
    """How many files this machine added that neither it nor the hub has."""
    lost, here = 0, set(blobs.digests())
    with store.read() as conn:
        for node in own_nodes(conn):
            after = ""
            while found := missing(conn, node.hall_id, node.node, after):
                lost += sum(each.sha256 not in here for each in found)
                after = found[-1].attachment
    return lost


@contextmanager
def _open(path: Path, key: bytes) -> Iterator[Store]:
    try:
        store = open_store(path, key)
    except StoreUnavailable:
        # A disk that takes nothing more is the one to be saved from.
        store = open_store(path, key, read_only=True)
    try:
        yield store
    finally:
        store.close()
