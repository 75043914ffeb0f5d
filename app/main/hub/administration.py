"""``zongchuang hub init``, ``enrol``, ``devices`` and ``new-epoch``: what an administrator tells a hub."""

from __future__ import annotations

import socket
from argparse import Namespace
from datetime import timedelta
from typing import Any

from app.core.clock import SystemClock, to_text
from app.core.errors import RuleViolation
from app.hub import devices, epoch
from app.hub.certificates import fingerprint
from app.hub.devices import Device, Terms
from app.hub.gate import Gate
from app.hub.own_keys import own_keys, take_keys
from app.hub.trust import FOLDER, init_trust, served_names
from app.main.hub.database import known_hub, made_hub
from app.sync.trust import DeviceKind


def init(args: Namespace) -> dict[str, Any]:
    """Make the hub's authority and a certificate for ``args.name``: ``{"fingerprint", "names", "trust"}``.

    May be run again: what exists stays, names are added. Raises EnvironmentMissing, OSError.
    """
    names = [name for each in args.name for name in each.split(",") if name] or [socket.gethostname()]
    made = init_trust(args.data, names, SystemClock().now())
    known = list(served_names(args.data))
    return {"fingerprint": fingerprint(made.authority), "names": known, "trust": str(args.data / FOLDER)}


def enrol(args: Namespace) -> dict[str, Any]:
    """A one-time code (登记码) for a new device: ``{"code", "valid_until"}``.

    Raises RuleViolation ``auth.window_missing`` for a window without its number, ``auth.one_hall`` when what
    is no hub shall belong to several halls; EnvironmentMissing, StoreUnavailable.
    """
    kind = DeviceKind(args.kind)
    if kind is DeviceKind.WINDOW and not args.window:
        raise RuleViolation("auth.window_missing", field="window")
    if kind is not DeviceKind.HUB and len(args.hall) > 1:
        raise RuleViolation("auth.one_hall", field="hall")
    terms = Terms(kind, tuple(args.hall), str(args.window or ""), args.name)
    valid, clock = timedelta(hours=args.valid_hours), SystemClock()
    with made_hub(args) as store:
        code = Gate(store, own_keys(store, args.data), clock).offer(terms, valid)
    return {"code": code, "valid_until": to_text(clock.now() + valid)}


def new_epoch(args: Namespace) -> dict[str, Any]:
    """Say that the database was put back by other means than ``hub restore``: ``{"hub_epoch"}``.

    Everybody then offers again what it does not have. Needed after a copy of a file, a disk or a machine; it
    does no harm when it was not needed. Raises StoreUnavailable.
    """
    with known_hub(args) as store:
        return {"hub_epoch": epoch.renew_epoch(store)}


def new_keys(args: Namespace) -> dict[str, Any]:
    """Go on with other keys where the old ones are lost for good: see ``app.hub.own_keys.take_keys``."""
    with known_hub(args) as store:
        take_keys(store, args.data)
    return {"trust": str(args.data / FOLDER)}


def list_devices(args: Namespace) -> dict[str, Any]:
    """Every device, after ``args.revoke`` was revoked: ``{"devices": [{"id", "kind", …, "state"}]}``.

    A revoked device is refused within ``gate.REFRESH_S`` seconds everywhere. Raises Refused
    ``auth.unknown_device``, StoreUnavailable.
    """
    now = to_text(SystemClock().now())
    with known_hub(args) as store:
        if args.revoke:
            store.transact(lambda conn: devices.revoke(conn, args.revoke, now))
        with store.read() as conn:
            return {"devices": [_told(device) for device in devices.all_devices(conn)]}


def _told(device: Device) -> dict[str, Any]:
    return {
        "id": device.id,
        "kind": device.terms.kind.value,
        "halls": list(device.terms.halls),
        "window": device.terms.window,
        "name": device.terms.name,
        "enrolled_at": device.enrolled_at,
        "last_seen": device.last_seen,
        "state": "revoked" if device.revoked_at else "enrolled",
    }
