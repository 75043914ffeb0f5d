"""The sync centre without widgets: news and intents in, one frozen state out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from app.core.tasks import TaskRunner
from app.sync.model import CaughtUp, LifeRenewed, SyncStatus
from app.sync.settling import Choice as Decision
from ui.shell.troubles import worded
from ui.sync.present import conflict_states, failed_states, kept_states, link_state, pending_states
from ui.sync.services import Outcome, Overview, SyncServices
from ui.sync.state import Choice, ExportState, SyncState
from ui.workbench.state import Wording

T = TypeVar("T")
SHORTEST_PASSPHRASE = 12


class SyncViewModel(QObject):
    """What the page shows and asks for. ``state_changed`` carries a SyncState.

    The store is read only while somebody looks (``look``), and again whenever the news differ.
    """

    state_changed = Signal(object)
    _progressed = Signal(int, int)

    def __init__(self, services: SyncServices, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._runner = runner
        self._status: SyncStatus | None = None
        self._healed = False
        self._caught_up = 0
        self._overview: Overview | None = None
        self._choices: dict[tuple[str, str], Choice] = {}
        self._looking = False
        self._reading = False
        self._stale = True
        self.state = SyncState()
        self._progressed.connect(self._show_progress)

    def follow(self, status: SyncStatus) -> None:
        """News of the upload."""
        before, self._status = self._status, status
        if before is None or _counts(before) != _counts(status):
            self._stale = True
        self._announce()
        self._refresh()

    def heal(self, event: LifeRenewed) -> None:
        """The journal goes on in another life."""
        self._healed = True
        self._announce()

    def catch_up(self, event: CaughtUp) -> None:
        """A newer program could read what had waited for it."""
        self._caught_up += event.events
        self._stale = True
        self._announce()
        self._refresh()

    def look(self, *, looking: bool) -> None:
        """Somebody looks at the page, or does no longer; values are covered again then."""
        self._looking = looking
        if looking:
            self._stale = True
            self._refresh()
        else:
            self.reveal(revealed=False)

    def choose(self, event_id: str, name: str, choice: Choice) -> None:
        """Choose for one field; the same choice again takes it back."""
        known = self._choices.get((event_id, name), "")
        self._choices[event_id, name] = "" if known == choice else choice
        self._announce()

    def settle(self, event_id: str) -> None:
        """Let the choices for one conflict count, once every field has one."""
        conflict = next((each for each in self.state.conflicts if each.event_id == event_id), None)
        if conflict is None or self.state.busy:
            return
        if not conflict.decided:
            self._tell(Wording("sync.choice_missing"))
            return
        chosen = {field.name: cast(Decision, field.choice) for field in conflict.fields}
        self._do(lambda: self._services.settle(event_id, chosen), lambda _: Wording("sync.settled"))

    def renumber(self, event_id: str) -> None:
        """Give the case of a refused receipt another number."""
        row = next((each for each in self.state.failed if each.event_id == event_id), None)
        if row is not None and not self.state.busy:
            self._do(
                lambda: self._services.renumber(row.case_id),
                lambda number: Wording("case.renumbered", (("number", number),)),
            )

    def send_again(self, event_id: str) -> None:
        """Make a record that the hub rejected once more (重报)."""
        if not self.state.busy:
            self._do(lambda: self._services.send_again(event_id), lambda _: Wording("sync.sent_again"))

    def withdraw(self, event_id: str) -> None:
        """Take back a record that the hub did not apply (撤回), or have seen that it was dropped (知道了)."""
        row = next((each for each in self.state.failed if each.event_id == event_id), None)
        if row is not None and not self.state.busy:
            told = Wording("sync.seen" if row.help == "seen" else "sync.withdrawn")
            self._do(lambda: self._services.withdraw(event_id), lambda _: told)

    def reveal(self, *, revealed: bool) -> None:
        """Show personal values in full while a button is held."""
        self._show(replace(self.state, revealed=revealed))
        self._announce()

    def open_export(self, folder: str) -> None:
        """Ask for what an outbox needs; ``folder``: where it would go."""
        if self.state.export.phase != "running":
            self._show(replace(self.state, export=ExportState("asking", folder)))

    def choose_folder(self, folder: str) -> None:
        """Another place for the outbox."""
        self._show(replace(self.state, export=replace(self.state.export, folder=folder, problem=None)))

    def close_export(self) -> bool:
        """Put the form away; false when there is none, or it is being written."""
        if self.state.export.phase in ("closed", "running"):
            return False
        self._show(replace(self.state, export=ExportState()))
        return True

    def export(self, once: str, again: str) -> None:
        """Write the outbox (离线包), sealed with a passphrase that was typed twice."""
        export = self.state.export
        if export.phase != "asking":
            return
        wrong = _objection(export.folder, once, again)
        if wrong is not None:
            self._show(replace(self.state, export=replace(export, problem=wrong)))
            return
        self._show(replace(self.state, export=replace(export, phase="running", problem=None, percent=0)))
        folder = Path(export.folder)
        self._runner.submit(
            "files",
            lambda: self._services.export(folder, once, self._progressed.emit),
            self._exported,
            self._not_exported,
        )

    def _exported(self, outcome: Outcome) -> None:
        done = ExportState("done", str(outcome.file.parent), 100, None, str(outcome.file), outcome.events)
        self._show(replace(self.state, export=done))

    def _not_exported(self, error: Exception) -> None:
        problem = worded(error)
        self._show(replace(self.state, export=replace(self.state.export, phase="asking", problem=problem)))

    def _show_progress(self, done: int, total: int) -> None:
        if self.state.export.phase == "running":
            percent = done * 100 // total if total else 100
            self._show(replace(self.state, export=replace(self.state.export, percent=percent)))

    def _do(self, work: Callable[[], T], told: Callable[[T], Wording]) -> None:
        self._show(replace(self.state, busy=True))

        def done(result: T) -> None:
            self._show(replace(self.state, busy=False))
            self._tell(told(result), bad=False)
            self._services.retry()
            self._stale = True
            self._refresh()

        def failed(error: Exception) -> None:
            self._show(replace(self.state, busy=False))
            self._tell(worded(error))
            self._stale = True
            self._refresh()

        self._runner.submit("store", work, done, failed)

    def _tell(self, what: Wording, *, bad: bool = True) -> None:
        self._show(replace(self.state, told=what, told_bad=bad))

    def _refresh(self) -> None:
        if not self._looking or not self._stale or self._reading:
            return
        self._reading, self._stale = True, False
        self._runner.submit("store", self._services.overview, self._read, self._unread)

    def _read(self, overview: Overview) -> None:
        self._reading = False
        self._overview = overview
        open_ids = {each.event_id for each in overview.sync.conflicts}
        self._choices = {key: choice for key, choice in self._choices.items() if key[0] in open_ids}
        self._announce()
        self._refresh()

    def _unread(self, error: Exception) -> None:
        self._reading = False
        self._tell(worded(error))

    def _announce(self) -> None:
        link = link_state(self._status, healed=self._healed, caught_up=self._caught_up)
        if self._overview is None:
            self._show(replace(self.state, link=link))
            return
        revealed, overview = self.state.revealed, self._overview
        name_of, wrong = self._services.name_of, link.clock_minutes != 0
        self._show(
            replace(
                self.state,
                link=link,
                conflicts=conflict_states(
                    overview, self._choices, name_of, revealed=revealed, clock_wrong=wrong
                ),
                failed=failed_states(overview),
                kept=kept_states(overview),
                pending=pending_states(overview, link.uploading),
                loading=False,
            )
        )

    def _show(self, state: SyncState) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)


def _counts(status: SyncStatus) -> tuple[object, ...]:
    return status.pending, status.failed, status.conflicts, status.last_success


def _objection(folder: str, once: str, again: str) -> Wording | None:
    if not folder:
        return Wording("outbox.no_folder")
    if len(once) < SHORTEST_PASSPHRASE:
        return Wording("outbox.weak_passphrase", (("shortest", SHORTEST_PASSPHRASE),))
    return None if once == again else Wording("outbox.passphrases_differ")
