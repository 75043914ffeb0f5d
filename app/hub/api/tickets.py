"""Tickets over HTTP: issue, call, and what may happen to a ticket; the queue and the hall's feed.

Every command carries a ``command_id`` made by the client. Sent again, it changes nothing and gets its first
answer; so a client that heard nothing simply asks again.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Response
from msgspec import Struct
from pydantic import BaseModel, Field

from app.hub.api.access import Asking
from app.hub.api.bodies import SmallBody, as_json
from app.hub.api.paths import LAST_POSITION, STORABLE, HallId, TicketId
from app.hub.hub import Command, Hub
from app.hub.tokens import Caller
from app.journal.model import Author
from app.sync.wire import FEED_ROWS
from app.tickets import events, rules
from app.tickets.model import Priority, Ticket

Name = Annotated[str, Field(max_length=64, pattern=STORABLE)]


class CommandBody(BaseModel):
    """On whose responsibility a command is given, and the id that makes it safe to repeat."""

    command_id: Annotated[str, Field(min_length=8, max_length=64, pattern=STORABLE)]
    window: Name
    actor: Name = ""
    acting_for: Name = ""
    authority: Name = ""

    def author(self, caller: Caller) -> Author:
        """As the journal records it. Raises Refused ``auth.other_window``."""
        caller.act_at(self.window)
        return Author(self.actor, self.window, self.acting_for, self.authority)


class IssueBody(CommandBody):
    """取号: ``group`` is the code of the priority group (特殊群体) when the priority is 1."""

    zone: Name
    priority: Priority = Priority.NORMAL
    group: Name = ""


class CallBody(CommandBody):
    """叫号: the zones (功能区) that the window serves; none = every zone.

    ``keep`` and ``done``: see app.tickets.claims.Asking."""

    zones: Annotated[list[Name], Field(max_length=100)] = []
    keep: Annotated[int, Field(ge=0, le=rules.ESCROW)] = 0
    done: Annotated[list[Name], Field(max_length=200)] = []


class LeaseBody(CommandBody):
    """号段: a block of numbers of a zone for the machine that stands in ``window``."""

    zone: Name


class ReclaimBody(CommandBody):
    """收回: the window that is dead, and why it is known to be."""

    of_window: Name
    reason: Annotated[str, Field(min_length=1, max_length=200, pattern=STORABLE)]


class Action(StrEnum):
    """What may happen to a ticket: 重呼, 开始办理, 过号, 撤销过号, 完成."""

    RECALL = "recall"
    START = "start"
    MISS = "miss"
    RESTORE = "restore"
    FINISH = "finish"


_KINDS = {
    Action.RECALL: events.RECALLED,
    Action.START: events.STARTED,
    Action.MISS: events.MISSED,
    Action.RESTORE: events.RESTORED,
    Action.FINISH: events.FINISHED,
}


class TicketAnswer(Struct, frozen=True):
    """The ticket after the command; null when nobody waits."""

    ticket: Ticket | None


class CallAnswer(Struct, frozen=True):
    """The ticket that was called, or null; all that the window owns on the hall's business day ``day``, and
    whether others were asked to give tickets back: then it is worth asking again in a moment."""

    ticket: Ticket | None
    owned: tuple[Ticket, ...]
    demanded: bool
    day: str


class ReclaimAnswer(Struct, frozen=True):
    """How many tickets were taken back."""

    reclaimed: int


def routes(hub: Hub) -> APIRouter:
    """The ticket routes of a hub."""
    router = APIRouter(prefix="/v1/halls/{hall_id}", tags=["tickets"], route_class=SmallBody)

    @router.post("/tickets")
    def issue(hall_id: HallId, body: IssueBody, caller: Asking) -> Response:
        """取号: give out the next number of a zone (TicketAnswer)."""
        author, facts = body.author(caller), (body.zone, body.priority, body.group)
        return _do(hub, hall_id, lambda desk, conn: desk.issue(conn, body.command_id, author, *facts))

    @router.post("/calls")
    def call_next(hall_id: HallId, body: CallBody, caller: Asking) -> Response:
        """叫号: the next waiting ticket goes to the window; one it has is answered again (CallAnswer)."""
        facts = (body.command_id, body.author(caller), body.zones, body.keep, body.done)
        done = hub.carry_out(hall_id, lambda desk, conn: desk.call_next(conn, *facts))
        return as_json(CallAnswer(done.ticket, done.owned, done.demanded, done.day))

    @router.post("/leases")
    def lease(hall_id: HallId, body: LeaseBody, caller: Asking) -> Response:
        """号段: numbers that a machine may give while the hub is gone (app.tickets.model.Lease)."""
        return as_json(hub.lease(hall_id, body.command_id, body.author(caller), body.zone))

    @router.post("/reclaims")
    def reclaim(hall_id: HallId, body: ReclaimBody, caller: Asking) -> Response:
        """收回: take from a dead window what it owns and is not serving (ReclaimAnswer)."""
        facts = (body.command_id, body.author(caller), body.of_window, body.reason)
        done = hub.carry_out(hall_id, lambda desk, conn: desk.reclaim(conn, *facts))
        return as_json(ReclaimAnswer(len(done.events)))

    @router.get("/doubles")
    def doubles(hall_id: HallId, day: date) -> Response:
        """重复叫号: numbers that two windows served on a day (app.tickets.model.DoubleService)."""
        return as_json(hub.doubles(hall_id, day))

    @router.post("/tickets/{ticket_id}/{action}")
    def change(
        hall_id: HallId, ticket_id: TicketId, action: Action, body: CommandBody, caller: Asking
    ) -> Response:
        """重呼, 开始办理, 过号, 撤销过号, 完成 (TicketAnswer)."""
        facts = (body.command_id, body.author(caller), ticket_id, _KINDS[action])
        return _do(hub, hall_id, lambda desk, conn: desk.change(conn, *facts))

    @router.get("/queue")
    def queue(hall_id: HallId) -> Response:
        """The snapshot: app.tickets.board.HallBoard as JSON; its ``seq`` is where to follow the feed from."""
        board = msgspec.to_builtins(hub.board(hall_id))
        return as_json({"hub_epoch": hub.identity.epoch, **board})

    @router.get("/feed")
    def feed(
        hall_id: HallId,
        after: Annotated[int, Query(ge=0, le=LAST_POSITION)] = 0,
        limit: Annotated[int, Query(ge=1, le=FEED_ROWS)] = FEED_ROWS,
    ) -> Response:
        """Rows after a position, dense in ``seq``, without personal data (app.sync.wire.FeedPage)."""
        return as_json(hub.feed(hall_id, after, limit))

    return router


def _do(hub: Hub, hall_id: str, command: Command) -> Response:
    return as_json(TicketAnswer(hub.command(hall_id, command)))
