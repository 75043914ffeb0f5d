"""The device centre: follows what devices tell, and does what the clerk asks of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from msgspec import structs
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.config.schema import Device, Printer
from app.core.clock import Clock
from app.core.errors import AppError, PeripheralError
from app.core.tasks import TaskRunner
from app.peripherals.events import CodeScanned, DeviceHealth, DeviceState
from app.sync.model import HubReachable
from devices.framing.load import shipped
from ui.devices.kinds import BY_KIND, KINDS, PAPER
from ui.devices.present import KEYBOARD, SIMULATED, TONES, line_of
from ui.devices.services import DeviceKeeper
from ui.devices.state import BindingForm, DeviceCentreState, DeviceLine
from ui.shell.troubles import worded
from ui.workbench.state import Tone, Wording

LANE = "devices"
SCAN_MS = 5000
"""How long a test of the scanner waits for a code."""
T = TypeVar("T")


class DeviceCentreViewModel(QObject):
    """One line for each kind of device; only the line that something happened to changes."""

    state_changed = Signal(object)

    def __init__(
        self, keeper: DeviceKeeper, runner: TaskRunner, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._runner = runner
        self._clock = clock
        self._health: dict[str, DeviceHealth] = {}
        self._scan_wait = QTimer(self)
        self._scan_wait.setSingleShot(True)
        self._scan_wait.setInterval(SCAN_MS)
        self._scan_wait.timeout.connect(self._nothing_scanned)
        self.state = DeviceCentreState(tuple(self._fresh(kind.id) for kind in KINDS))

    # what is heard

    def heard(self, event: DeviceHealth) -> None:
        """A device changed its state."""
        kind = event.device
        if kind == "evaluator_tablet":
            own = self._health.get("evaluator")
            if own is not None and own.driver not in ("", event.driver):
                return  # the line belongs to the evaluator on a line of its own
            kind = "evaluator"
        self._health[kind] = event
        if any(line.kind == kind for line in self.state.lines):
            line = self._line(kind)
            holds = (line.told_tone == "bad") == (TONES[event.state] in ("warn", "bad"))
            if not line.busy and not holds:
                self._change(kind, told=None, told_tone="info")
            self._follow(kind)

    def scanned(self, event: CodeScanned) -> None:
        """A code was scanned, by whichever scanner: what it says is nobody's business here."""
        if self._scan_wait.isActive():
            self._scan_wait.stop()
            self._tell("scanner", Wording("equipment.scanned", (("count", len(event.scan.text)),)), "ok")

    def reachable(self, event: HubReachable) -> None:
        """The hub, which the hall screen lives by, came or went."""
        state = DeviceState.READY if event.reachable else DeviceState.TROUBLE
        detail = "" if event.reachable else "equipment.hall_cut"
        last_ok = self._clock.now() if event.reachable else self._line("hall_screen").last_ok
        self.heard(DeviceHealth("hall_screen", state, detail, last_ok=last_ok))

    @Slot()
    def look(self) -> None:
        """The page is looked at: ask for what nobody tells by itself."""
        for kind in KINDS:
            if (health := self._keeper.health(kind.id)) is not None:
                self._health[kind.id] = health
            self._follow(kind.id)
        if self.state.form is None:
            self.choose(next((line.kind for line in self.state.lines if line.tone == "bad"), KINDS[0].id))

    # what is asked

    def test(self, kind: str) -> None:
        """Try a device (测试)."""
        self._change(kind, busy=True, told=Wording("equipment.testing"), told_tone="busy")
        if kind == "scanner" and self._line(kind).tone == "ok":
            self._change(kind, told=Wording("equipment.scan_now"))
            self._scan_wait.start()
            return
        self._run(kind, lambda: self._keeper.test(kind), self._tested)

    def reconnect(self, kind: str) -> None:
        """Let go of a device and connect again (重连)."""
        self._run(kind, lambda: self._keeper.reconnect(kind), lambda kind, _: self._tell(kind, None))

    def simulate_all(self) -> None:
        """Put a simulated device in every place where none stands."""
        for line in self.state.lines:
            if "simulate" in self._keeper.abilities(line.kind) and line.kind not in self._health:
                self.simulate(line.kind, on=True)

    def simulate(self, kind: str, on: bool) -> None:
        """Put a simulated device in its place (使用模拟), or the one of the machine again."""
        bound = self._keeper.bound(kind)
        self.bind(kind, structs.replace(bound, driver=SIMULATED if on else "", port=""))

    def bind(self, kind: str, wanted: Device) -> None:
        """Serve another device from now on."""
        self._change(kind, busy=True, told=Wording("equipment.binding"), told_tone="busy")
        later = (wanted.driver == KEYBOARD) != (self._keeper.bound(kind).driver == KEYBOARD)
        words = Wording("equipment.bound_later" if later else "equipment.bound")
        self._run(kind, lambda: self._keeper.bind(kind, wanted), lambda kind, _: self._bound(kind, words))

    def choose_printer(self, wanted: Printer) -> None:
        """Print on another printer, or elsewhere on its sheets, from now on (换打印机)."""
        self._change(PAPER, busy=True, told=Wording("equipment.binding"), told_tone="busy")
        words = Wording("equipment.bound")
        self._run(
            PAPER, lambda: self._keeper.choose_printer(wanted), lambda kind, _: self._bound(kind, words)
        )

    def print_test_page(self) -> None:
        """Print the page that shows where a printer prints on its sheet."""
        words = Wording("print.printing")
        self._run(PAPER, self._keeper.print_test_page, lambda kind, _: self._tell(kind, words, "ok"))

    def choose(self, kind: str) -> None:
        """Look at one device more closely."""
        if self.state.form is not None and self.state.form.kind == kind:
            return
        self._show_form(kind)
        if kind == PAPER:
            self._runner.submit(
                f"{LANE}-{kind}", self._keeper.queues, lambda queues: self._found(kind, queues=queues)
            )
        else:
            self._runner.submit("files", self._keeper.ports, lambda ports: self._found(kind, ports=ports))

    def diagnose(self) -> None:
        """Write the report that helps whoever mends it (一键诊断)."""

        def done(report: str) -> None:
            self._show(diagnosing=False, report=report)

        def failed(error: Exception) -> None:
            self._show(diagnosing=False, no_report=worded(error))

        self._show(diagnosing=True, report="", no_report=None)
        self._runner.submit("files", lambda: str(self._keeper.diagnose()), done, failed)

    # what follows

    def _run(self, kind: str, work: Callable[[], T], done: Callable[[str, T], None]) -> None:
        self._change(kind, busy=True)
        lane = f"{LANE}-{kind}"  # one that hangs must not hold up the others
        self._runner.submit(
            lane, work, lambda result: done(kind, result), lambda error: self._failed(kind, error)
        )

    def _tested(self, kind: str, said: str) -> None:
        if said and BY_KIND[kind].mute:
            self._tell(kind, Wording("equipment.test_heard", (("device_name", said),)))
            return
        named = Wording("equipment.test_ok_named", (("device_name", said),))
        self._tell(kind, named if said else Wording("equipment.test_ok"), "ok")

    def _bound(self, kind: str, words: Wording) -> None:
        self._health.pop(kind, None)
        if (health := self._keeper.health(kind)) is not None:
            self._health[kind] = health
        self._tell(kind, words, "ok")
        if self.state.form is None or self.state.form.kind == kind:
            self._show_form(kind)

    def _found(self, kind: str, **found: tuple[str, ...]) -> None:
        form = self.state.form
        if form is not None and form.kind == kind:
            self._show(form=structs.replace(form, **found))

    def _failed(self, kind: str, error: Exception) -> None:
        known = error if isinstance(error, AppError) else PeripheralError("device.driver_fault")
        words = Wording(known.code, tuple(known.params.items()))
        self._tell(kind, words, "bad")

    def _nothing_scanned(self) -> None:
        self._tell("scanner", Wording("scan.none"), "bad")

    def _tell(self, kind: str, words: Wording | None, tone: Tone = "info") -> None:
        self._change(kind, busy=False, told=words, told_tone=tone)
        self._follow(kind)

    def _show_form(self, kind: str) -> None:
        before = self.state.form or BindingForm(kind)
        keeper = self._keeper
        self._show(
            form=BindingForm(
                kind,
                keeper.bound(kind),
                before.ports,
                shipped(),
                printer=keeper.printer(),
                queues=before.queues,
            )
        )

    def _fresh(self, kind: str) -> DeviceLine:
        keeper = self._keeper
        return line_of(kind, keeper.bound(kind), self._health.get(kind), keeper.abilities(kind))

    def _line(self, kind: str) -> DeviceLine:
        return next(line for line in self.state.lines if line.kind == kind)

    def _follow(self, kind: str) -> None:
        """Bring a line up to date; what a test told stays until the next."""
        before = self._line(kind)
        fresh = self._fresh(kind)
        self._put(structs.replace(fresh, busy=before.busy, told=before.told, told_tone=before.told_tone))

    def _change(self, kind: str, **changes: object) -> None:
        self._put(structs.replace(self._line(kind), **changes))

    def _put(self, line: DeviceLine) -> None:
        self._show(lines=tuple(line if each.kind == line.kind else each for each in self.state.lines))

    def _show(self, **changes: object) -> None:
        state = structs.replace(self.state, **changes)
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)
