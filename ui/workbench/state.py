"""What the workbench shows, as one frozen value. Rendering it is all that the page does.

Text that a person typed or that comes from the catalogue stands here as it is; every other wording stands
here as a code and is worded by the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Urgency = Literal["normal", "soon", "late"]
TicketPhase = Literal["idle", "called", "serving", "finished"]
TabMark = Literal["todo", "working", "gap", "done"]
FieldKind = Literal["text", "number", "phone", "code", "choice", "date"]
Tone = Literal["ok", "warn", "bad", "busy", "info"]
Place = Literal["", "question", "field", "material", "search", "queue"]


@dataclass(frozen=True)
class Wording:
    """A message as a code and its facts; ui/shell/notices.py turns it into words."""

    code: str
    params: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class HeaderState:
    """The top line. ``devices``: chips as (device kind, code of its state, tone)."""

    window_name: str = ""
    clerk_name: str = ""
    devices: tuple[tuple[str, str, Tone], ...] = ()
    sync: Wording = Wording("sync.unknown")
    sync_tone: Tone = "info"


@dataclass(frozen=True)
class TicketState:
    """The current ticket (当前号). Times are aware; the page derives what has elapsed."""

    phase: TicketPhase = "idle"
    number: str = ""
    service: str = ""
    since: datetime | None = None
    issued_at: datetime | None = None
    calls: int = 0
    tags: tuple[str, ...] = ()
    walk_in: bool = False


@dataclass(frozen=True)
class QueueRow:
    """One waiting or missed ticket. ``note`` is a priority or booking note, already in words."""

    ticket_id: str
    number: str
    service: str
    note: str
    issued_at: datetime


@dataclass(frozen=True)
class UndoOffer:
    """Something just done can be taken back with Ctrl+Z until ``until``; ``what`` names it."""

    what: Wording
    until: datetime


@dataclass(frozen=True)
class QueueState:
    """The queue column. ``live`` is false when the list may be out of date: then ``as_of`` is shown."""

    waiting: tuple[QueueRow, ...] = ()
    missed: tuple[QueueRow, ...] = ()
    live: bool = False
    as_of: datetime | None = None
    served_today: int = 0
    average_minutes: float | None = None
    undo: UndoOffer | None = None
    next_reason: Wording | None = None


@dataclass(frozen=True)
class PersonState:
    """The person header. ``number`` and ``phone`` arrive masked unless they are revealed."""

    name: str = ""
    facts: tuple[str, ...] = ()
    number: str = ""
    phone: str = ""
    source: Literal["none", "card", "manual"] = "none"
    verified_at: datetime | None = None
    demo: bool = False
    agent: str = ""
    earlier_cases: int = 0
    revealed: bool = False
    reading: Wording | None = None


@dataclass(frozen=True)
class ItemTab:
    """One item (事项) of the visit."""

    case_id: str
    title: str
    mark: TabMark
    case_no: str = ""


@dataclass(frozen=True)
class QuestionState:
    """One situation question (情形) with its answers; ``chosen`` is empty until answered."""

    text: str
    answers: tuple[str, ...]
    chosen: str = ""


@dataclass(frozen=True)
class FieldState:
    """One form field. ``source``: card / manual / case; ``error`` is shown under the field."""

    key: str
    kind: FieldKind
    value: str = ""
    required: bool = False
    readonly: bool = False
    choices: tuple[str, ...] = ()
    source: str = ""
    error: Wording | None = None


@dataclass(frozen=True)
class MaterialRow:
    """One material (材料). ``state`` 0 缺, 1 齐, 2 容缺, 3 承诺, 4 免, 5 不适用.

    ``allowed``: the states that the item and the material permit. ``used_for``: items that share it."""

    code: str
    name: str
    state: int
    detail: Wording
    allowed: tuple[int, ...]
    used_for: tuple[int, ...] = ()
    required: bool = True


@dataclass(frozen=True)
class GapRow:
    """One thing missing before receipt: where it is and what it is called."""

    key: str
    place: Literal["question", "field", "material"]
    label: str
    text: Wording


@dataclass(frozen=True)
class ItemState:
    """The active item: questions, form, materials and what is missing."""

    case_id: str = ""
    title: str = ""
    case_no: str = ""
    received_at: datetime | None = None
    due: Wording | None = None
    questions: tuple[QuestionState, ...] = ()
    material_change: Wording | None = None
    fields: tuple[FieldState, ...] = ()
    materials: tuple[MaterialRow, ...] = ()
    gaps: tuple[GapRow, ...] = ()
    warning: Wording | None = None


@dataclass(frozen=True)
class RecordRow:
    """One line of the handling record (办理记录), newest first."""

    at: datetime
    text: Wording


@dataclass(frozen=True)
class BarState:
    """A line above the form: something the clerk should know. ``action`` is an action id or empty."""

    text: Wording
    tone: Tone
    action: str = ""


@dataclass(frozen=True)
class DocumentState:
    """The preview of a document in the window. ``pdf`` is what is printed, byte for byte."""

    title: str
    pdf: bytes
    printer: str = ""
    printers: tuple[str, ...] = ()
    job: Wording | None = None
    job_tone: Tone = "info"
    printed: int = 0
    needs_reason: bool = False


@dataclass(frozen=True)
class SearchHit:
    """One row of the search list: an item or a command. ``key`` is the shortcut of a command."""

    group: Literal["item", "command"]
    id: str
    title: str
    code: str = ""
    key: str = ""


@dataclass(frozen=True)
class SearchState:
    """The list under the search box; ``query`` empty: recent items and commands."""

    query: str = ""
    hits: tuple[SearchHit, ...] = ()


@dataclass(frozen=True)
class FocusRequest:
    """Where the keyboard focus should go; ``serial`` rises with every request, so each is obeyed once."""

    serial: int = 0
    place: Place = ""
    key: str = ""


@dataclass(frozen=True)
class WorkbenchState:
    """Everything on the workbench."""

    header: HeaderState = HeaderState()
    ticket: TicketState = TicketState()
    queue: QueueState = QueueState()
    person: PersonState = PersonState()
    tabs: tuple[ItemTab, ...] = ()
    active: int = 0
    item: ItemState | None = None
    by_agent: bool = False
    card_for_agent: bool = False
    records: tuple[RecordRow, ...] = ()
    bars: tuple[BarState, ...] = ()
    document: DocumentState | None = None
    search: SearchState = SearchState()
    evaluation: Literal["none", "asking", "given", "declined"] = "none"
    evaluation_until: datetime | None = None
    saved_at: datetime | None = None
    focus: FocusRequest = FocusRequest()
    enabled: frozenset[str] = field(default_factory=frozenset)
    """Ids of the actions that do something now (ui/common/keymap.py)."""
    refused: tuple[tuple[str, Wording], ...] = ()
    """For actions that are not enabled: why, as tooltip text."""
    loading: bool = True
