"""The outbox on a stick: what the hub has not acknowledged, carried by hand when the network stays away
(离线导出). The file is sealed (app.core.sealed); what it holds goes through the same door as a push, so it
may be brought in twice, late, or beside the network."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from msgspec import Struct
from sqlalchemy import Connection

from app.core import sealed
from app.core.errors import ContentError, RuleViolation
from app.core.sealed import Progress
from app.db.store import Store
from app.journal.model import Node
from app.sync.progress import OwnChain, next_batch, own_chains
from app.sync.wire import PUSH_EVENTS, PushBatch, packed

OUTBOX = "outbox"


class Carried(Struct, frozen=True):
    """The content: batches, packed as for ``POST /v1/push``, in the order in which to take them in."""

    batches: list[bytes]


class Exported(Struct, frozen=True):
    """How much a file holds."""

    events: int
    batches: int


def export_outbox(
    store: Store, node: Node, target: Path, secret: str | X25519PublicKey, at: str, on_way: Progress
) -> Exported:
    """Write everything unacknowledged to ``target``, for whoever knows the secret or is the receiver with
    this public key. What counts as acknowledged stays as it is: only the hub's answer moves it.

    ``on_way`` hears the bytes done and in all. Raises RuleViolation ``outbox.empty``, and makes no file, when
    the hub has everything; OSError.
    """
    with store.read() as conn:
        batches = [batch for chain in own_chains(conn, node) for batch in _unacknowledged(conn, chain)]
    if not batches:
        raise RuleViolation("outbox.empty")
    content = msgspec.msgpack.encode(Carried([packed(batch) for batch in batches]))
    sealed.seal_content(BytesIO(content), target, secret, OUTBOX, at, on_way)
    return Exported(sum(len(batch.events) for batch in batches), len(batches))


def read_outbox(source: Path, secret: str | X25519PrivateKey, on_way: Progress) -> list[bytes]:
    """The packed batches of a file.

    Raises ContentError as ``app.core.sealed.unseal``, ``outbox.wrong_content`` (file); OSError.
    """
    content = BytesIO()
    sealed.unseal_content(source, content, secret, OUTBOX, on_way)
    try:
        return msgspec.msgpack.decode(content.getvalue(), type=Carried).batches
    except msgspec.DecodeError as error:
        raise ContentError("outbox.wrong_content", file=source.name) from error


def _unacknowledged(conn: Connection, chain: OwnChain) -> Iterator[PushBatch]:
    after = chain.done.acked_seq
    while (batch := next_batch(conn, chain.node, after, PUSH_EVENTS)).events:
        yield batch
        after = batch.events[-1].seq
