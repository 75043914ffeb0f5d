"""What window and hub say to each other, as it stands on the wire (JSON; a push is zstd over JSON)."""

from __future__ import annotations

from typing import Annotated

import msgspec
import zstandard

PUSH_EVENTS = 500
PUSH_BYTES = 1 << 20
"""A push holds at most this many events and about this many bytes of JSON."""

HEARTBEAT_S = 10.0
"""The live feed speaks at least this often, even when nothing happens."""

FEED_ROWS = 500
"""The most rows that one answer of the feed holds."""


Name = Annotated[str, msgspec.Meta(max_length=64)]
Subject = Annotated[str, msgspec.Meta(max_length=128)]
Instant = Annotated[str, msgspec.Meta(max_length=27)]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
"""What the columns of a journal row can hold."""


class PushedPrivate(msgspec.Struct, frozen=True):
    """Personal data of an event: its salt and canonical JSON text, which the journal's digest covers."""

    salt: bytes
    body: str


class PushedEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One journal row of the pushing node; hall, node and incarnation stand once in the batch.

    ``payload`` is the stored canonical text itself: the hash covers its bytes.
    """

    seq: Count
    id: Name
    kind: Name
    subject: Subject
    base_version: Count
    at: Instant
    actor: Name
    acting_for: Name
    authority: Name
    window: Name
    payload: str
    private_digest: Name
    private: PushedPrivate | None = None
    prev_hash: Name
    hash: Name


class PushBatch(msgspec.Struct, frozen=True):
    """``POST /v1/push``: rows of one chain, dense in ``seq``."""

    hall_id: Name
    node: Name
    incarnation: Name
    events: list[PushedEvent]


class EventAnswer(msgspec.Struct, frozen=True):
    """What became of one event.

    ``ok`` stored and applied; ``dup`` was here already; ``quarantined`` stored but not applied, with the
    reason in ``code``; ``blocked`` stored, waits for an earlier event of the same subject.
    """

    id: str
    status: str
    code: str = ""


class PushAnswer(msgspec.Struct, frozen=True):
    """One answer for every event of the batch, given after the commit. ``clock`` is the hub's time."""

    hub_epoch: str
    clock: str
    results: list[EventAnswer]


class FeedPage(msgspec.Struct, frozen=True):
    """Rows of a hall's feed: journal columns without personal data, and their feed ``seq``.

    ``last`` is the newest position of the feed, so a reader knows how far it is behind.
    """

    hub_epoch: str
    last: int
    rows: list[dict[str, object]]


class Health(msgspec.Struct, frozen=True):
    """``GET /v1/health``."""

    ready: bool
    db: bool
    hub_epoch: str
    version: str


class Poke(msgspec.Struct, frozen=True):
    """What the live feed says: the hall's feed now reaches ``seq``. The rows are read from the feed."""

    hall: str
    seq: int


class Problem(msgspec.Struct, frozen=True):
    """Why the hub refused: a code of the one error tree, and its facts."""

    code: str
    params: dict[str, object] = {}


class ErrorBody(msgspec.Struct, frozen=True):
    """The one shape of every error answer: ``{"error": {"code", "params"}}``."""

    error: Problem


def storable(batch: PushBatch) -> bool:
    """Whether every database can keep the texts of a batch: PostgreSQL takes no NUL."""
    texts = [batch.hall_id, batch.node, batch.incarnation]
    for event in batch.events:
        texts += [value for value in msgspec.structs.astuple(event) if isinstance(value, str)]
        texts += [event.private.body] if event.private else []
    return not any("\0" in text for text in texts)


def packed(batch: PushBatch) -> bytes:
    """A push as it travels. Level 3 of zstd: about a fifth of the JSON."""
    return zstandard.ZstdCompressor(level=3).compress(msgspec.json.encode(batch))
