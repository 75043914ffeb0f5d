"""``GET /v1/health``: whether the hub can do its work."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter, Response

from app.hub.hub import Hub


def routes(hub: Hub) -> APIRouter:
    """The health route of a hub."""
    router = APIRouter(tags=["health"])

    @router.get("/v1/health")
    def health() -> Response:
        """200 when ready, 503 when the database cannot be reached (app.sync.wire.Health)."""
        now = hub.health()
        return Response(msgspec.json.encode(now), 200 if now.ready else 503, media_type="application/json")

    return router
