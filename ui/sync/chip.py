"""The words of the sync chip (同步状态): two facts, never one colour. Pure."""

from __future__ import annotations

from app.sync.model import SyncStatus
from ui.common.formatting import clock_time
from ui.workbench.state import Tone, Wording

_MINUTE_S = 60
_DAY_MINUTES = 24 * 60


def sync_chip(status: SyncStatus) -> tuple[Wording, Tone]:
    """Whether the hub is there, and how much waits, failed or is to be decided; and a clock that is wrong."""
    said, tone = _standing(status)
    if status.clock_wrong:
        minutes = round(abs(status.clock_offset_s) / _MINUTE_S)
        days = round(minutes / _DAY_MINUTES)
        off = ("sync.clock_off_days", ("days", days)) if days else ("sync.clock_off", ("minutes", minutes))
        said = Wording(off[0], (("standing", said), off[1]))
        tone = "bad" if tone == "bad" else "warn"
    return said, tone


def _standing(status: SyncStatus) -> tuple[Wording, Tone]:
    trouble = _trouble(status)
    if not status.goes_on:
        return Wording("sync.stopped", (("pending", status.pending),)), "bad"
    if trouble and not status.online:
        return Wording("sync.offline_trouble", (("trouble", trouble),)), "bad"
    if trouble:
        return trouble, "bad"
    if not status.online:
        return Wording("sync.offline", (("pending", status.pending),)), "warn"
    if status.uploading:
        return Wording("sync.uploading", (("done", status.uploading), ("total", status.pending))), "busy"
    if status.pending:
        return Wording("sync.online_pending", (("pending", status.pending),)), "info"
    at = clock_time(status.last_success) if status.last_success else ""
    return Wording("sync.synced", (("at", at),)), "ok"


def _trouble(status: SyncStatus) -> Wording | None:
    failed, conflicts = status.failed - status.conflicts, status.conflicts
    if failed and conflicts:
        return Wording("sync.failed_and_conflict", (("failed", failed), ("conflicts", conflicts)))
    if failed:
        return Wording("sync.failed", (("failed", failed),))
    return Wording("sync.conflict", (("conflicts", conflicts),)) if conflicts else None
