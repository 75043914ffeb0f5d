"""``GET /v1/halls/{hall}/bundles`` and ``/bundles/{kind}/{version}``: what came down from the centre."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Response

from app.hub.api.bodies import as_json
from app.hub.api.paths import LAST_POSITION, HallId
from app.hub.bundles import HubBundles
from app.sync.wire import BundleKind

BUNDLE_TYPE = "application/vnd.zongchuang.bundle"


def routes(bundles: HubBundles) -> APIRouter:
    """The bundle routes of a hub."""
    router = APIRouter(prefix="/v1/halls/{hall_id}/bundles", tags=["bundles"])

    @router.get("")
    def bundle_list(hall_id: HallId) -> Response:
        """Which bundles there are, and the key that they bear (app.sync.wire.BundleListing)."""
        return as_json(bundles.listing(hall_id))

    @router.get("/{kind}/{version}")
    def bundle(
        hall_id: HallId, kind: BundleKind, version: Annotated[int, Path(ge=1, le=LAST_POSITION)]
    ) -> Response:
        """One bundle, exactly as it was signed. 404 ``bundle.unknown``."""
        return Response(bundles.packed(hall_id, kind.value, version), media_type=BUNDLE_TYPE)

    return router
