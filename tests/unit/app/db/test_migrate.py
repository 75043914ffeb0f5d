"""Schemas: made, kept in step with the models, backed up before a change, never downgraded."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

import app.hub.model
import app.journal.node
import app.main.features
import app.sync.model  # noqa: F401  (all tables are known)
from app.core.clock import to_text
from app.core.errors import StoreUnavailable
from app.db.base import metadata
from app.db.engine import open_store
from app.db.migrate import HEAD, migrate, scripts

KEY = bytes(range(32))
NOW = datetime(2026, 7, 4, 1, 42, tzinfo=UTC)


def test_a_fresh_store_gets_exactly_the_tables_of_the_models(tmp_path: Path) -> None:
    store = open_store(tmp_path / "window.db", KEY)
    migrate(store)
    with store.engine.connect() as conn:
        differences = compare_metadata(MigrationContext.configure(conn), metadata)
    store.close()
    ours = [d for d in differences if not str(getattr(d[1], "name", "")).startswith("test_")]
    assert ours == []


def test_the_newest_schema_is_the_last_migration() -> None:
    assert ScriptDirectory.from_config(scripts()).get_current_head() == HEAD


def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    store = open_store(tmp_path / "window.db", KEY)
    migrate(store, backup_to=tmp_path / "backups", at=NOW)
    migrate(store, backup_to=tmp_path / "backups", at=NOW)
    store.close()
    assert not (tmp_path / "backups").exists()


def test_a_store_of_a_newer_program_is_refused_and_untouched(tmp_path: Path) -> None:
    store = open_store(tmp_path / "window.db", KEY)
    migrate(store)
    store.transact(lambda conn: conn.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    with pytest.raises(StoreUnavailable) as refused:
        migrate(store, backup_to=tmp_path / "backups", at=NOW)
    assert refused.value.code == "store.newer_schema"
    with store.engine.connect() as conn:
        assert conn.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "9999"
        assert "cases" in inspect(conn).get_table_names()
    store.close()


def test_evaluations_of_the_schema_before_have_their_precedence(tmp_path: Path) -> None:
    """As a replay of the journal would give it to them."""
    store, config = open_store(tmp_path / "window.db", KEY), scripts()
    at = to_text(NOW)
    row = "('h', :visit, '', '[]', '', :level, '', '', '', '', :at)"
    rows: list[dict[str, object]] = [
        {"visit": "a", "level": 2, "at": at},
        {"visit": "b", "level": None, "at": at},
    ]
    with store.engine.connect() as conn:
        config.attributes["connection"] = conn
        command.upgrade(config, "0001")
        conn.execute(text(f"INSERT INTO evaluations VALUES {row}"), rows)
        conn.commit()
    migrate(store)
    with store.read() as conn:
        kept = conn.execute(text("SELECT precedence FROM evaluations ORDER BY visit_id")).scalars().all()
    store.close()
    assert kept == [f"0 {at} 2", f"1 {at} 0"]


def test_an_older_schema_is_copied_before_it_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.db import migrate as migrating

    store = open_store(tmp_path / "window.db", KEY)
    migrate(store)
    store.transact(lambda conn: conn.execute(text("INSERT INTO desk_drafts VALUES ('h', 'v', '{}', 'x')")))
    monkeypatch.setattr(migrating, "HEAD", "next")
    monkeypatch.setattr(migrating, "_upgrade", lambda config, conn: None)
    migrate(store, backup_to=tmp_path / "backups", at=NOW)
    store.close()
    (copy,) = (tmp_path / "backups").iterdir()
    kept = open_store(copy, KEY)
    with kept.read() as conn:
        assert conn.execute(text("SELECT visit_id FROM desk_drafts")).scalar_one() == "v"
    kept.close()
    assert copy.name == f"before-{HEAD}-20260704T014200Z.db"
