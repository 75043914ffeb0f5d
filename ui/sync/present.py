"""From what the store and the sync thread tell to what the page shows. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.core.text import mask_field
from app.sync.model import SyncStatus
from app.sync.overview import Conflict, FailedRow, PendingRow, Side
from ui.sync.services import Overview
from ui.sync.state import (
    Choice,
    ConflictState,
    FailedState,
    FieldState,
    Help,
    KeptState,
    LinkState,
    PendingState,
    SideState,
)
from ui.workbench.state import Wording

Choices = Mapping[tuple[str, str], Choice]
"""By event id and field what the clerk has chosen so far."""
_MINUTE_S = 60
_WHAT_GAP = " "
_REJECTED: Mapping[str, Help] = {
    "cases.number_taken": "renumber",
    "sync.key_reuse": "again",
    "sync.not_a_hub": "",
}
"""What helps where the hub has said no for good; else the clerk may only take it back."""
_WITHDRAWN_FROM = ("rejected", "quarantined")
_KEPT = {"sync.unknown_kind": "sync.kept", "sync.schema_unknown": "sync.kept"}
"""Codes that mean the hub's program in an answer, and this one's in what came from there."""
_ASKED_AGAIN = ("quarantined", "blocked")
"""Answers of the hub that it may give up when it is asked once more."""


def link_state(status: SyncStatus | None, *, healed: bool, caught_up: int = 0) -> LinkState:
    """The line of the connection; before the first news nothing is known."""
    if status is None:
        return LinkState(healed=healed, caught_up=caught_up)
    minutes = round(status.clock_offset_s / _MINUTE_S) if status.clock_wrong else 0
    return LinkState(
        known=True,
        online=status.online,
        since=status.since,
        retry_at=status.retry_at,
        pending=status.pending,
        uploading=status.uploading,
        failed=status.failed - status.conflicts,
        conflicts=status.conflicts,
        last_success=status.last_success,
        clock_minutes=minutes,
        problem=Wording(status.problem, status.problem_facts) if status.problem else None,
        stopped=not status.goes_on,
        healed=healed,
        caught_up=caught_up,
    )


def pending_states(overview: Overview, uploading: int) -> tuple[PendingState, ...]:
    """What waits, the oldest first; the attachments of a case stand with its first row."""
    told: set[str] = set()
    rows = []
    for number, row in enumerate(overview.sync.pending):
        case_id = _case_of(row)
        waiting = overview.attachments.get(case_id, (0, 0)) if case_id not in told else (0, 0)
        told.add(case_id)
        rows.append(
            PendingState(row.event_id, _what(row.what), _kind(row.kind), row.at, number < uploading, *waiting)
        )
    return tuple(rows)


def failed_states(overview: Overview) -> tuple[FailedState, ...]:
    """What the hub did not apply, with the one action that helps."""
    return tuple(
        FailedState(
            row.event_id,
            _case_of(row),
            _what(row.what),
            _kind(row.kind),
            row.at,
            Wording(row.code),
            _help(row),
            row.withdrawable and row.status in _WITHDRAWN_FROM and _help(row) != "withdraw",
        )
        for row in overview.sync.failed
    )


def kept_states(overview: Overview) -> tuple[KeptState, ...]:
    """What came from other windows and waits for a newer program, in the order in which it came."""
    return tuple(
        KeptState(
            row.event_id, _what(row.what), _kind(row.kind), row.at, Wording(_KEPT.get(row.code, row.code))
        )
        for row in overview.sync.kept
    )


def conflict_states(
    overview: Overview, choices: Choices, name_of: Callable[[str], str], *, revealed: bool, clock_wrong: bool
) -> tuple[ConflictState, ...]:
    """What must be decided. Nothing is chosen but by the clerk. ``clock_wrong``: this machine's is."""

    def side(name: str, value: Side, wrong: bool = False) -> SideState:
        shown = value.value if revealed else mask_field(name, value.value)
        return SideState(shown, value.at, value.window, name_of(value.actor), value.doubtful or wrong)

    def fields(conflict: Conflict) -> tuple[FieldState, ...]:
        return tuple(
            FieldState(
                field.name,
                side(field.name, field.mine, clock_wrong),
                side(field.name, field.theirs),
                choices.get((conflict.event_id, field.name), ""),
            )
            for field in conflict.fields
        )

    return tuple(
        ConflictState(each.event_id, _what(each.what), fields(each)) for each in overview.sync.conflicts
    )


def _kind(kind: str) -> Wording:
    return Wording(f"travels.{kind}")


def _what(names: tuple[str, ...]) -> str:
    return _WHAT_GAP.join(names)


def _case_of(row: PendingRow | FailedRow) -> str:
    kind, _, subject_id = row.subject.partition(":")
    return subject_id if kind == "case" else ""


def _help(row: FailedRow) -> Help:
    if row.status == "dropped":
        return "seen"
    if row.status == "rejected":
        return _REJECTED.get(row.code, "withdraw" if row.withdrawable else "")
    return "retry" if row.status in _ASKED_AGAIN else ""
