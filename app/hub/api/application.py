"""The web application: all routes of a hub."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from app.hub.api import errors, health, live, push, tickets
from app.hub.hub import Hub


def application(hub: Hub) -> FastAPI:
    """The ASGI application of a hub; it starts the hub's own threads and closes it at the end."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        hub.fanout.run_on(asyncio.get_running_loop())
        hub.start()
        yield
        hub.close()

    app = FastAPI(title="综窗 hub", lifespan=lifespan)
    errors.answer_errors(app)
    for feature in (health, tickets, push, live):
        app.include_router(feature.routes(hub))
    return app
