"""The sync centre with the window's store and hub behind it, put into the desktop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject
from sqlalchemy import Connection

from app.attachments.queries import waiting_of
from app.cases.correction import CorrectionDesk
from app.core.clock import HALL_ZONE, Clock, to_text
from app.core.errors import StoreUnavailable
from app.core.tasks import TaskRunner
from app.db.store import Store
from app.journal.model import Node
from app.main.features import HISTORY
from app.main.window.clerk_names import ClerkNames
from app.main.window.hub_link import HubLink
from app.staff.service import DutyDesk
from app.sync.model import CaughtUp, LifeRenewed
from app.sync.overview import SyncOverview, overview
from app.sync.settling import Choice, Settlements
from ui.common.theme import Theme
from ui.qt_events import QtEvents
from ui.shell.main_window import MainWindow
from ui.sync.services import Outcome, Overview
from ui.sync.view_model import SyncViewModel
from ui.workbench.services import Receipts

if TYPE_CHECKING:
    from ui.sync.page import SyncPage


class WindowSync(Struct, frozen=True):
    """Implements ui.sync.services.SyncServices for one window."""

    store: Store
    node: Node
    duty: DutyDesk
    names: ClerkNames
    clock: Clock
    settlements: Settlements
    corrections: CorrectionDesk
    receipts: Receipts
    link: HubLink

    def overview(self) -> Overview:
        """See SyncServices."""
        self.names.look()
        with self.store.read() as conn:
            found = overview(conn, self.node, HISTORY)
            return Overview(found, self._attachments(conn, found))

    def settle(self, event_id: str, choices: Mapping[str, Choice]) -> None:
        """See SyncServices."""
        self.settlements.settle(self.duty.author, event_id, choices)

    def renumber(self, case_id: str) -> str:
        """See SyncServices."""
        number = self.corrections.renumber(self.duty.author, case_id)
        self.receipts.renumbered(case_id, number)
        return number

    def send_again(self, event_id: str) -> None:
        """See SyncServices."""
        self.settlements.send_again(self.duty.author, event_id)

    def withdraw(self, event_id: str) -> None:
        """See SyncServices."""
        self.settlements.withdraw(self.duty.author, event_id)

    def retry(self) -> None:
        """See SyncServices."""
        self.link.sync_now()

    def export(self, folder: Path, passphrase: str, progress: Callable[[int, int], None]) -> Outcome:
        """See SyncServices."""
        from app.sync.outbox import export_outbox  # with its ciphers, 7 MB: for the few days without network

        now = self.clock.now()
        stamp = now.astimezone(HALL_ZONE).strftime("%Y%m%d-%H%M%S")
        file = folder / f"zongchuang-outbox-{self.duty.window}-{stamp}.sealed"
        try:
            made = export_outbox(self.store, self.node, file, passphrase, to_text(now), progress)
        except OSError as error:
            raise StoreUnavailable("outbox.cannot_write", folder=str(folder)) from error
        return Outcome(file, made.events)

    def name_of(self, clerk_id: str) -> str:
        """See SyncServices."""
        return self.names.of(clerk_id)

    def _attachments(self, conn: Connection, found: SyncOverview) -> dict[str, tuple[int, int]]:
        cases = {row.subject.partition(":")[2] for row in found.pending if row.subject.startswith("case:")}
        waiting = waiting_of(conn, self.node.hall_id, self.node.node)
        return {case_id: facts for case_id, facts in waiting.items() if case_id in cases}


def furnish_sync_centre(
    services: WindowSync,
    runner: TaskRunner,
    events: QtEvents,
    window: MainWindow,
    theme: Theme,
    parent: QObject,
) -> SyncViewModel:
    """Let the chip, the key and the search list open the sync centre. Its view-model wants the news."""
    view_model = SyncViewModel(services, runner, parent)
    events.subscribe(LifeRenewed, view_model.heal)
    events.subscribe(CaughtUp, view_model.catch_up)

    def make() -> SyncPage:
        from ui.sync.page import SyncPage

        return SyncPage(view_model, theme, window.actions_of_window, services.clock)

    window.place_page("sync", make)
    return view_model
