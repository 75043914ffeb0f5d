"""``GET /v1/health``: that the hub lives, and whether it can do its work."""

from __future__ import annotations

from fastapi import APIRouter, Response

from app.hub.api.bodies import as_json
from app.hub.hub import Hub


def routes(hub: Hub) -> APIRouter:
    """The health route of a hub."""
    router = APIRouter(tags=["health"])

    @router.get("/v1/health")
    def health() -> Response:
        """200 while the process answers; what it says of its database is app.sync.wire.Health."""
        return as_json(hub.health())

    return router
