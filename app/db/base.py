"""The registry of all tables, and the column shapes they share.

Keys start with ``hall_id`` everywhere, on the window's own store too: rows from many halls meet in the
centre, and a database distributed by hall needs the column in every key.
"""

from __future__ import annotations

from sqlalchemy import Column, MetaData, String, Text

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def hall_key() -> Column[str]:
    """First part of every primary key: the hall (大厅) a row belongs to."""
    return Column("hall_id", String(64), primary_key=True)


def id_key(name: str = "id") -> Column[str]:
    """A client-made id (UUIDv7 text) as the second part of the key."""
    return Column(name, String(64), primary_key=True)


def instant(name: str, *, nullable: bool = False) -> Column[str]:
    """An instant as journal text (app.core.clock.to_text); empty means not yet when not nullable."""
    return Column(name, String(27), nullable=nullable, default=None if nullable else "")


def document(name: str) -> Column[str]:
    """A JSON document that is never searched by its content."""
    return Column(name, Text, nullable=False)
