"""The page of a received case with the window's store behind it, put into the desktop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject

from app.cases import queries
from app.cases.correction import CorrectionDesk
from app.cases.queries import CaseCard
from app.core.tasks import TaskRunner
from app.db.store import Store
from app.documents.queries import receipt_of
from app.evaluations.queries import state_of_case
from app.main.window.clerk_names import ClerkNames
from app.main.window.hub_link import HubLink
from app.staff.service import DutyDesk
from ui.cases.services import CaseOutcome
from ui.cases.view_model import CaseViewModel
from ui.common.theme import Theme
from ui.shell.main_window import MainWindow

if TYPE_CHECKING:
    from ui.cases.page import CasePage


class WindowCases(Struct, frozen=True):
    """Implements ui.cases.services.CaseServices for one window."""

    store: Store
    hall_id: str
    duty: DutyDesk
    names: ClerkNames
    corrections: CorrectionDesk
    link: HubLink

    def card(self, case_id: str) -> CaseCard:
        """See CaseServices."""
        self.names.look()
        with self.store.read() as conn:
            return queries.card(conn, self.hall_id, case_id)

    def outcome(self, case_id: str) -> CaseOutcome:
        """See CaseServices."""
        with self.store.read() as conn:
            receipt = receipt_of(conn, self.hall_id, case_id)
            evaluation = state_of_case(conn, self.hall_id, case_id)
        return CaseOutcome(receipt.copies if receipt else 0, evaluation)

    def amend(self, case_id: str, changes: Mapping[str, str], version: int) -> None:
        """See CaseServices."""
        self.corrections.amend(self.duty.author, case_id, changes, version)
        self.link.sync_soon()

    def note(self, case_id: str, text: str) -> None:
        """See CaseServices."""
        self.corrections.note(self.duty.author, case_id, text)
        self.link.sync_soon()

    def name_of(self, clerk_id: str) -> str:
        """See CaseServices."""
        return self.names.of(clerk_id)


def furnish_case_page(
    services: WindowCases,
    runner: TaskRunner,
    window: MainWindow,
    theme: Theme,
    open_receipt: Callable[[str], None],
    parent: QObject,
) -> CaseViewModel:
    """Let the search list, and the key on a received case, open the case; ``open_receipt`` shows the receipt
    of one on the workbench."""
    view_model = CaseViewModel(services, runner, parent)
    workplace = window.furnish()

    def show(case_id: str) -> None:
        view_model.open(case_id)
        workplace.bring_page("case")

    def make() -> CasePage:
        from ui.cases.page import CasePage

        return CasePage(view_model, theme, window.actions_of_window)

    def reprint(case_id: str) -> None:
        workplace.show_workbench()
        open_receipt(case_id)

    view_model.receipt_wanted.connect(reprint)
    window.place_page("case", make)
    workplace.case_wanted.connect(show)
    return view_model
