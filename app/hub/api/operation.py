"""``GET /v1/ready`` and ``GET /metrics``: for those who operate the hub, on its own machine only.

They answer without a token (``app.hub.access.LOCAL``): to a load balancer's probe and a Prometheus beside it.
"""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST

from app.db.store import Store
from app.hub.api.bodies import as_json
from app.hub.metrics import exposition
from app.hub.readiness import readiness as readiness_of


def routes(store: Store, folder: Path) -> APIRouter:
    """The routes of operation; ``folder``: the hub's own, whose disk is watched."""
    router = APIRouter(tags=["operation"])

    @router.get("/v1/ready")
    def ready() -> Response:
        """200 when the hub may be given work, else 503 (app.hub.readiness.Readiness)."""
        now = readiness_of(store, folder)
        return as_json(now, 200 if now.ready else 503)

    @router.get("/metrics")
    def metrics() -> Response:
        """Numbers for Prometheus (app.hub.metrics)."""
        return Response(exposition(store), media_type=CONTENT_TYPE_LATEST)

    return router
