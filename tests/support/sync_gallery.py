"""The sync centre in the situations that a clerk meets, for pictures and for the checks on every picture.

All people and numbers are invented; telephone numbers are of no network.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from app.core.clock import ManualClock
from app.sync.model import SyncStatus
from tests.support.workbench_gallery import NOW, STATES, RecordingViewModel, open_window
from ui.common.theme import Theme
from ui.common.tokens import Appearance
from ui.shell.main_window import MainWindow
from ui.sync.chip import sync_chip
from ui.sync.page import SyncPage
from ui.sync.state import (
    ConflictState,
    ExportState,
    FailedState,
    FieldState,
    KeptState,
    LinkState,
    PendingState,
    SideState,
    SyncState,
)
from ui.sync.view_model import SyncViewModel
from ui.workbench.state import Wording

LONG_NAME = "阿卜杜热合曼·买买提"
LONG_ITEM = "城镇独生子女父母一次性奖励金申领及历史补缴一次性资格确认"


class RecordingCentre(QObject):
    """Stands in for the view-model: keeps every intent, shows what it is told to."""

    state_changed = Signal(object)

    def __init__(self, state: SyncState) -> None:
        super().__init__()
        self.state = state
        self.asked: list[tuple[object, ...]] = []

    def show(self, state: SyncState) -> None:
        self.state = state
        self.state_changed.emit(state)

    def look(self, *, looking: bool) -> None:
        self.asked.append(("look", looking))

    def reveal(self, *, revealed: bool) -> None:
        self.asked.append(("reveal", revealed))

    def choose(self, event_id: str, name: str, choice: str) -> None:
        self.asked.append(("choose", event_id, name, choice))

    def settle(self, event_id: str) -> None:
        self.asked.append(("settle", event_id))

    def renumber(self, event_id: str) -> None:
        self.asked.append(("renumber", event_id))

    def send_again(self, event_id: str) -> None:
        self.asked.append(("send_again", event_id))

    def withdraw(self, event_id: str) -> None:
        self.asked.append(("withdraw", event_id))

    def open_export(self, folder: str) -> None:
        self.asked.append(("open_export",))

    def choose_folder(self, folder: str) -> None:
        self.asked.append(("choose_folder", folder))

    def close_export(self) -> bool:
        self.asked.append(("close_export",))
        return self.state.export.phase == "asking"

    def export(self, once: str, again: str) -> None:
        self.asked.append(("export", once, again))


def open_centre(
    state: SyncState, appearance: Appearance, size: tuple[int, int], workbench: str = "gaps"
) -> tuple[MainWindow, SyncPage, RecordingCentre, RecordingViewModel]:
    """The clerk's window with the sync centre in front."""
    window, view_model = open_window(STATES[workbench], appearance, size)
    centre = RecordingCentre(state)
    centre.setParent(window)
    theme = window.findChild(Theme)
    assert isinstance(theme, Theme)
    page = SyncPage(cast(SyncViewModel, centre), theme, window.actions_of_window, ManualClock(NOW))
    window.place_page("sync", lambda: page)
    window.actions_of_window["sync"].trigger()
    return window, page, centre, view_model


def told_by_chip(view_model: RecordingViewModel, state: SyncState) -> None:
    """Let the chip in the header say what the page says."""
    link = state.link
    status = SyncStatus(
        online=link.online,
        pending=link.pending,
        uploading=link.uploading,
        failed=link.failed + link.conflicts,
        conflicts=link.conflicts,
        problem=link.problem.code if link.problem else "",
        last_success=link.last_success,
        clock_offset_s=link.clock_minutes * 60.0,
    )
    text, tone = sync_chip(status)
    before = view_model.state
    view_model.show(replace(before, header=replace(before.header, sync=text, sync_tone=tone)))


