"""The facts behind the workbench's state, in one frozen value, and the one way to change them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from app.attachments.pages import Pages
from app.cases.model import Received
from app.cases.queries import DayCounts, FoundCase, RecordLine
from app.cases.rules import Caution
from app.cases.visit import Visit
from app.catalogue.search import SearchIndex
from app.core.clock import Clock
from app.core.errors import PeripheralError
from app.core.tasks import TaskRunner
from app.evaluations.model import Served
from app.staff.roster import Clerk
from app.tickets.board import HallBoard
from app.tickets.escrow import Stock
from app.tickets.model import Ticket
from devices.camera.contract import Camera
from ui.shell.notices import AT_DEVICE
from ui.shell.troubles import worded
from ui.workbench.services import Services
from ui.workbench.state import BarState, DocumentState, FocusRequest, Place, Tone, Wording

T = TypeVar("T")
_BARS = 3
_DEVICES = ("camera", "page_scanner")
"""Lanes of which each is one device's."""
_NOT_YET = Wording("sync.unknown")
_NO_FOCUS = FocusRequest()
_NO_STOCK = Stock()
_NOBODY = Clerk()


def wording(code: str, **params: object) -> Wording:
    """A message from its code and facts."""
    return Wording(code, tuple(params.items()))


class Undo(Struct, frozen=True):
    """What Ctrl+Z takes back until ``until``."""

    what: Wording
    until: datetime
    take_back: Callable[[], None]


class Asking(Struct, frozen=True):
    """A finished visit whose evaluation (好差评) is open on the customer's screen; ``clerk`` served, and
    may have left meanwhile."""

    served: Served
    clerk: Clerk
    number: str
    until: datetime


class Capture(Struct, frozen=True):
    """Pages are being put on a material (高拍)."""

    case_id: str
    material_code: str
    camera_id: str = ""
    grey: bool = False
    retaking: str = ""
    scanning: bool = False


class Model(Struct, frozen=True):
    """Everything that the workbench's state is made from."""

    services: Services | None = None
    window_name: str = ""
    clerk: Clerk = _NOBODY
    signed_in: bool = False
    names: Mapping[str, str] | None = None
    """The clerks of the roster by staff number; None until it was read."""
    clerks: SearchIndex | None = None
    read_only: Wording | None = None
    board: HallBoard | None = None
    live: bool = False
    live_at: datetime | None = None
    stock: Stock = _NO_STOCK
    typing: bool = False
    sync: Wording = _NOT_YET
    sync_tone: Tone = "info"
    devices: Mapping[str, tuple[str, Tone]] = field(default_factory=dict)
    ticket: Ticket | None = None
    visit: Visit | None = None
    verified_at: datetime | None = None
    earlier_cases: int = 0
    received: Mapping[str, Received] = field(default_factory=dict)
    cautions: Mapping[str, tuple[Caution, ...]] = field(default_factory=dict)
    material_change: Wording | None = None
    records: tuple[RecordLine, ...] = ()
    counts: DayCounts | None = None
    recents: tuple[str, ...] = ()
    query: str = ""
    found_cases: tuple[FoundCase, ...] = ()
    reading: Wording | None = None
    card_for_agent: bool = False
    revealed: bool = False
    undo: Undo | None = None
    bars: tuple[BarState, ...] = ()
    document: DocumentState | None = None
    document_case: str = ""
    pages: Mapping[str, Pages] = field(default_factory=dict)
    capture: Capture | None = None
    cameras: tuple[Camera, ...] = ()
    uploading: bool = False
    asking: Asking | None = None
    evaluation: Literal["none", "asking", "given", "declined"] = "none"
    thanks_until: datetime | None = None
    saved_at: datetime | None = None
    focus: FocusRequest = _NO_FOCUS
    busy: frozenset[str] = frozenset()


def nobody(model: Model) -> Wording | None:
    """That nobody is on duty, and how somebody comes; None while somebody is."""
    if model.services is None or model.clerk.id:
        return None
    return wording("duty.no_roster" if model.names == {} else "duty.nobody")


