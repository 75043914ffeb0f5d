"""``zongchuang hub quarantine``: the events that a hub keeps but has not applied."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from msgspec.structs import asdict

from app.core.errors import Refused
from app.journal.model import Author
from app.main.hub.database import administered_hub
from app.sync.events import DROPPED, RELEASED

_ADMINISTRATOR = Author("administrator", "")


def listing(args: Namespace) -> dict[str, Any]:
    """``list``: each with its case or ticket, the answer that stands for it, and since when."""
    with administered_hub(args) as hub:
        return {"waiting": [asdict(each) for each in hub.waiting()]}


def release(args: Namespace) -> dict[str, Any]:
    """``release EVENT``: apply it, and in their order those that it held up. ``exit`` 1 when it still cannot
    be applied. Raises Refused ``sync.not_waiting``."""
    applied, still = _decide(args, RELEASED)
    return {"applied": applied, "exit": int(still)}


def drop(args: Namespace) -> dict[str, Any]:
    """``drop EVENT``: it stays in the journal and is never applied; those that it held up are. Raises Refused
    ``sync.not_waiting``."""
    applied, _ = _decide(args, DROPPED)
    return {"applied": applied}


def _decide(args: Namespace, kind: str) -> tuple[list[str], bool]:
    with administered_hub(args) as hub:
        halls = [each.hall_id for each in hub.waiting() if each.event_id == args.event]
        if not halls:
            raise Refused("sync.not_waiting")
        applied = hub.decide(halls[0], args.event, kind, _ADMINISTRATOR)
        return applied, any(each.event_id == args.event for each in hub.waiting())
