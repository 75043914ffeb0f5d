"""A window with nobody on duty (未上岗), in the situations that a clerk meets."""

from __future__ import annotations

from msgspec.structs import replace

from ui.workbench.state import (
    BarState,
    FocusRequest,
    SearchHit,
    SearchState,
    TicketState,
    Wording,
    WorkbenchState,
)

_NOBODY, _NO_ROSTER = Wording("duty.nobody"), Wording("duty.no_roster")
_CLERKS = (("1001", "李静"), ("1002", "王强"), ("1003", "阿卜杜热合曼·买买提"))


def duty_states(idle: WorkbenchState) -> dict[str, WorkbenchState]:
    """Nobody there: with a roster and without, while a name is sought, and with a visit that lies there."""
    nobody = replace(
        idle,
        header=replace(idle.header, clerk_name=""),
        ticket=TicketState("closed"),
        nobody=_NOBODY,
        enabled=frozenset({"search", "help", "back", "sync", "devices"}),
        refused=(("call_next", _NOBODY), ("walk_in", _NOBODY)),
    )
    clerks = tuple(SearchHit("clerk", each, name, each) for each, name in _CLERKS)
    return {
        "nobody": nobody,
        "nobody_no_roster": replace(nobody, nobody=_NO_ROSTER),
        "nobody_found": replace(
            nobody, search=SearchState("10", clerks), focus=FocusRequest(4, "search_list")
        ),
        "nobody_not_found": replace(
            nobody,
            search=SearchState("9", nothing=Wording("search.no_clerk")),
            focus=FocusRequest(5, "search_list"),
        ),
        "nobody_visit_waits": replace(
            nobody, bars=(BarState(Wording("duty.visit_waits"), "warn"),), focus=FocusRequest()
        ),
    }
