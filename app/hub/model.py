"""Tables that only a hub has."""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table, Text

from app.db.base import hall_key, id_key, instant, metadata

hub_identity = Table(
    "hub_identity",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("node", String(64), nullable=False),
    Column("incarnation", String(64), nullable=False),
    Column("epoch", String(64), nullable=False),
    Column("lineage", String(64), nullable=False, server_default=""),
    Column("trust", String(64), nullable=False, server_default=""),
    Column("doubted_at", String(27), nullable=False, server_default=""),
)
"""Who this hub is: one row, shared by all its workers. A restored database gets a new epoch, and so does one
whose ``lineage`` (PostgreSQL's system identifier and timeline) is another than when the epoch began.
``trust``: the digest of the keys that it was first served with (app.hub.own_keys); ``doubted_at``: when a
reader's cursor last made it begin a new epoch."""

hall_feed_counter = Table(
    "hall_feed_counter",
    metadata,
    hall_key(),
    Column("seq", Integer, nullable=False),
)

hall_feed = Table(
    "hall_feed",
    metadata,
    hall_key(),
    Column("seq", Integer, primary_key=True),
    Column("event_id", String(64), nullable=False),
    Index("ix_hall_feed_hall_id_event_id", "hall_id", "event_id", postgresql_using="brin"),
)
"""Everything that was applied for a hall, in the order of commits, without holes; and what this hub does not
know but others may. Ids rise about as places do, so on PostgreSQL a few ranges of them (BRIN) find the place
of an event, at next to no cost for those who write."""

quarantine = Table(
    "quarantine",
    metadata,
    hall_key(),
    id_key("event_id"),
    Column("subject", String(128), nullable=False),
    Column("status", String(16), nullable=False),
    Column("code", String(64), nullable=False),
    Column("version", Integer, nullable=False, server_default="0"),
    Column("fed", Integer, nullable=False, server_default="0"),
    instant("since"),
    Index("ix_quarantine_hall_id_subject", "hall_id", "subject"),
)
"""Events that are stored but not applied, with the answer that stands for each (wire.EventAnswer): for a
clerk or an administrator to settle. ``version``: of the subject when the event came too late; ``fed``: 1 when
the hall's feed has it all the same."""

hub_devices = Table(
    "hub_devices",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("halls", Text, nullable=False),
    Column("window", String(64), nullable=False),
    Column("name", String(128), nullable=False),
    Column("public_key", String(64), nullable=False),
    Column("node", String(64), nullable=False),
    instant("enrolled_at"),
    instant("last_seen"),
    instant("revoked_at"),
    Index("ix_hub_devices_node", "node"),
)
"""Who may ask this hub. Of the hub, not of a hall, like ``hub_identity``: a device may belong to several
halls (``halls``: a JSON list), and is looked up before they are known. ``node``: whose journal it writes."""

hub_enrolments = Table(
    "hub_enrolments",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("halls", Text, nullable=False),
    Column("window", String(64), nullable=False),
    Column("name", String(128), nullable=False),
    instant("expires_at"),
    instant("used_at"),
    Column("device", String(64), nullable=False),
)
"""One-time codes, by a keyed digest: whoever reads the table learns no code. Of the hub, as above."""

hub_wrong_codes = Table(
    "hub_wrong_codes",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("origin", String(64), nullable=False),
    instant("at"),
    Index("ix_hub_wrong_codes_origin_at", "origin", "at"),
)
"""Wrong enrolment codes of the last minute, by a keyed digest of the address they came from, whichever worker
heard them. Of the hub, as above."""

hub_upstream = Table(
    "hub_upstream",
    metadata,
    hall_key(),
    Column("feed_seq", Integer, nullable=False),
)
"""Up to which place of a hall's feed the centre has acknowledged everything."""

hub_bundles = Table(
    "hub_bundles",
    metadata,
    hall_key(),
    Column("kind", String(16), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("packed", LargeBinary, nullable=False),
)
"""Bundles as they were signed, for one hall or for every one (hall ``*``); ``digest`` as in BundleVersion."""

hub_bundle_key = Table(
    "hub_bundle_key",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("public_key", LargeBinary(32), nullable=False),
)
"""The one Ed25519 key that bundles of this hub bear: its own in the centre, in a hall the centre's."""


class Identity(Struct, frozen=True):
    """The hub as a node, and the epoch that cursors into its feeds belong to."""

    node: str
    incarnation: str
    epoch: str
