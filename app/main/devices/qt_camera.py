"""USB cameras (UVC) through QtMultimedia, in the process of a side-car.

Full resolution and Motion JPEG where the camera has it: raw pictures of that size are slow on USB 2. The
camera runs only while somebody looks. Qt wants its event loop in the first thread; requests come from another
one."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TypeVar

from PySide6.QtCore import QBuffer, QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QCameraFormat,
    QImageCapture,
    QMediaCaptureSession,
    QMediaDevices,
    QVideoFrame,
    QVideoFrameFormat,
    QVideoSink,
)

from devices.camera.contract import Camera, Head
from devices.camera.drivers.sidecar_camera import methods_of
from devices.camera.paper import PaperCamera
from devices.errors import DeviceTimeout, NotConnected, Unplugged
from devices.sidecar import host

T = TypeVar("T")
_PREVIEW_WIDTH, _PREVIEW_QUALITY, _STILL_QUALITY = 960, 75, 95
_LIMIT = 6.0
"""Seconds for the first picture after switching on, and for a still."""
_FACE_WORDS = ("face", "front", "副", "人像", "user")


class QtCameraSource(QObject):
    """A FrameSource. Its methods are called by the side-car's thread, never by Qt's."""

    _asked = Signal(object)

    def __init__(self, wanted: str = "") -> None:
        super().__init__()
        self._wanted = wanted
        self._device: QCameraDevice | None = None
        self._camera: QCamera | None = None
        self._session = QMediaCaptureSession(self)
        self._sink = QVideoSink(self)
        self._stills = QImageCapture(self)
        self._session.setVideoSink(self._sink)
        self._session.setImageCapture(self._stills)
        self._frame: QVideoFrame | None = None
        self._seen = threading.Event()
        self._still: Future[QImage] = Future()
        self._asked.connect(self._run, Qt.ConnectionType.QueuedConnection)
        self._sink.videoFrameChanged.connect(self._framed)
        self._stills.imageCaptured.connect(self._captured)

    def open(self) -> None:
        """Find the camera. Raises NotConnected."""
        found = [
            each for each in self.cameras() if self._wanted in ("", each.id) or self._wanted in each.name
        ]
        if not found:
            raise NotConnected(port=self._wanted)
        self.select(found[0].id)

    def close(self) -> None:
        """Switch it off."""
        self.rest()

    def identity(self) -> str:
        """The name of the camera in use."""
        return self._device.description() if self._device else ""

    def cameras(self) -> tuple[Camera, ...]:
        """See FrameSource."""
        found = [
            Camera(bytes(each.id().data()).decode(errors="replace"), each.description(), head_of(each))
            for each in self._do(QMediaDevices.videoInputs)
        ]
        return tuple(sorted(found, key=lambda each: each.head is Head.FACE))

    def select(self, camera_id: str) -> None:
        """See FrameSource."""

        def change() -> QCameraDevice | None:
            inputs = QMediaDevices.videoInputs()
            chosen = next(
                (d for d in inputs if bytes(d.id().data()).decode(errors="replace") == camera_id), None
            )
            if chosen is not None:
                self._stop()
                self._device = chosen
            return chosen

        if self._do(change) is None:
            raise NotConnected(port=camera_id)

    def preview(self) -> bytes:
        """See FrameSource."""
        self._look()
        return self._do(lambda: _jpeg(self._latest(), _PREVIEW_QUALITY, _PREVIEW_WIDTH))

    def still(self) -> bytes:
        """See FrameSource."""
        self._look()
        self._still = Future()
        self._do(self._stills.capture)
        try:
            return _jpeg(self._still.result(_LIMIT), _STILL_QUALITY)
        except TimeoutError as error:
            raise DeviceTimeout(command="still", seconds=_LIMIT) from error

    def rest(self) -> None:
        """See FrameSource."""
        self._do(self._stop)

    def _look(self) -> None:
        """Have the camera run. Raises Unplugged, DeviceTimeout."""

        def start() -> bool:
            if self._device is None or self._device not in QMediaDevices.videoInputs():
                self._stop()
                return False
            if self._camera is None:
                self._camera = QCamera(self._device, self)
                formats = self._device.videoFormats()
                if formats:
                    self._camera.setCameraFormat(best_format(formats))
                self._session.setCamera(self._camera)
                self._camera.start()
            return True

        if not self._do(start):
            raise Unplugged(port=self.identity())
        if not self._seen.wait(_LIMIT):
            raise DeviceTimeout(command="preview", seconds=_LIMIT)

    def _stop(self) -> None:
        camera, self._camera = self._camera, None
        self._seen.clear()
        self._frame = None
        if camera is not None:
            camera.stop()
            camera.deleteLater()

    def _latest(self) -> QImage:
        return self._frame.toImage() if self._frame is not None else QImage()

    def _do(self, work: Callable[[], T]) -> T:
        """Have Qt's thread do something."""
        answer: Future[T] = Future()

        def carry_out() -> None:
            answer.set_result(work())

        self._asked.emit(carry_out)
        return answer.result(_LIMIT)

    @Slot(object)
    def _run(self, work: Callable[[], None]) -> None:
        work()

    @Slot(QVideoFrame)
    def _framed(self, frame: QVideoFrame) -> None:
        self._frame = frame
        self._seen.set()

    @Slot(int, QImage)
    def _captured(self, _: int, picture: QImage) -> None:
        if not self._still.done():
            self._still.set_result(picture)


def best_format(formats: Sequence[QCameraFormat]) -> QCameraFormat:
    """The largest Motion JPEG; without any, the largest there is."""

    def worth(each: QCameraFormat) -> tuple[bool, int, float]:
        size = each.resolution()
        packed = each.pixelFormat() is QVideoFrameFormat.PixelFormat.Format_Jpeg
        return packed, size.width() * size.height(), each.maxFrameRate()

    return max(formats, key=worth)


def head_of(device: QCameraDevice) -> Head:
    """What a camera looks at, as far as its place and name tell."""
    front = device.position() is QCameraDevice.Position.FrontFace
    named = any(word in device.description().lower() for word in _FACE_WORDS)
    return Head.FACE if front or named else Head.DOCUMENT


def _jpeg(picture: QImage, quality: int, width: int = 0) -> bytes:
    if width and picture.width() > width:
        picture = picture.scaledToWidth(width, Qt.TransformationMode.FastTransformation)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(buffer, "JPEG", quality)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def serve(wanted: str, turns: int) -> int:
    """Serve the camera on standard input and output until the input ends."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication(["camera"])
    source = QtCameraSource(wanted)

    def answer() -> None:
        host.run(methods_of(PaperCamera(source, turns)))
        application.quit()

    threading.Thread(target=answer, name="side-car", daemon=True).start()
    return application.exec()
