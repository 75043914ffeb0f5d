"""Bringing a database to the schema of this program, with a copy of the old one kept first."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from app.core.errors import StoreUnavailable
from app.db.failures import translate
from app.db.store import Store

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0003"
"""The newest schema of this program, told without loading the migrations: most starts need none."""
_SCRIPTS = Path(__file__).with_name("migrations")


def migrate(store: Store, backup_to: Path | None = None, at: datetime | None = None) -> None:
    """Upgrade to the newest schema known to this program.

    ``backup_to``: folder for a copy of the database made before an existing schema is changed (SQLite
    files only); ``at`` names the copy. Raises StoreUnavailable("store.newer_schema") when a newer program
    has already changed the database: this one must not touch it.
    """
    try:
        with store.engine.connect() as conn:
            found = schema_of(conn)
        if found == HEAD:
            return
        config = scripts()
        if found is not None:
            _refuse_newer(config, found)
            if backup_to is not None and at is not None:
                _copy(store, backup_to, found, at)
        with store.engine.connect() as conn:
            _upgrade(config, conn)
    except DBAPIError as error:
        if not _is_done(store):
            raise translate(error) from error


def schema_of(conn: Connection) -> str | None:
    """The schema a database has; None for an empty one."""
    if not inspect(conn).has_table("alembic_version"):
        return None
    return conn.execute(text("SELECT version_num FROM alembic_version")).scalar()


def scripts() -> Config:
    """Where the migrations are, as Alembic wants to be told."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    return config


def _is_done(store: Store) -> bool:
    """Whether another process that started at the same moment has done it."""
    try:
        with store.engine.connect() as conn:
            return schema_of(conn) == HEAD
    except DBAPIError:
        return False


def _upgrade(config: Config, conn: Connection) -> None:
    from alembic import command

    if conn.dialect.name == "sqlite":
        conn.exec_driver_sql("BEGIN IMMEDIATE")
    config.attributes["connection"] = conn
    command.upgrade(config, "head")
    conn.commit()


def _refuse_newer(config: Config, found: str) -> None:
    from alembic.script import ScriptDirectory

    known = ScriptDirectory.from_config(config)
    if found not in {script.revision for script in known.walk_revisions()}:
        raise StoreUnavailable("store.newer_schema", schema=re.sub(r"\W", "", found))


def _copy(store: Store, folder: Path, revision: str, at: datetime) -> None:
    if store.engine.dialect.name != "sqlite":
        return
    folder.mkdir(parents=True, exist_ok=True)
    store.copy_to(folder / f"before-{revision}-{at:%Y%m%dT%H%M%SZ}.db")
