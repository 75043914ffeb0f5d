"""What window and hub say to each other, as it stands on the wire (JSON; a push is zstd over JSON)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec
import zstandard

from app.journal.model import SCHEMA

PUSH_EVENTS = 500
PUSH_BYTES = 1 << 20
"""A push holds at most this many events and about this many bytes of JSON."""

HEARTBEAT_S = 10.0
"""The live feed speaks at least this often, even when nothing happens."""

OLDEST_SCHEMA = SCHEMA - 2
"""The oldest version of the event kinds that this program reads."""

TUS_VERSION = "1.0.0"
"""Version of the resumable upload protocol (tus.io) in which blobs of attachments travel."""

FEED_ROWS = 500
"""The most rows that one answer of the feed holds."""


Name = Annotated[str, msgspec.Meta(max_length=64)]
Subject = Annotated[str, msgspec.Meta(max_length=128)]
Instant = Annotated[str, msgspec.Meta(max_length=27)]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
Seconds = Annotated[int, msgspec.Meta(ge=-(2**31), le=2**31 - 1)]
"""What the columns of a journal row can hold."""


class PushedPrivate(msgspec.Struct, frozen=True):
    """Personal data of an event: its salt and canonical JSON text, which the journal's digest covers."""

    salt: bytes
    body: str


class PushedEvent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One journal row of the pushing node; hall, node and incarnation stand once in the batch.

    ``payload`` is the stored canonical text itself: the hash covers its bytes. ``schema``: the version of the
    event kinds in which it was written, 0 for that of the batch; ``clock_offset_s``: what a hub found missing
    on its writer's clock. The hash covers neither.
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
    schema: Count = 0
    clock_offset_s: Seconds = 0


class PushBatch(msgspec.Struct, frozen=True):
    """``POST /v1/push``: rows of one chain; those that the hub has not got are dense in ``seq``. ``schema``:
    the version of its event kinds where a row says no other; ``sent_at``: the node's clock when it sent them,
    empty for what was carried by hand; ``apart``: what of them the hub that passes them on did not apply,
    with its answers, None from anybody else."""

    hall_id: Name
    node: Name
    incarnation: Name
    events: list[PushedEvent]
    schema: Count = SCHEMA
    sent_at: Instant = ""
    apart: list[EventAnswer] | None = None


DECIDED = "decided"
"""The code of an event that waited once, until a clerk or an administrator decided against it."""


class EventAnswer(msgspec.Struct, frozen=True):
    """What became of one event.

    ``ok`` stored and applied; ``dup`` was here already and applied, or (``code`` is ``DECIDED``) somebody
    decided that it does not count. Stored but not applied: ``conflict`` another change of the same subject
    came first, and ``version`` is where the subject stands now; ``rejected`` never, with the reason;
    ``quarantined`` not until an administrator has looked at it; ``blocked`` not before an earlier event of
    the subject. ``retry``: nothing happened, offer it again.
    """

    id: Name
    status: Annotated[str, msgspec.Meta(max_length=16)]
    code: Name = ""
    version: Count = 0


class PushAnswer(msgspec.Struct, frozen=True):
    """One answer for every event of the batch, given after the commit. ``clock`` is the hub's time;
    ``retry_after_ms`` asks the node to wait before its next batch."""

    hub_epoch: str
    clock: str
    results: list[EventAnswer]
    retry_after_ms: int = 0


class ChainPage(msgspec.Struct, frozen=True):
    """``GET /v1/halls/{hall}/chains/{node}/{incarnation}?after=``: rows of one chain, personal data included,
    for the node that wrote them; ``last`` and ``hash`` are the chain's end as this hub knows it; ``schema``
    as in a batch."""

    hub_epoch: str
    last: int
    hash: str
    events: list[PushedEvent]
    schema: Count = SCHEMA


class DayDigest(msgspec.Struct, frozen=True):
    """The events of one chain on one UTC day (``at[:10]``): how many, and the sum modulo 2**64 of the first
    eight bytes (big-endian) of the SHA-256 of each id, as 16 hexadecimal digits."""

    day: Instant
    count: Count
    sum: Name


class DigestOffer(msgspec.Struct, frozen=True):
    """``POST /v1/digest``: what a node believes that the hub has of one of its chains."""

    hall_id: Name
    node: Name
    incarnation: Name
    days: list[DayDigest]


class DigestAnswer(msgspec.Struct, frozen=True):
    """The days that differ, where the chain ends on the hub (seq 0: unknown here), and the answers that stand
    for those of its events that are not applied."""

    hub_epoch: str
    differs: list[str]
    last: int
    hash: str
    apart: list[EventAnswer] = []


