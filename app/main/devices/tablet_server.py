"""Network evaluators (评价平板) of one window: a WebSocket port that tablets connect to.

Several may be connected; all ask, the first press counts. A tablet that goes away in the middle of a
question takes nothing with it: the second screen still asks, and a tablet that comes back asks again. What
is pressed after the time, twice, or for another question rates nothing.
"""

from __future__ import annotations

import hmac
import logging
import threading
import time
from functools import partial
from typing import TypeGuard

from msgspec import Struct
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection, serve

from app.config.schema import Tablets
from app.core.clock import Clock
from app.core.errors import EnvironmentMissing
from app.core.events import EventBus
from app.core.tasks import Lane
from app.peripherals.events import DeviceHealth, DeviceState, RatingGiven
from app.peripherals.tablet_wire import (
    LONGEST,
    SIMULATED,
    WRONG_TOKEN,
    Ask,
    FromTablet,
    FromWindow,
    Hello,
    Rated,
    Settled,
    Welcome,
    encode,
    from_tablet,
)
from devices.errors import DeviceTimeout, NotConnected

KIND, DRIVER = "evaluator_tablet", "tablet"
_HELLO_LIMIT = 5.0
_PING, _PONG_LIMIT = 10.0, 10.0
_log = logging.getLogger(__name__)


class _Question(Struct, frozen=True):
    id: str
    clerk: str
    until: float


class _Tablet(Struct, frozen=True):
    """One that was let in; what it is told goes by its own lane: one that does not read holds up nobody."""

    name: str
    lane: Lane


class TabletServer:
    """Start and stop it on a lane; ``ask`` and ``settle`` may be called from any thread and do not wait."""

    def __init__(
        self, settings: Tablets, hall: str, window: str, bus: EventBus, clock: Clock, *, demo: bool = True
    ) -> None:
        """``demo``: a rating on a simulated tablet answers the question. Where it does not, it is told all
        the same, so that somebody learns of it."""
        self._demo = demo
        self._settings = settings
        self._welcome = Welcome(hall, window)
        self._bus = bus
        self._clock = clock
        self._lock = threading.Lock()
        self._tablets: dict[ServerConnection, _Tablet] = {}
        self._question: _Question | None = None
        self._server: Server | None = None
        self._place = f"{settings.host}:{settings.port}"
        self.health = DeviceHealth(KIND, DeviceState.ABSENT, port=self._place, driver=DRIVER)

    def start(self) -> int:
        """Listen; the port. Raises EnvironmentMissing ``evaluator.port_taken``."""
        settings = self._settings
        try:
            self._server = serve(
                self._serve,
                settings.host,
                settings.port,
                max_size=LONGEST,
                open_timeout=_HELLO_LIMIT,
                ping_interval=_PING,
                ping_timeout=_PONG_LIMIT,
                server_header=None,
            )
        except OSError as error:
            raise EnvironmentMissing("evaluator.port_taken", port=settings.port) from error
        threading.Thread(target=self._server.serve_forever, name="tablets", daemon=True).start()
        port: int = self._server.socket.getsockname()[1]
        self._report()
        return port

    def stop(self) -> None:
        """Listen no more and hang up."""
        if self._server is not None:
            self._server.shutdown()
        with self._lock:
            tablets = list(self._tablets)
        for each in tablets:
            threading.Thread(target=each.close, name="tablet-closing", daemon=True).start()

    def test(self, limit: float) -> None:
        """Wait for a sign of life of every tablet, so many seconds at most.

        Raises NotConnected when there is no tablet, DeviceTimeout when one is mute.
        """
        with self._lock:
            tablets = list(self._tablets)
        if not tablets:
            raise NotConnected(port=self._place)
        try:
            signs = [each.ping() for each in tablets]
        except ConnectionClosed as error:
            raise NotConnected(port=self._place) from error
        until = time.monotonic() + limit
        if not all(sign.wait(max(0.0, until - time.monotonic())) for sign in signs):
            raise DeviceTimeout(command="ping", seconds=limit)

    def ask(self, question: str, clerk: str, seconds: int) -> None:
        """Ask on every tablet."""
        asked = _Question(question, clerk, time.monotonic() + seconds)
        with self._lock:
            self._question = asked
        self._tell(Ask(question, clerk, seconds))

    def settle(self) -> None:
        """The question is answered elsewhere, or over."""
        with self._lock:
            question, self._question = self._question, None
        if question is not None:
            self._tell(Settled(question.id, thanks=False))

    def _serve(self, tablet: ServerConnection) -> None:
        """One tablet, on a thread of its own."""
        try:
            hello = from_tablet(tablet.recv(_HELLO_LIMIT))
            if not self._known(hello):
                tablet.close(WRONG_TOKEN, "token")
                return
            self._enter(tablet, hello.name)
            for message in tablet:
                self._hear(tablet, message)
        except (ConnectionClosed, TimeoutError) as error:
            _log.info("a tablet left: %s", type(error).__name__)
        finally:
            with self._lock:
                left = self._tablets.pop(tablet, None)
            if left is not None:
                left.lane.stop()
                self._report()

    def _known(self, hello: FromTablet | None) -> TypeGuard[Hello]:
        token = self._settings.token.encode()
        return isinstance(hello, Hello) and hmac.compare_digest(hello.token.encode(), token)

    def _enter(self, tablet: ServerConnection, name: str) -> None:
        tablet.send(encode(self._welcome))
        known = _Tablet(name, Lane("tablet"))
        with self._lock:
            self._tablets[tablet] = known
            question = self._question
        self._report()
        left = round(question.until - time.monotonic()) if question else 0
        if question and left > 0:
            tablet.send(encode(Ask(question.id, question.clerk, left)))

    def _hear(self, tablet: ServerConnection, message: str | bytes) -> None:
        said = from_tablet(message)
        if not isinstance(said, Rated):
            return
        with self._lock:
            asked, demo = self._question, self._tablets[tablet].name == SIMULATED
            in_time = asked is not None and asked.id == said.question and time.monotonic() < asked.until
            counts = in_time and (self._demo or not demo)
            if counts:
                self._question = None
        if in_time:
            self._bus.publish(RatingGiven(said.question, said.stars, tablet=True, demo=demo))
        tablet.send(encode(Settled(said.question, thanks=counts)))
        if counts:
            self._tell(Settled(said.question, thanks=False), but=tablet)

    def _tell(self, message: FromWindow, but: ServerConnection | None = None) -> None:
        with self._lock:
            told = [(tablet, known.lane) for tablet, known in self._tablets.items() if tablet is not but]
        for tablet, lane in told:
            lane.put(partial(_send, tablet, encode(message)))

    def _report(self) -> None:
        """What is told is told after a tablet came or went: until now all was well, if any was there."""
        with self._lock:
            state = DeviceState.READY if self._tablets else DeviceState.ABSENT
            demo = any(each.name == SIMULATED for each in self._tablets.values())
            ever = self.health.state is DeviceState.READY or bool(self._tablets)
            last_ok = self._clock.now() if ever else self.health.last_ok
            self.health = DeviceHealth(KIND, state, "", "", last_ok, self._place, DRIVER, demo=demo)
        self._bus.publish(self.health)


def _send(tablet: ServerConnection, message: str) -> None:
    try:
        tablet.send(message)
    except ConnectionClosed:
        _log.info("a tablet left before it was asked")
