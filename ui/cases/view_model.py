"""A received case without widgets: intents in, one frozen state out."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from app.cases.queries import CaseCard
from app.core.clock import business_day
from app.core.errors import RuleViolation
from app.core.tasks import TaskRunner
from app.core.text import mask_field, mask_text
from ui.cases.services import CaseOutcome, CaseServices
from ui.cases.state import CaseState, ContactState, NoteState
from ui.shell.troubles import worded
from ui.workbench.state import Wording


class CaseViewModel(QObject):
    """What the page shows and asks for. ``state_changed`` carries a CaseState."""

    state_changed = Signal(object)
    receipt_wanted = Signal(str)
    """The receipt of the case with this id is to be printed again (补打)."""

    def __init__(self, services: CaseServices, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._runner = runner
        self._card: CaseCard | None = None
        self.state = CaseState()

    def open(self, case_id: str) -> None:
        """Show a case; of the one that was shown last, what was typed and not saved stays."""
        if case_id != self.state.case_id:
            self._card = None
            self._show(CaseState(case_id))
        self._show(replace(self.state, told=None))
        self._read()

    def type(self, key: str, value: str) -> None:
        """What is typed to replace a value."""
        contacts = tuple(
            replace(each, typed=value, error=None) if each.key == key else each
            for each in self.state.contacts
        )
        self._show(replace(self.state, contacts=contacts, told=None))

    def type_note(self, text: str) -> None:
        """What is typed as a note."""
        self._show(replace(self.state, typed_note=text, note_error=None, told=None))

    def save(self) -> None:
        """Correct what was typed (更正联系方式)."""
        card, state = self._card, self.state
        if card is None or state.busy:
            return
        changes = {each.key: each.typed for each in state.contacts if each.typed.strip()}
        self._do(
            lambda: self._services.amend(card.case_id, changes, card.version), Wording("case.contact_amended")
        )

    def add_note(self) -> None:
        """Add the note that was typed (备注)."""
        card, text = self._card, self.state.typed_note
        if card is not None and not self.state.busy:
            self._do(lambda: self._services.note(card.case_id, text), Wording("case.note_kept"), note=True)

    def show_receipt(self) -> None:
        """Show the receipt (收件凭证), to print it again."""
        self.receipt_wanted.emit(self.state.case_id)

    def reveal(self, *, revealed: bool) -> None:
        """Show values in full while a button is held."""
        self._show(replace(self.state, revealed=revealed))
        self._present()

    def _do(self, work: Callable[[], None], told: Wording, *, note: bool = False) -> None:
        self._show(replace(self.state, busy=True, told=None))

        def done(_: None) -> None:
            typed = () if not note else self.state.contacts
            kept = "" if note else self.state.typed_note
            self._show(
                replace(self.state, busy=False, contacts=typed, typed_note=kept, told=told, told_bad=False)
            )
            self._read()

        def failed(error: Exception) -> None:
            self._show(replace(self.state, busy=False))
            self._refused(error)

        self._runner.submit("store", work, done, failed)

    def _refused(self, error: Exception) -> None:
        what = worded(error)
        field = error.field if isinstance(error, RuleViolation) else ""
        if field == "note":
            self._show(replace(self.state, note_error=what))
        elif any(each.key == field for each in self.state.contacts):
            contacts = tuple(
                replace(each, error=what) if each.key == field else each for each in self.state.contacts
            )
            self._show(replace(self.state, contacts=contacts))
        else:
            self._show(replace(self.state, told=what, told_bad=True))
            self._read()

    def _read(self) -> None:
        case_id = self.state.case_id

        def read() -> tuple[CaseCard, CaseOutcome]:
            return self._services.card(case_id), self._services.outcome(case_id)

        self._runner.submit("store", read, self._arrived, self._unread)

    def _arrived(self, found: tuple[CaseCard, CaseOutcome]) -> None:
        card, outcome = found
        if card.case_id == self.state.case_id:
            self._card = card
            self._show(replace(self.state, copies=outcome.copies, evaluation=outcome.evaluation))
            self._present()

    def _unread(self, error: Exception) -> None:
        self._show(replace(self.state, told=worded(error), told_bad=True))

    def _present(self) -> None:
        card, state = self._card, self.state
        if card is None:
            return
        before = {each.key: each for each in state.contacts}
        contacts = []
        for key, value in card.values.items():
            known = before.get(key, ContactState(key, ""))
            contacts.append(replace(known, now=value if state.revealed else mask_field(key, value)))
        notes = (NoteState(each.at, self._services.name_of(each.actor), each.text) for each in card.notes)
        due = "case.due_provisional" if card.due_provisional else "case.due"
        self._show(
            replace(
                state,
                case_no=card.case_no,
                item=card.item,
                applicant=card.applicant if state.revealed else mask_text(card.applicant),
                days=(
                    Wording("case.received_on", (("day", business_day(card.received_at).isoformat()),)),
                    Wording(due, (("day", card.due.isoformat()),)),
                ),
                contacts=tuple(contacts),
                notes=tuple(notes),
            )
        )

    def _show(self, state: CaseState) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)