class PulledEvent(msgspec.Struct, frozen=True):
    """A row of another node, as the hall's feed brings it to a window.

    ``feed_seq`` is its place there. A row that came before the window had a part in its subject stands in
    the place of ``before``, the event of the window that gave it one. ``held``: the code of why the hub
    itself has not applied the row; ``sync.released`` tells when it has.
    """

    feed_seq: Count
    node: Name
    incarnation: Name
    event: PushedEvent
    before: str = ""
    held: str = ""


class PullPage(msgspec.Struct, frozen=True):
    """``GET /v1/halls/{hall}/pull?node=&life=&through=&epoch=&after=``: of the feed's rows after a position,
    those that concern a subject which ``node`` has a part in, personal data included; with its first event on
    a case come all of that case before it, and of its documents and evaluation. Of cases also what the node
    itself wrote, but in its present ``life`` up to ``through``: another machine may be the same node.
    ``reached`` is the position up to which the feed was looked through, ``last`` its end. Another epoch: 409
    ``sync.epoch_changed``."""

    hub_epoch: str
    reached: int
    last: int
    rows: list[PulledEvent]


class MissingBlob(msgspec.Struct, frozen=True):
    """``GET /v1/halls/{hall}/attachments/missing?node=&after=``: a blob that an attachment announced and that
    has not arrived. The list goes on after the last ``attachment``; it ends with an empty one."""

    attachment: Name
    sha256: Name
    size: Count


class BundleKind(StrEnum):
    """What a bundle holds: 目录, 人员, 工作日历, 大厅配置."""

    CATALOGUE = "catalogue"
    STAFF = "staff"
    CALENDAR = "calendar"
    SETTINGS = "settings"


class BundleVersion(msgspec.Struct, frozen=True):
    """That there is a bundle. ``digest``: SHA-256 (hex) of all of it, for a centre that comes back from an
    older copy gives a version twice."""

    kind: BundleKind
    version: Count
    digest: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]


class BundleListing(msgspec.Struct, frozen=True):
    """``GET /v1/halls/{hall}/bundles``: every bundle for the hall, and the key that has signed them; a hub
    that never had a bundle has no key (empty)."""

    public_key: Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{64})?\Z")]
    bundles: list[BundleVersion]


class FeedPage(msgspec.Struct, frozen=True):
    """Rows of a hall's feed: journal columns without personal data, and their feed ``seq``.

    ``last`` is the newest position of the feed, so a reader knows how far it is behind.
    """

    hub_epoch: str
    last: int
    rows: list[dict[str, object]]


class Health(msgspec.Struct, frozen=True):
    """``GET /v1/health``. ``clock``: the hub's time; ``schema``: the newest event kinds that it knows."""

    ready: bool
    db: bool
    hub_epoch: str
    version: str
    clock: str = ""
    schema: Count = 1


class Poke(msgspec.Struct, frozen=True):
    """What the live feed says: the hall's feed now reaches ``seq``.

    ``rows``: those after ``after``, dense up to ``seq``, as a FeedPage of ``hub_epoch`` has them, for whoever
    stands there; without them, or for whoever does not, they are read from the feed.
    """

    hall: str
    seq: int
    hub_epoch: str = ""
    after: int = 0
    rows: list[dict[str, object]] = []


class Problem(msgspec.Struct, frozen=True):
    """Why the hub refused: a code of the one error tree, and its facts."""

    code: str
    params: dict[str, object] = {}


class ErrorBody(msgspec.Struct, frozen=True):
    """The one shape of every error answer: ``{"error": {"code", "params"}}``."""

    error: Problem


def schema_of(batch: PushBatch, event: PushedEvent) -> int:
    """The version of the event kinds in which an event of a batch was written."""
    return event.schema or batch.schema


def storable(batch: PushBatch) -> bool:
    """Whether every database can keep the texts of a batch: PostgreSQL takes no NUL."""
    texts = [batch.hall_id, batch.node, batch.incarnation]
    for event in batch.events:
        texts += [value for value in msgspec.structs.astuple(event) if isinstance(value, str)]
        texts += [event.private.body] if event.private else []
    for answer in batch.apart or ():
        texts += [answer.id, answer.status, answer.code]
    return not any("\0" in text for text in texts)


def known_schema(schema: int) -> bool:
    """Whether this program reads events of a schema: its own and the two before it."""
    return OLDEST_SCHEMA <= schema <= SCHEMA


def packed(batch: PushBatch) -> bytes:
    """A push as it travels. Level 3 of zstd: about a fifth of the JSON."""
    return zstandard.ZstdCompressor(level=3).compress(msgspec.json.encode(batch))
