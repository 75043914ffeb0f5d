"""What the sync centre shows, as one frozen value. Personal values stand masked until they are revealed."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from ui.workbench.state import Wording

Choice = Literal["", "mine", "theirs", "both"]
Help = Literal["", "retry", "renumber", "again", "withdraw", "seen"]
ExportPhase = Literal["closed", "asking", "running", "done"]


class LinkState(Struct, frozen=True):
    """The line of the connection. Times are aware; the page derives what has elapsed.

    ``problem``: what keeps the upload from going on, or is wrong beside it; ``healed``: the disk was a copy,
    and its journal goes on in another life; ``caught_up``: so many records of others could be read at last.
    """

    known: bool = False
    online: bool = False
    since: datetime | None = None
    retry_at: datetime | None = None
    pending: int = 0
    uploading: int = 0
    failed: int = 0
    conflicts: int = 0
    last_success: datetime | None = None
    clock_minutes: int = 0
    problem: Wording | None = None
    stopped: bool = False
    healed: bool = False
    caught_up: int = 0


class PendingState(Struct, frozen=True):
    """One record that the hub has not acknowledged. ``attachments`` of its case wait too, ``size`` bytes."""

    event_id: str
    what: str
    kind: Wording
    at: datetime
    sending: bool = False
    attachments: int = 0
    size: int = 0


class FailedState(Struct, frozen=True):
    """One record that the hub keeps but did not apply, why, and the action that helps most; ``withdrawable``:
    it may be taken back instead."""

    event_id: str
    case_id: str
    what: str
    kind: Wording
    at: datetime
    reason: Wording
    help: Help = ""
    withdrawable: bool = False


class KeptState(Struct, frozen=True):
    """One record of another window that is here but cannot be read yet, and why (已收到、需更新后显示)."""

    event_id: str
    what: str
    kind: Wording
    at: datetime
    reason: Wording


class SideState(Struct, frozen=True):
    """One of two values: since when, at which window, by whom; ``doubtful``: by a clock that is wrong."""

    value: str
    at: datetime
    window: str
    person: str
    doubtful: bool = False


class FieldState(Struct, frozen=True):
    """A field that two people changed. ``choice`` is empty until the clerk has chosen."""

    name: str
    mine: SideState
    theirs: SideState
    choice: Choice = ""


class ConflictState(Struct, frozen=True):
    """An own change that came too late."""

    event_id: str
    what: str
    fields: tuple[FieldState, ...]

    @property
    def decided(self) -> bool:
        """Whether every field was chosen."""
        return all(field.choice for field in self.fields)


class ExportState(Struct, frozen=True):
    """The outbox on a stick (离线包). ``percent`` while it is written; ``problem`` under the form."""

    phase: ExportPhase = "closed"
    folder: str = ""
    percent: int = 0
    problem: Wording | None = None
    file: str = ""
    events: int = 0


class SyncState(Struct, frozen=True):
    """Everything on the page. ``loading`` until the store was read for the first time."""

    link: LinkState = LinkState()
    conflicts: tuple[ConflictState, ...] = ()
    failed: tuple[FailedState, ...] = ()
    pending: tuple[PendingState, ...] = ()
    kept: tuple[KeptState, ...] = ()
    export: ExportState = ExportState()
    told: Wording | None = None
    told_bad: bool = False
    revealed: bool = False
    busy: bool = False
    loading: bool = True

    @property
    def empty(self) -> bool:
        """Whether everything is at the hub, and can be read here."""
        return not (self.loading or self.conflicts or self.failed or self.kept or self.pending)

    @property
    def cut_off(self) -> bool:
        """Whether something waits and does not get to the hub by itself: then it may be carried by hand."""
        link = self.link
        return link.known and link.pending > 0 and (link.stopped or not link.online)
