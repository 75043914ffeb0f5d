"""``zongchuang outbox export`` and ``hub import``: unsent events travel on a stick when no network does."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from app.config.load import load_settings
from app.core import sealed
from app.core.clock import SystemClock, to_text
from app.core.errors import ConfigError, Refused
from app.db.store import Store
from app.hub.api.push import decode
from app.hub.own_keys import own_keys
from app.journal.node import own_node
from app.main.hub.database import administered_hub
from app.main.tools.backup import (
    given_secret,
    new_secret,
    refuse_existing,
    scratch,
    show_progress,
    take_name,
)
from app.main.window.store import open_window_store, refuse_none
from app.sync.identity import load_identity
from app.sync.outbox import OUTBOX, export_outbox, read_outbox


def export(args: Namespace) -> dict[str, Any]:
    """Seal what the hub has not acknowledged into ``args.file``, also while the desk is open.

    An enrolled window seals it for its hub, which opens it by itself; with ``args.passphrase_file``, or where
    no hub is known, a secret opens it: the file's first line, or a recovery key that is answered once. Raises
    RuleViolation ``backup.file_exists``, ``backup.weak_passphrase``, ``outbox.empty``; EnvironmentMissing
    ``store.none_here``; StoreUnavailable; OSError.
    """
    refuse_none(args.data)
    refuse_existing(args.file)
    receiver = None if args.passphrase_file else _hub_key(args.data)
    secret, told = ("", {}) if receiver else new_secret(args.passphrase_file)
    with closing(open_window_store(args.data).store) as store:
        with store.read() as conn:
            node = own_node(conn, load_settings(args.data).hall.id)
        at = to_text(SystemClock().now())
        with scratch(args.file.absolute().parent) as folder:
            sealed_file = folder / OUTBOX
            made = export_outbox(store, node, sealed_file, receiver or secret, at, show_progress)
            take_name(sealed_file, args.file)
    return {"file": str(args.file), "events": made.events, "batches": made.batches, **told}


def take_in(args: Namespace) -> dict[str, Any]:
    """Take the content of ``args.file`` into the hub's database, through the same door as a push.

    It may be repeated, and the hub may run meanwhile. The answer counts events by what became of them, and
    names the batches that were refused as a whole (``exit`` 1). Raises ContentError as
    ``app.sync.outbox.read_outbox``; EnvironmentMissing ``hub.none_here`` and as ``own_keys``;
    StoreUnavailable, OSError.
    """
    statuses: Counter[str] = Counter()
    refused: list[dict[str, Any]] = []
    with administered_hub(args) as hub:
        opener = _opener(hub.store, args)
        hub.start()
        for packed in read_outbox(args.file, opener, show_progress):
            try:
                statuses.update(answer.status for answer in hub.push(decode(packed)).results)
            except Refused as refusal:
                refused.append({"code": refusal.code, "params": refusal.params})
    answered = {"events": statuses.total(), "statuses": dict(statuses), "refused": refused}
    return {**answered, "exit": 1 if refused else 0}


def _hub_key(data: Path) -> X25519PublicKey | None:
    try:
        seal = load_identity(data).seal
    except ConfigError:
        return None
    return X25519PublicKey.from_public_bytes(bytes.fromhex(seal)) if seal else None


def _opener(store: Store, args: Namespace) -> str | X25519PrivateKey:
    if sealed.head_of(args.file).sender:
        return own_keys(store, args.data).seal_key
    return given_secret(args.passphrase_file)
