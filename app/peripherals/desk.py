"""The place of one device at the window: connects, serves, is lost, comes back, tells the EventBus.

One lane (daemon thread) touches the device. A device that is gone is tried again after 1, 2, 5, 10 seconds,
or as soon as its port shows up. A call into a driver that lasts longer than it may costs the lane, not the
program: driver and lane are left behind and made anew, three times; then a person decides.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from typing import Any, ClassVar, Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from app.core.clock import Clock
from app.core.events import EventBus
from app.peripherals.connection import LOOK_EVERY, Candidate, Connection, Patience, put_away
from app.peripherals.events import UNBOUND, DeviceHealth, DeviceState
from app.peripherals.guarded_lane import GuardedLane, LaneLost
from devices.contract import Device
from devices.errors import DeviceError, DeviceHung, DeviceRefused, DriverFault, NotConnected, Unplugged

CALL_LIMIT = 10.0
"""Seconds that a call into a driver may last; every driver's own time-outs are shorter."""
MOST_HANGS = 3
HANGS_COUNT_FOR = 600.0
"""Lanes lost, none later than so many seconds after the one before, after which only a person connects
again: each leaves a thread behind."""

D = TypeVar("D", bound=Device)
T = TypeVar("T")
_log = logging.getLogger(__name__)


class _Order(Struct, Generic[D], frozen=True):
    work: Callable[[D], Any]
    limit: float
    answer: Future[Any]


