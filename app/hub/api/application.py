"""The web application: all routes of a hub."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.routing import Route, WebSocketRoute

from app.hub.api import attachments, enrol, errors, exchange, health, live, operation, push, tickets
from app.hub.api import bundles as bundle_routes
from app.hub.api.access import Guard
from app.hub.attachments import HubBlobs
from app.hub.bundles import HubBundles
from app.hub.gate import Gate
from app.hub.hub import Hub
from app.hub.metrics import Measured, watch_pool
from app.sync.recurring import Recurring


def application(
    hub: Hub, gate: Gate, blobs: HubBlobs, bundles: HubBundles, errands: Sequence[Recurring] = ()
) -> FastAPI:
    """The ASGI application of a hub, every route behind the gate; it starts the hub's own threads and its
    errands, and closes it at the end."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        hub.fanout.run_on(asyncio.get_running_loop())
        hub.start()
        for errand in errands:
            errand.start()
        yield
        for errand in errands:
            errand.stop(timeout=1.0)
        hub.close()

    # The pages about the interface would load their scripts from the Internet; a redirect would lead to
    # whatever host the request names.
    app = FastAPI(title="综窗 hub", lifespan=lifespan, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.add_middleware(Measured)
    watch_pool(hub.store.engine)
    errors.answer_errors(app)
    for feature in (health, tickets, live):
        app.router.routes.extend(feature.routes(hub).routes)
    app.router.routes.extend(push.routes(hub, gate).routes)
    app.router.routes.extend(exchange.routes(hub, gate).routes)
    app.router.routes.extend(enrol.routes(gate).routes)
    app.router.routes.extend(operation.routes(hub.store, blobs.data).routes)
    app.router.routes.extend(attachments.routes(blobs).routes)
    app.router.routes.extend(bundle_routes.routes(bundles).routes)
    for route in app.routes:
        # Whatever is no plain route could not be guarded: better no hub than an open one.
        if not isinstance(route, Route | WebSocketRoute):
            raise TypeError(route)
        route.app = Guard(route, gate)
    return app
