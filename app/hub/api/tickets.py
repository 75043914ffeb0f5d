"""Tickets over HTTP: issue, call, and what may happen to a ticket; the queue and the hall's feed.

Every command carries a ``command_id`` made by the client. Sent again, it changes nothing and gets its first
answer; so a client that heard nothing simply asks again.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from app.hub.api.paths import LAST_POSITION, STORABLE, HallId, TicketId
from app.hub.hub import Command, Hub
from app.journal.model import Author
from app.sync.wire import FEED_ROWS
from app.tickets.model import Priority, Ticket
from app.tickets.service import TicketDesk

Name = Annotated[str, Field(max_length=64, pattern=STORABLE)]


class CommandBody(BaseModel):
    """On whose responsibility a command is given, and the id that makes it safe to repeat."""

    command_id: Annotated[str, Field(min_length=8, max_length=64, pattern=STORABLE)]
    window: Name
    actor: Name = ""
    acting_for: Name = ""
    authority: Name = ""

    def author(self) -> Author:
        """As the journal records it."""
        return Author(self.actor, self.window, self.acting_for, self.authority)


class IssueBody(CommandBody):
    """取号: ``group`` is the code of the priority group (特殊群体) when the priority is 1."""

    zone: Name
    priority: Priority = Priority.NORMAL
    group: Name = ""


class CallBody(CommandBody):
    """叫号: the zones (功能区) that the window serves; none = every zone."""

    zones: Annotated[list[Name], Field(max_length=100)] = []


class Action(StrEnum):
    """What may happen to a ticket: 重呼, 开始办理, 过号, 撤销过号, 完成."""

    RECALL = "recall"
    START = "start"
    MISS = "miss"
    RESTORE = "restore"
    FINISH = "finish"


_COMMANDS = {
    Action.RECALL: TicketDesk.recall,
    Action.START: TicketDesk.start,
    Action.MISS: TicketDesk.miss,
    Action.RESTORE: TicketDesk.restore,
    Action.FINISH: TicketDesk.finish,
}


@dataclass(frozen=True, slots=True)
class TicketAnswer:
    """The ticket after the command; null when nobody waits."""

    ticket: Ticket | None


def routes(hub: Hub) -> APIRouter:
    """The ticket routes of a hub."""
    router = APIRouter(prefix="/v1/halls/{hall_id}", tags=["tickets"])

    @router.post("/tickets", response_model=TicketAnswer)
    def issue(hall_id: HallId, body: IssueBody) -> Response:
        """取号: give out the next number of a zone."""
        facts = (body.zone, body.priority, body.group)
        return _do(hub, hall_id, lambda desk, conn: desk.issue(conn, body.command_id, body.author(), *facts))

    @router.post("/calls", response_model=TicketAnswer)
    def call_next(hall_id: HallId, body: CallBody) -> Response:
        """叫号: the next waiting ticket goes to the window; one it still has is answered again."""
        return _do(
            hub, hall_id, lambda desk, conn: desk.call_next(conn, body.command_id, body.author(), body.zones)
        )

    @router.post("/tickets/{ticket_id}/{action}", response_model=TicketAnswer)
    def change(hall_id: HallId, ticket_id: TicketId, action: Action, body: CommandBody) -> Response:
        """重呼, 开始办理, 过号, 撤销过号, 完成."""
        command = _COMMANDS[action]
        return _do(
            hub, hall_id, lambda desk, conn: command(desk, conn, body.command_id, body.author(), ticket_id)
        )

    @router.get("/queue")
    def queue(hall_id: HallId) -> Response:
        """The snapshot: app.tickets.board.HallBoard as JSON; its ``seq`` is where to follow the feed from."""
        board = msgspec.to_builtins(hub.board(hall_id))
        return _json({"hub_epoch": hub.identity.epoch, **board})

    @router.get("/feed")
    def feed(
        hall_id: HallId,
        after: Annotated[int, Query(ge=0, le=LAST_POSITION)] = 0,
        limit: Annotated[int, Query(ge=1, le=FEED_ROWS)] = FEED_ROWS,
    ) -> Response:
        """Rows after a position, dense in ``seq``, without personal data (app.sync.wire.FeedPage)."""
        return _json(hub.feed(hall_id, after, limit))

    return router


def _do(hub: Hub, hall_id: str, command: Command) -> Response:
    # Encoded here: FastAPI's own way checks and copies our own answer once more, on another thread.
    return _json(TicketAnswer(hub.command(hall_id, command)))


def _json(value: object) -> Response:
    return Response(msgspec.json.encode(value), media_type="application/json")
