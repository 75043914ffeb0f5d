"""From the facts to what is shown. Pure: the same model gives the same state."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from msgspec.structs import replace

from app.cases import form
from app.cases.visit import Visit, seen_by
from app.core.clock import business_day, from_text
from app.core.text import mask_number, mask_phone
from app.people.model import Person
from app.tickets.model import Priority, Ticket
from app.tickets.model import TicketState as Standing
from ui.evaluation.state import EvaluationState
from ui.shell.notices import word
from ui.workbench.actions_now import actions_now
from ui.workbench.finder import found
from ui.workbench.present_capture import capture_state
from ui.workbench.present_item import item_state, tabs
from ui.workbench.session import Model, nobody, wording
from ui.workbench.state import (
    BarState,
    HeaderState,
    PersonState,
    QueueRow,
    QueueState,
    RecordRow,
    TicketState,
    UndoOffer,
    Wording,
    WorkbenchState,
)


def present(model: Model, now: datetime) -> WorkbenchState:
    """The state of the workbench at an instant."""
    today = business_day(now)
    enabled, refused = actions_now(model, now)
    bars, model = _bars(model), _in_sight(model)
    visit = model.visit
    return WorkbenchState(
        header=HeaderState(
            model.window_name,
            model.clerk.name,
            tuple((kind, code, tone) for kind, (code, tone) in sorted(model.devices.items())),
            model.sync,
            model.sync_tone,
            model.signed_in,
        ),
        ticket=_ticket(model),
        queue=_queue(model, now),
        person=_person(model, visit, today, enabled) if visit else PersonState(reading=model.reading),
        tabs=tabs(model, today),
        active=visit.active if visit else 0,
        item=item_state(model, today),
        by_agent=_by_agent(visit),
        card_for_agent=model.card_for_agent,
        records=tuple(
            RecordRow(line.at, Wording(f"record.{line.kind}", tuple(line.payload.items())))
            for line in model.records
        ),
        bars=bars,
        document=model.document,
        capture=capture_state(model),
        search=found(model, enabled),
        evaluation=model.evaluation,
        evaluation_until=model.asking.until if model.asking else None,
        saved_at=model.saved_at,
        focus=model.focus,
        enabled=enabled,
        refused=refused,
        loading=model.services is None,
        nobody=nobody(model),
    )


def _in_sight(model: Model) -> Model:
    """The model without the citizen whose visit lies on the desk (待续), while nobody is on duty."""
    if nobody(model) is None or model.visit is None:
        return model
    return replace(model, visit=None, ticket=None, document=None, capture=None)


def _bars(model: Model) -> tuple[BarState, ...]:
    standing, told = [BarState(model.read_only, "bad")] if model.read_only else [], model.bars
    if (model.visit or model.ticket) and (missing := nobody(model)) is not None:
        standing.append(BarState(wording("duty.visit_waits") if model.visit else missing, "warn"))
        told = tuple(bar for bar in told if bar.text.code != "visit.restored")  # it is not shown yet
    return (*standing, *told)


def _ticket(model: Model) -> TicketState:
    visit, ticket = model.visit, model.ticket
    if visit is not None:
        return TicketState(
            phase="serving",
            number=visit.ticket_number,
            service=_zone(model, ticket.zone) if ticket else "",
            since=visit.opened_at,
            issued_at=_issued(ticket),
            calls=ticket.calls if ticket else 0,
            tags=_tags(ticket, by_agent=visit.by_agent),
            walk_in=not visit.ticket_id,
        )
    if ticket is not None:
        return TicketState(
            phase="called",
            number=ticket.number,
            service=_zone(model, ticket.zone),
            since=from_text(ticket.called_at) if ticket.called_at else None,
            issued_at=_issued(ticket),
            calls=ticket.calls,
            tags=_tags(ticket, by_agent=False),
        )
    if model.evaluation == "asking":
        return TicketState(phase="finished")
    return TicketState(phase="closed" if nobody(model) else "idle")


def _issued(ticket: Ticket | None) -> datetime | None:
    """When the number was taken; of one that was typed (手工叫号) nobody knows."""
    return from_text(ticket.issued_at) if ticket and ticket.zone else None


def _tags(ticket: Ticket | None, *, by_agent: bool) -> tuple[str, ...]:
    tags = []
    if ticket is not None and ticket.priority is not Priority.NORMAL:
        tags.append(word(f"priority.{ticket.priority.name.lower()}").what)
    if by_agent:
        tags.append(word("person.by_agent").what)
    return tuple(tags)


def _queue(model: Model, now: datetime) -> QueueState:
    zones = model.services.zones if model.services else ()
    board, undo = model.board, model.undo
    waiting = board.waiting_in(zones) if board else ()
    if not model.live and model.services is not None:
        # Without the hub this window calls what it holds, and knows what it has called since.
        here, at_hand = model.services.duty.window, model.ticket.id if model.ticket else ""
        waiting = tuple(t for t in waiting if t.id not in model.stock.closed and t.id != at_hand)
        waiting = tuple(sorted(waiting, key=lambda ticket: ticket.owner != here))
    missed = [t for t in board.missed if not zones or t.zone in zones] if board else []
    counts = model.counts
    return QueueState(
        waiting=tuple(_row(model, ticket) for ticket in waiting),
        missed=tuple(_row(model, ticket) for ticket in missed if ticket.state is Standing.MISSED),
        live=model.live,
        as_of=model.live_at,
        served_today=counts.cases_received if counts else 0,
        average_minutes=counts.average_minutes if counts else None,
        undo=UndoOffer(undo.what, undo.until) if undo and now < undo.until else None,
        next_reason=_why_next(waiting[0]) if waiting else None,
        stock=_stock(model) if not model.live and model.services else None,
        calling="call_next" in model.busy,
        typing=model.typing and not model.live and model.ticket is None and model.visit is None,
    )


def _stock(model: Model) -> Wording | None:
    """What can be called without the hub (本窗还可叫几个号); that there is nothing, only to who may call."""
    stock = model.stock
    if model.ticket is not None or model.visit is not None:
        return wording("queue.stock", n=stock.ready) if stock.ready else None
    if stock.ready:
        return wording("queue.stock", n=stock.ready)
    if stock.unconfirmed:
        return wording("queue.stock_unconfirmed", n=stock.unconfirmed)
    return wording("queue.stock_empty")


def _row(model: Model, ticket: Ticket) -> QueueRow:
    note = word(f"priority.{ticket.priority.name.lower()}").what if ticket.priority < Priority.NORMAL else ""
    return QueueRow(ticket.id, ticket.number, _zone(model, ticket.zone), note, from_text(ticket.issued_at))


def _why_next(ticket: Ticket) -> Wording | None:
    """Why this one comes before the others (为什么是他)."""
    if ticket.front:
        return wording("queue.next_restored", number=ticket.number)
    if ticket.priority is not Priority.NORMAL:
        return wording(f"queue.next_{ticket.priority.name.lower()}", number=ticket.number)
    return None


def _zone(model: Model, key: str) -> str:
    zones = model.services.catalogue.zones if model.services else {}
    return zones[key].name if key in zones else key


def _by_agent(visit: Visit | None) -> bool:
    """Whether an agent came for the active item."""
    if visit is None or visit.draft is None:
        return False
    return seen_by(visit, visit.draft).by_agent


def _person(model: Model, visit: Visit, today: date, enabled: Collection[str]) -> PersonState:
    person, revealed = visit.applicant, model.revealed
    agent = ""
    if visit.by_agent:
        agent = visit.agent.name or word("person.agent_unknown").what
    return PersonState(
        name=person.name or visit.organisation.name,
        facts=_facts(person, today),
        number=person.number if revealed else mask_number(person.number),
        phone=person.phone if revealed else mask_phone(person.phone),
        source="none" if not person.known else "card" if person.by_card else "manual",
        verified_at=model.verified_at,
        demo=person.demo,
        agent=agent,
        earlier_cases=model.earlier_cases,
        revealed=revealed,
        reading=model.reading,
        reader="read_card" in enabled,
        sent=visit.by_agent and _for_organisation(model, visit),
    )


def _for_organisation(model: Model, visit: Visit) -> bool:
    if visit.draft is None or model.services is None:
        return False
    return form.serves_organisation(visit, model.services.catalogue.items[visit.draft.item_id])


def _facts(person: Person, today: date) -> tuple[str, ...]:
    facts = [person.sex] if person.sex else []
    if len(person.birth) == 8 and person.birth.isdigit():
        age = today.year - int(person.birth[:4]) - (f"{today:%m%d}" < person.birth[4:])
        facts.append(word("person.age", {"years": age}).what)
    return (*facts, *([person.ethnicity] if person.ethnicity else []))


def present_evaluation(model: Model, hall_name: str, now: datetime) -> EvaluationState:
    """What the customer's screen shows: the question, thanks for a moment, else the hall's name."""
    if model.asking is not None:
        asking = model.asking
        return EvaluationState("asking", asking.clerk.name, hall_name, asking.number, asking.until)
    thanking = model.thanks_until is not None and now < model.thanks_until
    return EvaluationState("thanks" if thanking else "idle", model.clerk.name, hall_name)
