"""Which driver serves a device, and when to try again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Generic, TypeVar

from msgspec import Struct, field

from app.peripherals.guarded_lane import LaneLost
from devices.contract import Device
from devices.errors import DeviceError, NotConnected
from devices.transport.addresses import Address, FixedAddress

BACK_OFF = (1.0, 2.0, 5.0, 10.0)
"""Seconds before the first, second ... attempt to connect again."""
LOOK_EVERY = 2.0
"""Seconds between looks for a port that came or went (热插拔)."""

D = TypeVar("D", bound=Device)
D_co = TypeVar("D_co", bound=Device, covariant=True)
Call = Callable[[Callable[[], None]], None]


class Candidate(Struct, Generic[D_co], frozen=True):
    """One way to serve a device: a driver and where to find the device. ``make`` gets the port's name."""

    driver: str
    make: Callable[[str], D_co]
    address: Address = field(default_factory=FixedAddress)
    demo: bool = False

    @property
    def there(self) -> bool:
        """Whether the device is where it should be; true where nobody can tell."""
        return not self.address.text or bool(self.address.locate())


class Patience:
    """How long to wait for a device: 1, 2, 5, 10 seconds, cut short when its port shows up."""

    def __init__(self) -> None:
        self.attempts = 0
        self._left = 0.0
        self._was_there = True

    def failed(self, *, there: bool) -> float:
        """An attempt failed, or the device went away; seconds to rest before the next look."""
        self._left = BACK_OFF[min(self.attempts, len(BACK_OFF) - 1)]
        self._was_there = there
        self.attempts += 1
        return self.rest()

    def settled(self, *, there: bool) -> None:
        """The device is connected, perhaps with a stand-in: the next attempt is far off."""
        self.attempts, self._left, self._was_there = 0, BACK_OFF[-1], there

    def start_over(self) -> None:
        """Try at once."""
        self.attempts, self._left = 0, 0.0

    def due(self, *, there: bool) -> bool:
        """Whether to try now: time is up, or the port has just shown up."""
        came = there and not self._was_there
        self._was_there = there
        return came or self._left <= 0

    def rest(self, most: float = LOOK_EVERY) -> float:
        """Seconds to rest before the next look; counted as waited."""
        rest = min(most, max(self._left, 0.0))
        self._left -= rest
        return rest


class Connection(Generic[D]):
    """The driver that serves now, out of candidates in order of preference. Used by one lane at a time."""

    def __init__(self, candidates: Sequence[Candidate[D]]) -> None:
        self.candidates = tuple(candidates)
        self.device: D | None = None
        self.serving: Candidate[D] | None = None
        self._opening: D | None = None

    @property
    def wanted(self) -> Candidate[D] | None:
        """The candidate to show: the one that serves, else the most wanted."""
        return self.serving or next(iter(self.candidates), None)

    @property
    def stands_in(self) -> bool:
        """Whether another than the most wanted serves."""
        return self.serving is not None and self.serving is not self.candidates[0]

    def offer(self, candidates: Sequence[Candidate[D]]) -> D | None:
        """From now on these are the ways to serve the device; what served, to be put away."""
        self.candidates, before = tuple(candidates), self.forget()
        return before

    def connect(self, call: Call) -> D | None:
        """Open the first that can be opened, of those wanted more than the one that serves; what served, to
        be put away.

        Raises the error of the most wanted one when none can be opened.
        """
        errors: list[DeviceError] = []
        end = self.candidates.index(self.serving) if self.serving else len(self.candidates)
        for candidate in self.candidates[:end]:
            try:
                device = self._open(candidate, call)
            except DeviceError as error:
                errors.append(error)
                continue
            before = self.forget()
            self.device, self.serving = device, candidate
            candidate.address.remember()
            return before
        raise errors[0]

    def let_go(self) -> None:
        """Close what serves."""
        if device := self.forget():
            device.close()

    def forget(self) -> D | None:
        """Leave behind what serves or is being opened, without touching it."""
        lost = self.device or self._opening
        self.device = self.serving = self._opening = None
        return lost

    def _open(self, candidate: Candidate[D], call: Call) -> D:
        name = candidate.address.locate()
        if not name and candidate.address.text:
            raise NotConnected(port=candidate.address.text)
        device = candidate.make(name)
        if self.device is None:
            self._opening = device
        try:
            call(device.open)
        except LaneLost:
            device.close()
            raise
        except DeviceError:
            self._opening = None
            put_away(device, call)
            raise
        self._opening = None
        return device


def put_away(device: Device | None, call: Call) -> None:
    """Close a device that serves no more; what goes wrong there is of no interest."""
    if device is not None:
        with suppress(DeviceError):
            call(device.close)
