"""Devices and enrolment codes as the hub's database keeps them.

These statements are of the hub, not of a hall: they are rare, and a device is found by its id alone.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from app.core.errors import Refused
from app.core.ids import new_id
from app.db.dialect import upsert
from app.hub.epoch import is_hub
from app.hub.model import hub_devices, hub_enrolments, hub_wrong_codes
from app.hub.tokens import Caller
from app.sync.trust import DeviceKind, device_id
from devices.decoding import from_json


class Terms(Struct, frozen=True):
    """What an enrolment makes of a device. ``window``: its window's number as text, empty for none."""

    kind: DeviceKind
    halls: tuple[str, ...]
    window: str = ""
    name: str = ""


class Device(Struct, frozen=True):
    """A known device. ``last_seen``: when it got its last token; ``revoked_at`` is empty while it may ask."""

    id: str
    terms: Terms
    public_key: bytes
    node: str
    enrolled_at: str
    last_seen: str
    revoked_at: str

    def caller(self) -> Caller:
        """As its token will say. Raises Refused ``auth.revoked``."""
        if self.revoked_at:
            raise Refused("auth.revoked")
        return Caller(self.id, self.terms.kind, self.terms.halls, self.terms.window)


def offer(conn: Connection, digest: str, terms: Terms, expires_at: str, forget_before: str) -> None:
    """Keep a code, by its digest, until it is used or runs out.

    Codes that were used or ran out before ``forget_before`` are deleted.
    """
    used = hub_enrolments.c.used_at
    over = (used != "") & (used < forget_before) | (hub_enrolments.c.expires_at < forget_before)
    conn.execute(delete(hub_enrolments).where(over))
    conn.execute(
        insert(hub_enrolments),
        {"digest": digest, **_columns(terms), "expires_at": expires_at, "used_at": "", "device": ""},
    )


def redeem(conn: Connection, digest: str, public_key: bytes, node: str, now: str) -> Terms:
    """Enrol the device with this key. The same device may ask again, as when the answer was lost: it hears
    what it is by now.

    Raises Refused: ``auth.code_unknown``, ``auth.code_used``, ``auth.code_expired``, ``auth.revoked``,
    ``auth.other_node``.
    """
    here = hub_enrolments.c.digest == digest
    code = conn.execute(select(hub_enrolments).where(here).with_for_update()).first()
    device = device_id(public_key)
    if code is None:
        raise Refused("auth.code_unknown")
    if code.used_at and code.device != device:
        raise Refused("auth.code_used")
    if code.expires_at <= now:
        raise Refused("auth.code_expired")
    if code.used_at:
        known = find(conn, device)
        known.caller()
        return known.terms
    conn.execute(update(hub_enrolments).where(here).values(used_at=now, device=device))
    fresh = {"id": device, "public_key": public_key.hex(), "node": "", "enrolled_at": now, "last_seen": ""}
    upsert(conn, hub_devices, [{**fresh, **_columns(_terms(code)), "revoked_at": ""}])
    if node:
        bind(conn, device, node)
    return _terms(code)


def wrong_codes(conn: Connection, origin: str, after: str) -> int:
    """How many wrong codes came from one place after an instant."""
    here = (hub_wrong_codes.c.origin == origin, hub_wrong_codes.c.at > after)
    return conn.execute(select(func.count()).select_from(hub_wrong_codes).where(*here)).scalar_one()


def wrong_code(conn: Connection, origin: str, at: str, forget_before: str) -> None:
    """Remember that a wrong code came, and forget those before an instant."""
    conn.execute(delete(hub_wrong_codes).where(hub_wrong_codes.c.at <= forget_before))
    conn.execute(insert(hub_wrong_codes), {"id": new_id(), "origin": origin, "at": at})


def find(conn: Connection, device: str) -> Device:
    """A device. Raises Refused ``auth.unknown_device``."""
    row = conn.execute(select(hub_devices).where(hub_devices.c.id == device)).first()
    if row is None:
        raise Refused("auth.unknown_device")
    return _device(row)


def all_devices(conn: Connection) -> list[Device]:
    """Every device, in the order of enrolment."""
    rows = conn.execute(select(hub_devices).order_by(hub_devices.c.enrolled_at, hub_devices.c.id))
    return [_device(row) for row in rows]


def revoked(conn: Connection) -> frozenset[str]:
    """The ids of the devices that may not ask any more."""
    return frozenset(conn.execute(select(hub_devices.c.id).where(hub_devices.c.revoked_at != "")).scalars())


def seen(conn: Connection, device: str, now: str) -> None:
    """The device got a token."""
    conn.execute(update(hub_devices).where(hub_devices.c.id == device).values(last_seen=now))


def revoke(conn: Connection, device: str, now: str) -> None:
    """The device may not ask any more. Raises Refused ``auth.unknown_device``."""
    found = find(conn, device)
    if not found.revoked_at:
        conn.execute(update(hub_devices).where(hub_devices.c.id == device).values(revoked_at=now))


def bind(conn: Connection, device: str, node: str) -> None:
    """Let the device write the journal of this node, and of no other from now on.

    A node that another device writes may be taken over when that one is revoked, or stood at the same window:
    a new machine goes on with the store of the old one. Nobody but a hub may be a hub's node. Raises Refused
    ``auth.other_node`` (node).
    """
    writer = find(conn, device)
    if writer.node == node:
        return
    if is_hub(node) and writer.terms.kind is not DeviceKind.HUB:
        raise Refused("auth.other_node", node=node)
    others = conn.execute(select(hub_devices).where(hub_devices.c.node == node).with_for_update()).all()
    if writer.node or not all(_gives_way(_device(other), writer) for other in others):
        raise Refused("auth.other_node", node=node)
    conn.execute(update(hub_devices).where(hub_devices.c.id == device).values(node=node))


def _gives_way(other: Device, writer: Device) -> bool:
    same_window = bool(writer.terms.window) and (other.terms.kind, other.terms.halls, other.terms.window) == (
        writer.terms.kind,
        writer.terms.halls,
        writer.terms.window,
    )
    return bool(other.revoked_at) or same_window


def _columns(terms: Terms) -> dict[str, str]:
    return {
        "kind": terms.kind.value,
        "halls": msgspec.json.encode(terms.halls).decode(),
        "window": terms.window,
        "name": terms.name,
    }


def _terms(row: Row[Any]) -> Terms:
    return Terms(DeviceKind(row.kind), from_json(row.halls, tuple[str, ...]), row.window, row.name)


def _device(row: Row[Any]) -> Device:
    return Device(
        row.id,
        _terms(row),
        bytes.fromhex(row.public_key),
        row.node,
        row.enrolled_at,
        row.last_seen,
        row.revoked_at,
    )
