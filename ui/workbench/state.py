"""What the workbench shows, as one frozen value. Rendering it is all that the page does.

Text that a person typed or that comes from the catalogue stands here as it is; every other wording stands
here as a code and is worded by the page.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

TicketPhase = Literal["idle", "closed", "called", "serving", "finished"]
TabMark = Literal["todo", "working", "gap", "done"]
FieldKind = Literal["text", "number", "phone", "code", "choice", "date"]
Tone = Literal["ok", "warn", "bad", "busy", "info"]
PageChange = Literal["turn_left", "turn_right", "earlier", "later", "retake", "remove"]
Place = Literal["", "question", "field", "material", "search", "search_list", "queue", "number"]


class Wording(Struct, frozen=True):
    """A message as a code and its facts; ui/shell/notices.py turns it into words."""

    code: str
    params: tuple[tuple[str, object], ...] = ()


class HeaderState(Struct, frozen=True):
    """The top line. ``devices``: chips as (device kind, code of its state, tone). ``signed_in``: who is there
    may leave (离岗)."""

    window_name: str = ""
    clerk_name: str = ""
    devices: tuple[tuple[str, str, Tone], ...] = ()
    sync: Wording = Wording("sync.unknown")
    sync_tone: Tone = "info"
    signed_in: bool = False


class TicketState(Struct, frozen=True):
    """The current ticket (当前号). Times are aware; the page derives what has elapsed."""

    phase: TicketPhase = "idle"
    number: str = ""
    service: str = ""
    since: datetime | None = None
    issued_at: datetime | None = None
    calls: int = 0
    tags: tuple[str, ...] = ()
    walk_in: bool = False


class QueueRow(Struct, frozen=True):
    """One waiting or missed ticket. ``note`` is a priority or booking note, already in words."""

    ticket_id: str
    number: str
    service: str
    note: str
    issued_at: datetime


class UndoOffer(Struct, frozen=True):
    """Something just done can be taken back with Ctrl+Z until ``until``; ``what`` names it."""

    what: Wording
    until: datetime


class QueueState(Struct, frozen=True):
    """The queue column. ``live`` is false when the list may be out of date: then ``as_of`` is shown, and
    ``stock``: what this window can still call. ``calling``: a call is not answered yet. ``typing``: a number
    is to be typed (手工叫号)."""

    waiting: tuple[QueueRow, ...] = ()
    missed: tuple[QueueRow, ...] = ()
    live: bool = False
    as_of: datetime | None = None
    served_today: int = 0
    average_minutes: float | None = None
    undo: UndoOffer | None = None
    next_reason: Wording | None = None
    stock: Wording | None = None
    calling: bool = False
    typing: bool = False


class PersonState(Struct, frozen=True):
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
    reader: bool = True
    """Whether a card can be read now."""
    sent: bool = False
    """An organisation applies, which sent the agent: it has no card."""


class ItemTab(Struct, frozen=True):
    """One item (事项) of the visit."""

    case_id: str
    title: str
    mark: TabMark
    case_no: str = ""


class QuestionState(Struct, frozen=True):
    """One situation question (情形) with its answers; ``chosen`` is empty until answered."""

    text: str
    answers: tuple[str, ...]
    chosen: str = ""


class FieldState(Struct, frozen=True):
    """One form field. ``source``: card / manual / case; ``error`` is shown under the field."""

    key: str
    kind: FieldKind
    value: str = ""
    required: bool = False
    readonly: bool = False
    choices: tuple[str, ...] = ()
    source: str = ""
    error: Wording | None = None


class MaterialRow(Struct, frozen=True):
    """One material (材料). ``state`` 0 缺, 1 齐, 2 容缺, 3 承诺, 4 免, 5 不适用.

    ``allowed``: the states that the item and the material permit. ``used_for``: items that share it."""

    code: str
    name: str
    state: int
    detail: Wording
    allowed: tuple[int, ...]
    used_for: tuple[int, ...] = ()
    required: bool = True
    pages: int = 0
    kilobytes: int = 0
    waiting: int = 0
    """Of its pages (材料页), how many the hub does not have yet."""


class GapRow(Struct, frozen=True):
    """One thing missing before receipt: where it is and what it is called."""

    key: str
    place: Literal["question", "field", "material"]
    label: str
    text: Wording


class ItemState(Struct, frozen=True):
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
    warnings: tuple[Wording, ...] = ()


class PageState(Struct, frozen=True):
    """One page of the material in front of the camera. ``picture``: a small JPEG; ``arrived``: at the hub."""

    id: str
    picture: bytes
    kilobytes: int
    arrived: bool = False


class CaptureState(Struct, frozen=True):
    """The capture panel (高拍): where pages go to, what they come from, and those that are there.

    ``device``: how the camera is; ``ready``: it gives pages now. ``cameras`` as (id, name). ``scanner``:
    there is a page scanner. ``retaking``: the page whose place the next one takes. ``demo``: simulated."""

    material: str
    title: str
    device: Wording
    device_tone: Tone = "info"
    ready: bool = False
    demo: bool = False
    cameras: tuple[tuple[str, str], ...] = ()
    chosen: str = ""
    scanner: bool = False
    scanning: bool = False
    grey: bool = False
    retaking: str = ""
    pages: tuple[PageState, ...] = ()
    uploading: bool = False


class RecordRow(Struct, frozen=True):
    """One line of the handling record (办理记录), newest first."""

    at: datetime
    text: Wording


class BarState(Struct, frozen=True):
    """A line above the form: something the clerk should know. ``action`` is an action id or empty."""

    text: Wording
    tone: Tone
    action: str = ""


class DocumentState(Struct, frozen=True):
    """The preview of a document in the window. ``pdf`` is what is printed, byte for byte; ``printers`` are
    None until the print system has named them; ``demo_printers`` make no paper of it (演示设备). ``printed``
    counts the copies that were asked for: the last has come out when another ``needs_reason`` (补打)."""

    title: str
    pdf: bytes
    printer: str = ""
    printers: tuple[str, ...] | None = None
    job: Wording | None = None
    job_tone: Tone = "info"
    printed: int = 0
    needs_reason: bool = False
    demo_printers: tuple[str, ...] = ()


class SearchHit(Struct, frozen=True):
    """One row of the search list: an item, a theme, a received case, a command, or a clerk who may come on
    duty. ``key``: shortcut of a command."""

    group: Literal["item", "theme", "case", "command", "clerk"]
    id: str
    title: str
    code: str = ""
    key: str = ""


class SearchState(Struct, frozen=True):
    """The list under the search box; ``query`` empty: recent items and commands. ``nothing``: what to say
    where nothing was found."""

    query: str = ""
    hits: tuple[SearchHit, ...] = ()
    nothing: Wording = Wording("search.nothing")


class FocusRequest(Struct, frozen=True):
    """Where the keyboard focus should go; ``serial`` rises with every request, so each is obeyed once."""

    serial: int = 0
    place: Place = ""
    key: str = ""


class WorkbenchState(Struct, frozen=True):
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
    capture: CaptureState | None = None
    search: SearchState = SearchState()
    evaluation: Literal["none", "asking", "given", "declined"] = "none"
    evaluation_until: datetime | None = None
    saved_at: datetime | None = None
    focus: FocusRequest = FocusRequest()
    enabled: frozenset[str] = frozenset()
    """Ids of the actions that do something now (ui/common/keymap.py)."""
    refused: tuple[tuple[str, Wording], ...] = ()
    """For actions that are not enabled: why, as tooltip text."""
    loading: bool = True
    nobody: Wording | None = None
    """That nobody is on duty, and how somebody comes."""
