"""Tables and value types of the journal.

The journal is the audit log, the outbox, the case timeline and the source of every statistic. A row is
written in the same transaction as the state it changes, and never again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct, field
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    bindparam,
)
from sqlalchemy.exc import DataError, IntegrityError

from app.core.errors import AppError
from app.db.base import document, hall_key, id_key, instant, metadata

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]

SCHEMA = 2
"""The version of the event kinds that this program writes."""

journal = Table(
    "journal",
    metadata,
    hall_key(),
    Column("node", String(64), primary_key=True),
    Column("incarnation", String(64), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("id", String(64), nullable=False),
    Column("kind", String(64), nullable=False),
    Column("subject", String(128), nullable=False),
    Column("base_version", Integer, nullable=False),
    instant("at"),
    Column("actor", String(64), nullable=False),
    Column("acting_for", String(64), nullable=False),
    Column("authority", String(64), nullable=False),
    Column("window", String(64), nullable=False),
    document("payload"),
    Column("private_digest", String(64), nullable=False),
    Column("prev_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("doubled", Integer, nullable=False, default=0, server_default="0"),
    Column("schema", Integer, nullable=False, default=SCHEMA, server_default="1"),
    Column("clock_offset_s", Integer, nullable=False, default=0, server_default="0"),
    Index("uq_journal_hall_id_id", "hall_id", "id", "doubled", unique=True),
    Index("ix_journal_hall_id_subject", "hall_id", "subject"),
)
"""``doubled``: 0, or which repetition of an event id this is that another row had first. Such a row is kept
as a link of its chain and has no effect. ``schema``: of the event kinds in which the row was written.
``clock_offset_s``: what the hub that took it in found missing on its writer's clock then, in seconds; 0 up to
``app.sync.model.CLOCK_LIMIT_S``. The hash covers none of the three."""

_BESIDE = ("doubled", "schema", "clock_offset_s")
ROW = tuple(column for column in journal.c if column.name not in _BESIDE)
"""The columns of an event."""

journal_private = Table(
    "journal_private",
    metadata,
    hall_key(),
    id_key("event_id"),
    Column("salt", LargeBinary(16), nullable=False),
    Column("body", Text, nullable=False),
)
"""Personal data of an event, apart from the chain so that it may be erased (个人信息保护法 art.47)."""

heads = Table(
    "journal_heads",
    metadata,
    hall_key(),
    Column("node", String(64), primary_key=True),
    Column("incarnation", String(64), primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("own", Integer, nullable=False),
)
"""The last row of every chain in this database; ``own`` = 1 for the chains that this node writes, of which it
continues the newest (the highest incarnation). A chain without a row here is known in excerpts only."""

excerpts = Table(
    "journal_excerpts",
    metadata,
    hall_key(),
    id_key("event_id"),
    Column("place", Integer, nullable=False),
    Column("after_incarnation", String(64), nullable=False),
    Column("after_seq", Integer, nullable=False),
    Column("refused", String(64), nullable=False),
)
"""Which rows came from other nodes, and when: as the ``place``-th, after that row of the own chain.
``refused``: the code of why such a row changed nothing here, or empty."""


class Node(Struct, frozen=True):
    """Who writes: one installation in one hall, in one life of its disk (incarnation)."""

    hall_id: str
    node: str
    incarnation: str

    @property
    def here(self) -> dict[str, str]:
        """The parameters of ``of_chain`` for the chain that it writes in this life."""
        return {"of_hall": self.hall_id, "of_node": self.node, "of_life": self.incarnation}


def of_chain(table: Table) -> tuple[ColumnElement[bool], ...]:
    """The rows of one chain, for a statement that is made once; ``Node.here`` says of which."""
    return (
        table.c.hall_id == bindparam("of_hall"),
        table.c.node == bindparam("of_node"),
        table.c.incarnation == bindparam("of_life"),
    )


class Author(Struct, frozen=True):
    """On whose responsibility: the clerk, the window, for whom (AB岗) and by which authorisation (授权书)."""

    actor: str
    window: str
    acting_for: str = ""
    authority: str = ""


class NewEvent(Struct, frozen=True):
    """Something that is about to have happened. ``subject`` is ``case:<id>``, ``ticket:<id>`` …"""

    kind: str
    subject: str
    payload: Mapping[str, Json] = field(default_factory=dict)
    private: Mapping[str, Json] | None = None
    base_version: int = 0


class Event(Struct, frozen=True):
    """One journal row. ``private`` is None when it has none, or when it was erased."""

    hall_id: str
    node: str
    incarnation: str
    seq: int
    id: str
    kind: str
    subject: str
    base_version: int
    at: str
    actor: str
    acting_for: str
    authority: str
    window: str
    payload: Mapping[str, Json]
    private: Mapping[str, Json] | None
    private_digest: str
    prev_hash: str
    hash: str

    @property
    def subject_id(self) -> str:
        """The id behind the subject's kind: ``<id>`` of ``case:<id>``."""
        return self.subject.partition(":")[2]


Projection = Callable[[Connection, Event], None]
"""Updates state tables from one event. The same function runs for a local command, for an event that
arrives from another node, and for a rebuild; so it reads nothing but its event and the rows."""

Projections = Mapping[str, Projection]

FAULTS = (AppError, IntegrityError, DataError, LookupError, TypeError, ValueError)
"""What projecting an event may raise because of the event; anything else is about us or the store."""
