"""What the sync centre needs of the program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from msgspec import Struct, field

from app.sync.overview import SyncOverview
from app.sync.settling import Choice as Decision


class Overview(Struct, frozen=True):
    """What the store tells. ``attachments``: by case id how many files wait, and their bytes."""

    sync: SyncOverview
    attachments: Mapping[str, tuple[int, int]] = field(default_factory=dict)


class Outcome(Struct, frozen=True):
    """An outbox that was written: where, and how many records it holds."""

    file: Path
    events: int


class SyncServices(Protocol):
    """All but ``retry`` block: ``export`` is for the ``files`` lane, the others for ``store``."""

    def overview(self) -> Overview:
        """The window's own state of sync."""
        ...

    def settle(self, event_id: str, choices: Mapping[str, Decision]) -> None:
        """Decide a conflict; see app.sync.settling.Settlements."""
        ...

    def renumber(self, case_id: str) -> str:
        """Give a case whose number was given twice another one and print its receipt anew; see
        CorrectionDesk. Returns the number."""
        ...

    def send_again(self, event_id: str) -> None:
        """Make a rejected event once more; see app.sync.settling.Settlements."""
        ...

    def withdraw(self, event_id: str) -> None:
        """Take a record back, or have seen that it was dropped; see app.sync.settling.Settlements."""
        ...

    def retry(self) -> None:
        """Ask the hub now, whatever pause there is."""
        ...

    def export(self, folder: Path, passphrase: str, progress: Callable[[int, int], None]) -> Outcome:
        """Write what waits into a sealed file in ``folder``. Raises RuleViolation
        ``backup.weak_passphrase``, StoreUnavailable ``outbox.cannot_write``."""
        ...

    def name_of(self, clerk_id: str) -> str:
        """A clerk's name, or the id where it is not known."""
        ...