class DeviceDesk(Generic[D]):
    """Policy over one device. Public methods may be called from any thread; none but ``stop`` waits.

    ``candidates`` in order of preference: when the first cannot be opened the next serves in its place
    (STAND_IN), while those before it are tried again. Where the program must go on in any case the last one
    cannot fail. A kind of device is a subclass that says in ``serve`` what is done when nobody asks.
    """

    KIND: ClassVar[str] = ""
    SIMULATED: ClassVar[str] = ""
    """The identity that the simulated device of this kind tells: whoever tells it is one, wherever it is."""

    def __init__(self, candidates: Sequence[Candidate[D]], bus: EventBus, clock: Clock) -> None:
        self.bus = bus
        self.clock = clock
        self.health = DeviceHealth(self.KIND, DeviceState.ABSENT)
        self._connection = Connection(candidates)
        self._patience = Patience()
        self._lane = GuardedLane(self.KIND, self.step, self._connection.let_go, self._hung)
        self._orders: deque[_Order[D]] = deque()
        self._in_hand: _Order[D] | None = None
        self._starting_over = threading.Event()
        self._rebound: Sequence[Candidate[D]] | None = None
        self._over = threading.Event()
        self._hangs, self._hung_at = 0, 0.0

    # what everybody may ask

    def start(self) -> None:
        """Begin to connect and to serve; without any candidate there is nothing to begin."""
        if self._connection.candidates:
            self._lane.start()

    def stop(self, timeout: float = 1.0) -> bool:
        """End; false when the driver hangs and its thread was left behind."""
        self._over.set()
        ended = self._lane.stop(timeout)
        self._fail_orders(NotConnected(port=self.health.port))
        if not self._lane.running:
            self._connection.let_go()
        return ended

    def ask(self, work: Callable[[D], T], limit: float = CALL_LIMIT) -> Future[T]:
        """Have something done with the device, on its lane, in order of asking.

        The answer fails with a DeviceError: NotConnected when the device is not there and does not come at
        once, DeviceHung when it lasted longer than ``limit`` seconds.
        """
        answer: Future[T] = Future()
        self._orders.append(_Order(work, limit, answer))
        if (
            (self._rebound or self._connection.candidates)
            and self._hangs < MOST_HANGS
            and not self._over.is_set()
        ):
            self.wake()
        else:
            self._fail_orders(NotConnected(port=self.health.port))
        return answer

    def test(self) -> Future[str]:
        """Try the device (测试): what it tells about itself."""
        return self.ask(self.probe)

    def reconnect(self) -> None:
        """Let go of the device and connect at once (重连), also after its driver was given up."""
        self._hangs = 0
        self._starting_over.set()
        if self._rebound is not None or self._connection.candidates:
            self._lane.start()
        self.wake()

    def rebind(self, candidates: Sequence[Candidate[D]]) -> None:
        """Serve another device in this place, or with none to choose from no device, from now on."""
        self._rebound = candidates
        self.reconnect()

    def wake(self) -> None:
        """End the present rest."""
        self._lane.wake()

    def step(self) -> float:
        """One act on the device; seconds to rest before the next. Called by the desk's own lane."""
        try:
            return self._one_act()
        except LaneLost:
            return 0.0

    # what a kind of device says

    def serve(self, device: D) -> float:
        """What is done when nobody asks, by itself to see that it is there; seconds to rest. Calls into the
        driver go through ``call``."""
        self.call(device.identity)
        return LOOK_EVERY

    def connected(self) -> None:
        """A device, perhaps another than before, has just been connected."""

    def lost(self, code: str, status: str) -> None:
        """The device is gone or was not found; ``code`` says why."""

    def probe(self, device: D) -> str:
        """What a test does; what it tells. Runs as one call."""
        return device.identity()

    def trouble(self, error: DeviceError) -> tuple[str, str]:
        """Code and status of an error, as the kind words it."""
        return error.code, f"{error.status:02X}" if isinstance(error, DeviceRefused) else ""

    # what a kind of device uses

    def call(self, work: Callable[[], T], limit: float = CALL_LIMIT) -> T:
        """Call into the driver; whatever else breaks in it is a DriverFault. Raises DeviceError."""
        try:
            return self._lane.call(work, limit)
        except (DeviceError, LaneLost):
            raise
        except Exception as error:
            _log.exception("the driver of the device %s broke", self.KIND)
            raise DriverFault from error

    def answered(self) -> None:
        """The device answered as it should."""
        self.health = replace(self.health, last_ok=self.clock.now())
        self.report(DeviceState.STAND_IN if self._connection.stands_in else DeviceState.READY)

    def report(self, state: DeviceState, detail: str = "", status: str = "") -> None:
        """Publish the health when it changed."""
        before, shown = self.health, self._connection.wanted
        if shown is not None:
            told = bool(self.SIMULATED) and before.version == self.SIMULATED
            demo = shown.demo or told
            self.health = replace(before, port=shown.address.text, driver=shown.driver, demo=demo)
        self.health = replace(self.health, state=state, detail=detail, status=status)
        if self.health != before:
            self.bus.publish(self.health)

    # the lane's own

    def _one_act(self) -> float:
        try:
            if self._starting_over.is_set():
                self._start_over()
            if not self._connection.candidates:
                return LOOK_EVERY
            device = self._connection.device
            return self._wait_or_connect() if device is None else self._work(device)
        except DeviceError as error:
            lost = self._connection.forget()
            rest = self._lose(error)
            put_away(lost, self.call)  # after it was told: closing may hang as well
            return rest

    def _start_over(self) -> None:
        self._starting_over.clear()
        rebound, self._rebound = self._rebound, None
        if rebound is None:
            before = self._connection.forget()
        else:
            before = self._connection.offer(rebound)
            self.health = DeviceHealth(self.KIND, DeviceState.CONNECTING)
            if not rebound:
                self._fail_orders(NotConnected())
                self.report(DeviceState.ABSENT, UNBOUND)
        self.lost(NotConnected.code, "")
        self._patience.start_over()
        put_away(before, self.call)

    @property
    def _wanted_there(self) -> bool:
        return bool(self._connection.candidates) and self._connection.candidates[0].there

    def _wait_or_connect(self) -> float:
        due = self._patience.due(there=self._wanted_there)
        if not due and not self._orders:
            return self._patience.rest()
        if self._patience.attempts == 0:
            self.report(DeviceState.CONNECTING)
        self._connect()
        return 0.0

    def _connect(self) -> None:
        put_away(self._connection.connect(self.call), self.call)
        self._patience.settled(there=self._wanted_there)
        device = self._connection.device
        assert device is not None
        try:
            version = self.call(device.identity)
        except (NotConnected, Unplugged):
            raise
        except DeviceError:
            version = ""  # a device without a number of its own serves as well
        self.health = replace(self.health, version=version)
        self.connected()
        self.answered()

    def _work(self, device: D) -> float:
        if self._orders:
            self._carry_out(self._orders.popleft(), device)
            return 0.0
        serving = self._connection.serving
        if serving is not None and not serving.there:
            raise Unplugged(port=serving.address.text)
        rest = self.serve(device)
        if self._connection.stands_in:
            rest = min(rest, self._look_for_better(rest))
        return 0.0 if self._orders else rest

    def _look_for_better(self, rest: float) -> float:
        """A stand-in goes on serving until one that is wanted more can be opened."""
        if self._patience.due(there=self._wanted_there):
            self._patience.settled(there=self._wanted_there)
            try:
                self._connect()
            except DeviceError as error:
                _log.info("%s goes on with a stand-in: %s", self.KIND, error.code)
        return self._patience.rest(rest)

    def _carry_out(self, order: _Order[D], device: D) -> None:
        if not order.answer.set_running_or_notify_cancel():
            return
        self._in_hand = order
        try:
            result = self.call(lambda: order.work(device), order.limit)
        except DeviceError as error:
            self._in_hand = None  # not where the lane is lost: then it is the next lane's
            refused = isinstance(error, DeviceRefused)
            if refused:
                self.report(DeviceState.TROUBLE, *self.trouble(error))
            order.answer.set_exception(error)
            if not refused:
                raise
        else:
            self._in_hand = None
            self.answered()
            order.answer.set_result(result)

    def _lose(self, error: DeviceError) -> float:
        """The device is lost; seconds to rest."""
        code, status = self.trouble(error)
        # What is asked when this is told is asked of the next connection.
        lost = [self._orders.popleft() for _ in range(len(self._orders))]
        gone = isinstance(error, NotConnected | Unplugged)
        self.report(DeviceState.ABSENT if gone else DeviceState.TROUBLE, code, status)
        _fail(lost, error)
        self.lost(code, status)
        return self._patience.failed(there=self._wanted_there)

    def _fail_orders(self, error: DeviceError) -> None:
        _fail([self._orders.popleft() for _ in range(len(self._orders))], error)

    def _hung(self) -> None:
        """The lane was left behind in a call; called by the watch."""
        now = time.monotonic()
        self._hangs = self._hangs + 1 if now - self._hung_at < HANGS_COUNT_FOR else 1
        self._hung_at = now
        error = DeviceHung(device=self.KIND)
        order, self._in_hand = self._in_hand, None
        if order is not None:
            order.answer.set_exception(error)
        if (driver := self._connection.forget()) is not None:
            threading.Thread(target=driver.close, name=f"clearing-{self.KIND}", daemon=True).start()
        rest = self._lose(error)
        if self._hangs < MOST_HANGS:
            self._lane.start(rest)


def _fail(orders: Iterable[_Order[D]], error: DeviceError) -> None:
    for order in orders:
        if order.answer.set_running_or_notify_cancel():
            order.answer.set_exception(error)
