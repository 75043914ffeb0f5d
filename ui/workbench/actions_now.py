"""Which actions do something now, and why the others do not. Pure."""

from __future__ import annotations

from datetime import datetime

from ui.workbench.duty import in_the_way
from ui.workbench.session import Model, nobody, wording
from ui.workbench.state import Wording

_ALWAYS = frozenset(
    {
        "help",
        "back",
        "search",
        "devices",
        "sync",
        "sync_now",
        "panel_queue",
        "panel_person",
        "panel_form",
        "panel_materials",
        "panel_records",
    }
)
_BY_ANYBODY = _ALWAYS | {"evaluation"}
_WRITING = frozenset({"call_next", "start", "walk_in", "receive", "finish", "add_item", "miss", "capture"})


def actions_now(model: Model, now: datetime) -> tuple[frozenset[str], tuple[tuple[str, Wording], ...]]:
    """Enabled action ids, and a reason for each important one that is not."""
    if model.services is None:
        return frozenset({"help", "back"}), ()
    enabled = set(_ALWAYS)
    refused: dict[str, Wording] = {}
    _queue_actions(model, enabled, refused)
    _visit_actions(model, enabled, refused)
    if model.undo is not None and now < model.undo.until:
        enabled.add("undo")
    _duty_actions(model, enabled, refused)
    if model.document is not None:
        enabled.add("print")
    if model.asking is not None and model.visit is None and model.ticket is None:
        enabled.add("evaluation")
    if model.read_only is not None:
        refused |= {action: model.read_only for action in enabled & _WRITING}
        enabled -= _WRITING
    if (missing := nobody(model)) is not None:
        refused = dict.fromkeys((enabled | refused.keys()) - _BY_ANYBODY, missing)
        enabled &= _BY_ANYBODY
    # What is under way stays enabled, and a second press does nothing: a disabled button hands the keyboard
    # to its neighbour, and the next Enter would do something else.
    return frozenset(enabled), tuple(sorted(refused.items()))


def _duty_actions(model: Model, enabled: set[str], refused: dict[str, Wording]) -> None:
    if not model.signed_in:
        return
    if (why_not := in_the_way(model)) is None:
        enabled.add("leave_duty")
    else:
        refused["leave_duty"] = why_not


def _queue_actions(model: Model, enabled: set[str], refused: dict[str, Wording]) -> None:
    assert model.services is not None
    if model.visit is not None:
        refused["call_next"] = wording("queue.visit_open")
        return
    if model.ticket is not None:
        enabled |= {"recall", "miss", "start"}
        refused["call_next"] = wording("queue.ticket_called", number=model.ticket.number)
        return
    enabled.add("walk_in")
    if model.live and model.board is not None and not model.board.waiting_in(model.services.zones):
        refused["call_next"] = wording("queue.empty")
    else:
        enabled.add("call_next")


def _visit_actions(model: Model, enabled: set[str], refused: dict[str, Wording]) -> None:
    visit = model.visit
    code, tone = model.devices.get("idcard", ("device.absent", "warn"))
    if tone in ("ok", "busy"):
        enabled.add("read_card")
    else:
        refused["read_card"] = wording("card.no_reader", reason=wording(code))
    if visit is None:
        called = model.ticket
        why = wording("visit.not_begun", number=called.number) if called else wording("visit.none")
        refused["finish"] = refused["receive"] = refused["capture"] = why
        return
    enabled |= {"finish", "add_item"}
    enabled |= {f"item_{n}" for n in range(1, min(len(visit.drafts), 9) + 1)}
    draft = visit.draft
    if draft is not None and model.document is None:
        enabled.add("capture")
    if draft is None:
        refused["receive"] = refused["capture"] = wording("visit.no_item")
    elif draft.received:
        refused["receive"] = wording("visit.case_received", number=draft.case_no)
        enabled.add("amend")
    elif model.document is not None:
        refused["receive"] = wording("document.in_front")
    else:
        enabled |= {"receive", "next_gap", "remove_item"}
    if any(each.received for each in visit.drafts):
        enabled.add("documents")
    else:
        refused["documents"] = wording("document.none_yet")
