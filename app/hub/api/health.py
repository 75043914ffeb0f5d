"""``GET /v1/health``: that the hub lives, and whether it can do its work."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter, Response

from app.hub.hub import Hub


def routes(hub: Hub) -> APIRouter:
    """The health route of a hub."""
    router = APIRouter(tags=["health"])

    @router.get("/v1/health")
    def health() -> Response:
        """200 while the process answers; what it says of its database is app.sync.wire.Health."""
        return Response(msgspec.json.encode(hub.health()), media_type="application/json")

    return router
