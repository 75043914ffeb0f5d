"""``GET /v1/ready`` and ``GET /metrics``: for those who operate the hub, on its own machine only.

They answer without a token, to a load balancer's probe and a Prometheus beside it; so a caller from
elsewhere, also one that a proxy on this machine speaks for, is refused.
"""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path

import msgspec
from fastapi import APIRouter, Depends, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST

from app.core.errors import Refused
from app.db.store import Store
from app.hub.metrics import exposition
from app.hub.readiness import readiness as readiness_of

_SPEAKS_FOR_ANOTHER = ("forwarded", "x-forwarded-for", "x-real-ip")


def routes(store: Store, folder: Path) -> APIRouter:
    """The routes of operation; ``folder``: the hub's own, whose disk is watched."""
    router = APIRouter(tags=["operation"], dependencies=[Depends(_this_machine)])

    @router.get("/v1/ready")
    def ready() -> Response:
        """200 when the hub may be given work, else 503 (app.hub.readiness.Readiness)."""
        now = readiness_of(store, folder)
        return Response(msgspec.json.encode(now), 200 if now.ready else 503, media_type="application/json")

    @router.get("/metrics")
    def metrics() -> Response:
        """Numbers for Prometheus (app.hub.metrics)."""
        return Response(exposition(store), media_type=CONTENT_TYPE_LATEST)

    return router


async def _this_machine(request: Request) -> None:
    address = request.client.host if request.client else ""
    behind = any(name in request.headers for name in _SPEAKS_FOR_ANOTHER)
    if behind or not _is_loopback(address):
        raise Refused("hub.this_machine_only")


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
