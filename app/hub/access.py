"""Who may ask the hub for what: the one table of device kinds and addresses.

An address that does not stand here is refused, so a new route cannot be open by accident. A route with
``{hall_id}`` in its path is for devices of that hall; with ``node`` in its path or query, for the device
that writes that node's journal. Where staff have signed in (人员登录), a second table will stand here: their
roles.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.sync.trust import DeviceKind

_ALL = frozenset(DeviceKind)
_CALLERS = frozenset({DeviceKind.WINDOW, DeviceKind.LOBBY})
_WRITERS = frozenset({DeviceKind.WINDOW, DeviceKind.KIOSK, DeviceKind.LOBBY, DeviceKind.HUB})

OPEN: frozenset[str] = frozenset({"health", "openapi", "authority", "enrol", "challenge", "token"})
"""Routes, by the name of their function, that answer without a token."""

LOCAL: frozenset[str] = frozenset({"ready", "metrics"})
"""Routes that answer without a token to callers on the hub's own machine, and to nobody else."""

HALL_IN_BODY: frozenset[str] = frozenset({"push", "digest"})
"""Guarded routes whose hall stands in the body: their functions ask ``Gate.write_as`` themselves."""

ALLOWED: Mapping[str, frozenset[DeviceKind]] = {
    "issue": frozenset({DeviceKind.KIOSK, DeviceKind.LOBBY, DeviceKind.WINDOW}),
    "call_next": _CALLERS,
    "change": _CALLERS,
    "lease": frozenset({DeviceKind.KIOSK, DeviceKind.LOBBY, DeviceKind.WINDOW}),
    "reclaim": frozenset({DeviceKind.LOBBY}),
    "doubles": frozenset({DeviceKind.WINDOW, DeviceKind.LOBBY, DeviceKind.HUB}),
    "queue": _ALL,
    "feed": _ALL,
    "live": _ALL,
    "push": _WRITERS,
    "chain": _WRITERS,
    "digest": _WRITERS,
    "pull": frozenset({DeviceKind.WINDOW, DeviceKind.KIOSK}),
    "numbers": frozenset({DeviceKind.WINDOW}),
    "blob_options": _WRITERS,
    "blob_begin": _WRITERS,
    "blob_position": _WRITERS,
    "blob_receive": _WRITERS,
    "blobs_missing": _WRITERS,
    "blob": frozenset({DeviceKind.WINDOW}),
    "bundle_list": _ALL,
    "bundle": _ALL,
}
"""Which kinds of devices may use a route, by the name of its function."""
