"""Document camera (高拍仪) and page scanner (扫描仪) of a window: what they see goes to the EventBus, pages
to whoever asked for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import ClassVar, TypeVar

from app.core.clock import Clock
from app.core.errors import PeripheralError
from app.core.events import EventBus
from app.peripherals.connection import LOOK_EVERY, Candidate
from app.peripherals.desk import DeviceDesk
from app.peripherals.errors import told_to_people
from app.peripherals.events import CameraFrame, CamerasFound
from devices.camera.contract import Camera, PageCamera
from devices.camera.simulated import IDENTITY as SIMULATED_CAMERA
from devices.errors import DeviceError
from devices.imaging.page_jpeg import decoded, encoded
from devices.page_scanner.contract import (
    CoverOpen,
    FeederJammed,
    NoDocuments,
    PageScanner,
    ScannerInUse,
    ScanOrder,
    Source,
)
from devices.page_scanner.simulated import IDENTITY as SIMULATED_SCANNER

FRAME_EVERY = 0.12
"""Seconds between two frames while somebody looks."""
_PAGE_LIMIT, _SCAN_LIMIT = 12.0, 1800.0
"""Seconds; a scan has a time-out of its own for every page."""
_PAPER = (FeederJammed, NoDocuments, CoverOpen, ScannerInUse)
"""What a person mends at the scanner; its driver is well."""

T = TypeVar("T")


class CameraDesk(DeviceDesk[PageCamera]):
    """Policy over one PageCamera. Publishes CameraFrame and CamerasFound besides DeviceHealth."""

    KIND: ClassVar[str] = "camera"
    SIMULATED: ClassVar[str] = SIMULATED_CAMERA

    def __init__(self, candidates: Sequence[Candidate[PageCamera]], bus: EventBus, clock: Clock) -> None:
        super().__init__(candidates, bus, clock)
        self._watched = False
        self._running = False
        self._frame = b""
        self._cameras: tuple[Camera, ...] = ()
        self._chosen = ""

    def watch(self, watched: bool) -> None:
        """Somebody looks at what the camera sees, or nobody does any more. Returns at once; only a change
        costs anything."""
        if watched != self._watched:
            self._watched = watched
            self.wake()

    def choose(self, camera_id: str) -> None:
        """Use this camera from now on. Returns at once."""
        self._chosen = camera_id
        self.ask(lambda camera: camera.select(camera_id))

    def take_page(self, *, grey: bool = False) -> bytes:
        """The sheet that lies there now, a JPEG. Waits for it: call it from a lane. Raises
        PeripheralError."""
        return _answer(self.ask(lambda camera: camera.page(grey=grey), _PAGE_LIMIT))

    def connected(self) -> None:
        """The camera chosen before is chosen again, where it is still there."""
        self._running, self._frame, self._cameras = False, b"", ()

    def lost(self, code: str, status: str) -> None:
        """Nothing is seen any more."""
        if self._frame:
            self.bus.publish(CameraFrame(b""))
        self._frame = b""

    def serve(self, device: PageCamera) -> float:
        """Show what it sees while somebody looks; else make sure now and then that it is there."""
        if not self._cameras:
            self._find(device)
        if self._watched:
            self._running = True
            self._show(self.call(device.preview))
            return FRAME_EVERY
        if self._running:
            self._running = False
            self.call(device.rest)
        self._find(device)
        return LOOK_EVERY

    def _find(self, device: PageCamera) -> None:
        found = self.call(device.cameras)
        if found == self._cameras:
            return
        self._cameras = found
        if any(each.id == self._chosen for each in found):
            self.call(lambda: device.select(self._chosen))
        self.bus.publish(CamerasFound(found))

    def _show(self, frame: bytes) -> None:
        if frame != self._frame:
            self._frame = frame
            self.bus.publish(CameraFrame(frame))


class PageScannerDesk(DeviceDesk[PageScanner]):
    """Policy over one PageScanner."""

    KIND: ClassVar[str] = "page_scanner"
    SIMULATED: ClassVar[str] = SIMULATED_SCANNER

    def scan_pages(self, page: Callable[[bytes], None], *, grey: bool = False) -> int:
        """Scan all that lies in the feeder or, where nothing does, what lies on the glass.

        ``page`` gets each page, a JPEG of at most 500 kB, on the scanner's lane. How many; fewer when it was
        cancelled. Waits for the end: call it from a lane. Raises PeripheralError; pages that came are good.
        """

        def small(picture: bytes) -> None:
            page(encoded(decoded(picture)))

        try:
            return self._scan(ScanOrder(Source.FEEDER, not grey), small)
        except PeripheralError as error:
            if error.code != NoDocuments.code:
                raise
            return self._scan(ScanOrder(Source.FLATBED, not grey), small)

    def cancel(self) -> None:
        """End the scan that is under way. Returns at once."""
        scanner = self._connection.device
        if scanner is not None:
            scanner.cancel()

    def _scan(self, order: ScanOrder, page: Callable[[bytes], None]) -> int:

        def work(scanner: PageScanner) -> int | DeviceError:
            try:
                return scanner.scan(order, page)
            except _PAPER as error:
                return error

        result = _answer(self.ask(work, _SCAN_LIMIT))
        if isinstance(result, DeviceError):
            raise PeripheralError(result.code, **result.facts) from result
        return result


def _answer(asked: Future[T]) -> T:
    """The answer, which a desk always gives in the end. Raises PeripheralError."""
    with told_to_people():
        return asked.result()
