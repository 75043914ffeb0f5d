"""What a node reads of the journals here: its own chains, where they differ, what others did to its cases."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import APIRouter, Path, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from app.cases.numbering import LAST_WINDOW
from app.core.errors import Refused
from app.hub.api.access import Asking
from app.hub.api.bodies import SMALL, as_json, body
from app.hub.api.paths import LAST_POSITION, STORABLE, HallId
from app.hub.gate import Gate
from app.hub.hub import Hub
from app.hub.pull import Reader
from app.journal.model import Node
from app.sync.wire import DigestAnswer, DigestOffer
from devices.decoding import from_json

_NAME = r"^[^\x00/]{1,64}$"
_Part = Annotated[str, Path(pattern=_NAME)]
_Name = Annotated[str, Query(pattern=_NAME)]
_After = Annotated[int, Query(ge=0, le=LAST_POSITION)]
_Known = Annotated[str, Query(max_length=64, pattern=STORABLE)]
_Window = Annotated[int, Query(ge=1, le=LAST_WINDOW, description="the number of the window (窗口)")]
_Day = Annotated[str, Query(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description="ISO date")]


def routes(hub: Hub, gate: Gate) -> APIRouter:
    """The reading routes of sync."""
    router = APIRouter(tags=["sync"])

    @router.get("/v1/halls/{hall_id}/chains/{node}/{incarnation}")
    def chain(hall_id: HallId, node: _Part, incarnation: _Part, after: _After = 0) -> Response:
        """Rows of one chain, personal data included, for the node that wrote them (app.sync.wire.ChainPage):
        so a node whose disk was rolled back gets its own rows again."""
        return as_json(hub.chain(Node(hall_id, node, incarnation), after))

    @router.get("/v1/halls/{hall_id}/pull")
    def pull(
        hall_id: HallId,
        node: _Name,
        life: _Known = "",
        through: _After = 0,
        epoch: _Known = "",
        after: _After = 0,
    ) -> Response:
        """What others did to subjects that the node has a part in (app.sync.wire.PullPage).

        409 ``sync.epoch_changed`` (epoch): the cursor is of another epoch; begin again without one.
        409 ``sync.feed_gap`` (after): the feed does not reach the cursor.
        """
        return as_json(hub.pull(hall_id, Reader(node, life, through), epoch, after))

    @router.get("/v1/halls/{hall_id}/numbers")
    def numbers(hall_id: HallId, window: _Window, day: _Day) -> Response:
        """``{"last": n}``: the highest sequence of the window's block of case numbers (号段) used on a day; 0
        when the hub knows of none."""
        return as_json({"last": hub.last_number(hall_id, window, day)})

    @router.post("/v1/digest")
    async def digest(request: Request, caller: Asking) -> Response:
        """Compare a chain day by day (app.sync.wire.DigestOffer, DigestAnswer). 400 ``sync.malformed``."""
        text = await body(request, SMALL)

        def compare() -> DigestAnswer:
            offer = _offer(text)
            gate.write_as(caller, offer.hall_id, offer.node)
            return hub.digest(offer)

        return as_json(await run_in_threadpool(compare))

    return router


def _offer(text: bytes) -> DigestOffer:
    try:
        offer = from_json(text, DigestOffer)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Refused("sync.malformed") from error
    if "\0" in offer.hall_id + offer.node + offer.incarnation:
        raise Refused("sync.malformed")
    return offer
