"""``zongchuang enrol``: this machine becomes a known device of a hub (登记)."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing
from pathlib import Path
from typing import Any

from app.config.load import remember
from app.journal.node import only_node
from app.main.window.store import has_store, open_window_store
from app.sync.enrol import enrol as enrol_device
from app.sync.enrol import new_key
from app.sync.identity import DeviceIdentity, keep_identity, own_key
from app.sync.trust import DeviceKind


def enrol(args: Namespace) -> dict[str, Any]:
    """Redeem ``args.code`` at ``args.hub`` and keep in the data folder who this machine now is.

    Its settings follow: the hub's address, the hall, the window's number, and no sample cards. A machine that
    was enrolled before keeps its key; one with a store, such as a new PC with the store of the old one, goes
    on with the journal in it.

    Raises RuleViolation ``auth.code_mistyped``, SyncError, ConfigError, StoreUnavailable.
    """
    identity = enrol_device(args.hub, args.code, own_key(args.data) or new_key(), _node(args.data))
    keep_identity(args.data, identity)
    if identity.kind is not DeviceKind.HUB:
        remember(args.data, _settings(args.hub, identity))
    return {
        "device": identity.id,
        "kind": identity.kind.value,
        "halls": list(identity.halls),
        "window": identity.window,
        "name": identity.name,
    }


def _node(data: Path) -> str:
    """Who writes the store in the folder; empty when there is no store."""
    if not has_store(data):
        return ""
    with closing(open_window_store(data).store) as store, store.read() as conn:
        return only_node(conn)


def _settings(url: str, identity: DeviceIdentity) -> dict[str, dict[str, Any]]:
    known: dict[str, dict[str, Any]] = {"hub": {"url": url}, "hall": {"id": identity.hall_id}}
    if identity.kind is DeviceKind.WINDOW:
        named = {"name": identity.name} if identity.name else {}
        # Who is let into a hall serves real people: no sample card is taken for one of them.
        known["window"] = {"number": int(identity.window), "demo_cards": False, **named}
    return known