class Session:
    """Holds the model, tells one listener about every change, and runs work off the GUI thread."""

    def __init__(self, runner: TaskRunner, clock: Clock, on_change: Callable[[], None]) -> None:
        self.model = Model()
        self.runner = runner
        self.clock = clock
        self._on_change = on_change
        self._acting = 0
        self._untold = False

    @property
    def services(self) -> Services:
        """What is behind the workbench; asked for only by intents that are enabled after loading."""
        assert self.model.services is not None
        return self.model.services

    def update(self, **changes: Any) -> None:
        """Change facts and tell the listener, once, if anything is different."""
        changed = replace(self.model, **changes)
        if changed != self.model:
            self.model = changed
            self._untold = True
            self._tell()

    @contextmanager
    def together(self) -> Iterator[None]:
        """All that changes meanwhile is one change for the listener: one press is drawn once."""
        self._acting += 1
        try:
            yield
        finally:
            self._acting -= 1
            self._tell()

    def whole(self, act: Callable[[T], None]) -> Callable[[T], None]:
        """``act`` with all its changes together."""

        def acting(event: T) -> None:
            with self.together():
                act(event)

        return acting

    def _tell(self) -> None:
        if self._untold and not self._acting:
            self._untold = False
            self._on_change()

    def begin(self, action: str) -> bool:
        """Mark an action as under way; false when it is already: the second press does nothing."""
        if action in self.model.busy:
            return False
        self.update(busy=self.model.busy | {action})
        return True

    def run(
        self,
        lane: str,
        work: Callable[[], T],
        done: Callable[[T], None],
        *,
        action: str = "",
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run ``work`` on a lane; ``action`` is free again before ``done`` or ``failed`` is called."""

        def on_result(result: T) -> None:
            with self.together():
                self._free(action)
                done(result)

        def on_error(error: Exception) -> None:
            with self.together():
                self._free(action)
                (failed or self.fail)(_placed(error, lane))

        self.runner.submit(lane, work, on_result, on_error)

    def write(self, path: str, content: Callable[[], bytes]) -> None:
        """Write ``content`` to a file that the clerk chose, which may be slow, and say what came of it."""
        name = Path(path).name

        def failed(error: Exception) -> None:
            if isinstance(error, OSError):
                self.say("document.not_saved", "bad", file=name)
            else:
                self.fail(error)

        def done(_: int) -> None:
            self.say("document.saved", "ok", file=name)

        self.run("files", lambda: Path(path).write_bytes(content()), done, failed=failed)

    def sync_soon(self) -> None:
        """Something was written: it is uploaded as soon as the screen shows it."""
        self.runner.submit("sync", self.services.sync_soon)

    def say(self, code: str, tone: Tone = "info", action: str = "", **params: object) -> None:
        """Show a bar; the same code again replaces it, and only the newest few stay."""
        self._show(BarState(wording(code, **params), tone, action))

    def explain(self, reason: Wording) -> None:
        """Show why something does not happen."""
        self._show(BarState(reason, "info"))

    def unsay(self, *codes: str) -> None:
        """Take bars away; no codes: all of them."""
        kept = tuple(bar for bar in self.model.bars if codes and bar.text.code not in codes)
        self.update(bars=kept)

    def device_well(self, device: str) -> None:
        """Take away what was said of a device that works again."""
        kept = tuple(bar for bar in self.model.bars if dict(bar.text.params).get(AT_DEVICE) != device)
        self.update(bars=kept)

    def fail(self, error: Exception) -> None:
        """Show an error that nobody expected more closely."""
        self._show(BarState(worded(error), "bad"))

    def offer_undo(self, what: Wording, seconds: float, take_back: Callable[[], None]) -> None:
        """Offer to take something back for some seconds."""
        self.update(undo=Undo(what, self.clock.now() + timedelta(seconds=seconds), take_back))

    def focus(self, place: Place, key: str = "") -> None:
        """Ask the page to move the keyboard focus."""
        self.update(focus=FocusRequest(self.model.focus.serial + 1, place, key))

    def _show(self, bar: BarState) -> None:
        def over(each: BarState) -> bool:
            """Said again, or of a thing that has gone well since."""
            return each.text.code == bar.text.code or (bar.tone == "ok" and _subject(each) == _subject(bar))

        others = tuple(each for each in self.model.bars if not over(each))
        self.update(bars=(*others, bar)[-_BARS:])

    def _free(self, action: str) -> None:
        if action:
            self.update(busy=self.model.busy - {action})


def _subject(bar: BarState) -> str:
    return bar.text.code.partition(".")[0]


def _placed(error: Exception, lane: str) -> Exception:
    """A device's lane has its name: what went wrong there says of which of ten devices it is told."""
    if lane in _DEVICES and isinstance(error, PeripheralError) and error.code.startswith("device."):
        return PeripheralError(error.code, **{**error.params, AT_DEVICE: lane})
    return error
