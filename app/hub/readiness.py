"""Whether a hub may be given work: what a load balancer and an operator ask before they rely on it."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec

from app.core.errors import StoreUnavailable
from app.db.migrate import HEAD, schema_of
from app.db.store import Store

LEAST_FREE_MB = 256
"""Below this the hub asks to be left alone while it can still write what it has promised."""


class Readiness(msgspec.Struct, frozen=True):
    """``GET /v1/ready``. ``schema``: the one the database has; ``disk_free_mb``: of the hub's own folder (a
    PostgreSQL elsewhere watches its own); ``missing``: what keeps it from being ready, in code."""

    ready: bool
    schema: str
    disk_free_mb: int
    missing: list[str]


def readiness(store: Store, folder: Path) -> Readiness:
    """How it stands now; never raises for what it reports."""
    missing, schema = [], ""
    try:
        with store.read() as conn:
            schema = schema_of(conn) or ""
        if schema != HEAD:
            missing.append("schema")
    except StoreUnavailable:
        missing.append("database")
    free = shutil.disk_usage(folder).free >> 20
    if free < LEAST_FREE_MB:
        missing.append("disk")
    return Readiness(not missing, schema, free, missing)
