"""Unsent events on a stick: everything arrives once, and nobody else can read or change it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import select

from app.config.load import load_settings
from app.core import sealed
from app.core.errors import ContentError, RuleViolation
from app.core.ids import new_id
from app.db.engine import open_hub
from app.hub.trust import open_trust
from app.journal.model import journal
from app.journal.node import own_node
from app.journal.verify import verify
from app.main.tools.outbox import export, take_in
from app.main.window.store import open_window_store
from app.sync.outbox import OUTBOX, Exported, export_outbox, read_outbox
from tests.support.databases import fresh_store, sqlite_url
from tests.support.hub import WindowJournal

SECRET = "correct horse battery staple"
AT = "2026-07-06T01:30:00.000000Z"


def quiet(done: int, total: int) -> None:
    assert 0 <= done <= total


@pytest.fixture
def window(tmp_path: Path) -> Iterator[WindowJournal]:
    store = open_window_store(tmp_path / "window").store
    hall = load_settings(tmp_path / "window").hall.id
    made = WindowJournal(store, store.transact(lambda conn: own_node(conn, hall)))
    for _ in range(20):
        made.visit_over()
    yield made
    store.close()


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    file = tmp_path / "secret"
    file.write_text(SECRET + "\n", "utf-8")
    return file


def hub_rows(folder: Path) -> list[str]:
    hub = open_hub(sqlite_url(folder))
    with hub.read() as conn:
        assert verify(conn).intact
        rows = list(conn.execute(select(journal.c.id).order_by(journal.c.seq)).scalars())
    hub.close()
    return rows


def test_what_a_window_exported_a_hub_takes_in_once(
    window: WindowJournal, tmp_path: Path, passphrase: Path
) -> None:
    file, hub = tmp_path / "outbox", tmp_path / "hub"
    fresh_store(sqlite_url(hub)).close()
    window.visits_over(600)
    told = export(Namespace(data=tmp_path / "window", file=file, passphrase_file=passphrase))
    assert (told["events"], told["batches"]) == (620, 2)
    taken = Namespace(data=hub, file=file, passphrase_file=passphrase, db="")
    first, again = take_in(taken), take_in(taken)
    assert (first["statuses"], first["exit"]) == ({"ok": 620}, 0)
    assert (again["statuses"], again["exit"]) == ({"dup": 620}, 0)
    with window.store.read() as conn:
        written = list(conn.execute(select(journal.c.id).order_by(journal.c.seq)).scalars())
    assert hub_rows(hub) == written


def test_of_two_exports_to_one_new_name_the_later_is_refused(
    window: WindowJournal, tmp_path: Path, passphrase: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()

    def overtaken(*given: Any) -> Exported:
        (stick / "outbox").write_bytes(b"the earlier one")
        return export_outbox(*given)

    monkeypatch.setattr("app.main.tools.outbox.export_outbox", overtaken)
    with pytest.raises(RuleViolation) as refused:
        export(Namespace(data=tmp_path / "window", file=stick / "outbox", passphrase_file=passphrase))
    assert refused.value.code == "backup.file_exists"
    assert [(each.name, each.read_bytes()) for each in stick.iterdir()] == [("outbox", b"the earlier one")]


def test_a_file_for_a_hub_opens_with_its_key_alone(window: WindowJournal, tmp_path: Path) -> None:
    file = tmp_path / "outbox"
    own = open_trust(tmp_path / "hub").seal_key
    export_outbox(window.store, window.node, file, own.public_key(), AT, quiet)
    assert sealed.head_of(file).sender
    assert len(read_outbox(file, own, quiet)) == 1
    for wrong in (X25519PrivateKey.generate(), SECRET):
        with pytest.raises(ContentError, match=r"sealed\.wrong_secret"):
            read_outbox(file, wrong, quiet)
    fresh_store(sqlite_url(tmp_path / "hub")).close()
    assert take_in(Namespace(data=tmp_path / "hub", file=file, passphrase_file=None, db=""))["events"] == 20


def test_a_key_does_not_open_what_a_secret_sealed(window: WindowJournal, tmp_path: Path) -> None:
    export_outbox(window.store, window.node, tmp_path / "outbox", SECRET, AT, quiet)
    with pytest.raises(ContentError, match=r"sealed\.wrong_secret"):
        read_outbox(tmp_path / "outbox", X25519PrivateKey.generate(), quiet)


def test_when_the_hub_has_everything_no_file_is_made(tmp_path: Path, passphrase: Path) -> None:
    open_window_store(tmp_path / "fresh").store.close()
    args = Namespace(data=tmp_path / "fresh", file=tmp_path / "outbox", passphrase_file=passphrase)
    with pytest.raises(RuleViolation, match=r"outbox\.empty"):
        export(args)
    assert not args.file.exists()


def test_a_damaged_file_is_named_and_nothing_of_it_counts(window: WindowJournal, tmp_path: Path) -> None:
    file = tmp_path / "outbox"
    export_outbox(window.store, window.node, file, SECRET, AT, quiet)
    content = bytearray(file.read_bytes())
    content[-40] ^= 1
    file.write_bytes(content)
    with pytest.raises(ContentError, match=r"sealed\.damaged"):
        read_outbox(file, SECRET, quiet)


@pytest.mark.parametrize(
    ("what", "content", "code"),
    [
        ("window", b"", "sealed.other_kind"),
        (OUTBOX, b"no batches", "outbox.wrong_content"),
        ("", b"", "sealed.not_sealed"),
    ],
)
def test_a_file_of_another_kind_is_told(tmp_path: Path, what: str, content: bytes, code: str) -> None:
    plain, file = tmp_path / "plain", tmp_path / new_id()
    plain.write_bytes(content)
    if what:
        sealed.seal(plain, file, SECRET, what, AT, quiet)
    else:
        file.write_text("a shopping list", "utf-8")
    with pytest.raises(ContentError) as told:
        read_outbox(file, SECRET, quiet)
    assert told.value.code == code