def _ago(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


def _pending(number: int, kind: str = "case.received", **facts: int) -> PendingState:
    item = ("养老待遇申领", LONG_ITEM, "老年优待证")[number % 3]
    what = f"{item} 320115-20260706-{1000 + number:04}0139"
    return PendingState(f"p{number}", what, Wording(f"travels.{kind}"), _ago(40 - number / 10), **facts)  # type: ignore[arg-type]


PENDING = (
    _pending(0, attachments=3, size=4_299_161),
    _pending(1),
    PendingState("v1", "A0127", Wording("travels.visit.opened"), _ago(31)),
    PendingState("v2", "A0127", Wording("travels.visit.person_verified"), _ago(30)),
    _pending(2, "document.issued"),
    PendingState("e1", "", Wording("travels.evaluation.given"), _ago(5)),
)
FAILED = (
    FailedState(
        "f1", "case-1", "老年优待证 320115-20260706-01000219", Wording("travels.case.received"), _ago(90),
        Wording("cases.number_taken"), "renumber",
    ),
    FailedState(
        "f2", "case-2", f"{LONG_ITEM} 320115-20260706-01000227", Wording("travels.case.amended"), _ago(80),
        Wording("sync.unknown_kind"), "retry",
    ),
)  # fmt: skip
HELPED = (
    FailedState(
        "f3", "case-3", "老年优待证 320115-20260706-01000251", Wording("travels.case.received"), _ago(70),
        Wording("sync.key_reuse"), "again",
    ),
    FailedState(
        "f4", "case-4", f"{LONG_ITEM} 320115-20260706-01000269", Wording("travels.case.amended"), _ago(60),
        Wording("sync.dropped"), "seen",
    ),
    FailedState(
        "f5", "case-5", "养老待遇申领 320115-20260706-01000277", Wording("travels.case.noted"), _ago(50),
        Wording("case.unknown"), "withdraw",
    ),
    FailedState(
        "f6", "case-6", "养老待遇申领 320115-20260706-01000285", Wording("travels.case.noted"), _ago(40),
        Wording("sync.not_applicable"), "retry", withdrawable=True,
    ),
)  # fmt: skip
KEPT = (
    KeptState(
        "k1", f"{LONG_ITEM} 320115-20260706-01000293", Wording("travels.case.amended"), _ago(30),
        Wording("sync.held"),
    ),
    KeptState("k2", "养老待遇申领 320115-20260706-01000301", Wording("travels.case.forwarded"), _ago(20),
        Wording("sync.kept"),
    ),
)  # fmt: skip
PHONE = FieldState(
    "applicant.phone",
    SideState("138****6120", _ago(22), "3", "李静"),
    SideState("139****8820", _ago(11), "5", LONG_NAME, doubtful=True),
)
ADDRESS = FieldState(
    "delivery.address",
    SideState("新疆维吾尔自***********************************", _ago(22), "3", "李静"),
    SideState("", _ago(11), "5", LONG_NAME),
    "mine",
)
CONFLICTS = (
    ConflictState("c1", f"{LONG_ITEM} 320115-20260706-01000235", (PHONE, ADDRESS)),
    ConflictState("c2", "老年优待证 320115-20260706-01000243", (PHONE,)),
)
ONLINE = LinkState(known=True, online=True, since=_ago(200), last_success=_ago(1))
OFFLINE = LinkState(
    known=True, since=_ago(32), retry_at=NOW + timedelta(seconds=24), pending=6, failed=2, conflicts=2,
    last_success=_ago(32),
)  # fmt: skip
STOPPED = LinkState(
    known=True, online=True, since=_ago(32), pending=6, last_success=_ago(32), stopped=True,
    problem=Wording("auth.revoked"),
)  # fmt: skip
SYNC_STATES: dict[str, SyncState] = {
    "empty": SyncState(ONLINE, loading=False),
    "loading": SyncState(),
    "pending": SyncState(
        LinkState(known=True, online=True, since=_ago(32), pending=6, last_success=_ago(1)),
        pending=PENDING,
        loading=False,
    ),
    "uploading": SyncState(
        LinkState(known=True, online=True, since=_ago(32), pending=6, uploading=6, last_success=_ago(1)),
        pending=tuple(_pending(n, sending=1) for n in range(6)),
        loading=False,
    ),
    "offline": SyncState(OFFLINE, CONFLICTS, FAILED, PENDING, loading=False),
    "failed": SyncState(
        LinkState(known=True, online=True, failed=2, last_success=_ago(1), clock_minutes=7, healed=True),
        failed=FAILED,
        loading=False,
    ),
    "helped": SyncState(ONLINE, failed=HELPED, loading=False),
    "kept": SyncState(
        LinkState(
            known=True, online=True, failed=1, last_success=_ago(1), clock_minutes=-525_600, caught_up=12
        ),
        failed=HELPED[3:],
        kept=KEPT,
        loading=False,
    ),
    "retry": SyncState(ONLINE, failed=FAILED[1:], loading=False),
    "conflict": SyncState(
        LinkState(known=True, online=True, conflicts=2, last_success=_ago(1)), CONFLICTS, loading=False
    ),
    "missing_choice": SyncState(
        LinkState(known=True, online=True, conflicts=2, last_success=_ago(1)),
        CONFLICTS,
        told=Wording("sync.choice_missing"),
        told_bad=True,
        loading=False,
    ),
    "revoked": SyncState(STOPPED, pending=PENDING, loading=False),
    "wrong_certificate": SyncState(
        LinkState(
            known=True, stopped=True, pending=6,
            problem=Wording("auth.wrong_ca", (("hub", "https://hub.dongshan.example:8443"),)),
        ),
        pending=PENDING,
        loading=False,
    ),
    "old_hub": SyncState(
        LinkState(known=True, online=True, last_success=_ago(1), problem=Wording("sync.hub_too_old")),
        loading=False,
    ),
    "crowd": SyncState(
        LinkState(known=True, since=_ago(400), pending=700, last_success=_ago(400)),
        pending=tuple(_pending(n) for n in range(500)),
        loading=False,
    ),
    "export": SyncState(
        OFFLINE, pending=PENDING, export=ExportState("asking", "/media/stick"), loading=False
    ),
    "export_refused": SyncState(
        OFFLINE,
        pending=PENDING,
        export=ExportState("asking", "/media/stick", problem=Wording("outbox.passphrases_differ")),
        loading=False,
    ),
    "export_running": SyncState(
        OFFLINE, pending=PENDING, export=ExportState("running", "/media/stick", 63), loading=False
    ),
    "export_done": SyncState(
        OFFLINE,
        pending=PENDING,
        export=ExportState(
            "done", "/media/stick", 100, None, "/media/stick/zongchuang-outbox-3-20260706-0942.sealed", 6
        ),
        loading=False,
    ),
}  # fmt: skip
