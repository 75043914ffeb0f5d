"""A simulated document camera (演示设备): what lies under it is an image file.

Its place is a folder. ``document*.jpg`` are sheets, of which each still takes the next, as if the clerk
turned the pages; ``face.jpg``, where there is one, is what the second head sees. A folder that is gone is a
cable that was pulled.
"""

from __future__ import annotations

from pathlib import Path

from devices.camera.contract import Camera, Head
from devices.errors import NotConnected, Unplugged
from devices.imaging.page_jpeg import thumbnail

IDENTITY = "演示高拍仪"
PREVIEW_WIDTH = 960
SHEETS, _FACE = "document*.jpg", "face.jpg"
_DOCUMENT_HEAD = Camera("simulated:document", "演示高拍仪 主头")
_FACE_HEAD = Camera("simulated:face", "演示高拍仪 副头", Head.FACE)


class SimulatedCamera:
    """A FrameSource over the image files of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._head = Head.DOCUMENT
        self._taken = 0
        self._small: tuple[object, bytes] = (None, b"")

    def open(self) -> None:
        """Raises NotConnected when the folder is not there."""
        if not self._folder.is_dir():
            raise NotConnected(port=str(self._folder))

    def close(self) -> None:
        """Nothing is held."""

    def identity(self) -> str:
        """What tells everybody that it is no camera."""
        return IDENTITY

    def cameras(self) -> tuple[Camera, ...]:
        """One or two heads."""
        self._require()
        return (_DOCUMENT_HEAD, _FACE_HEAD) if (self._folder / _FACE).exists() else (_DOCUMENT_HEAD,)

    def select(self, camera_id: str) -> None:
        """Turn to a head. Raises NotConnected."""
        chosen = next((each for each in self.cameras() if each.id == camera_id), None)
        if chosen is None:
            raise NotConnected(port=camera_id)
        self._head = chosen.head

    def preview(self) -> bytes:
        """The image file, smaller."""
        path = self._seen()
        key = (path, path.stat().st_mtime_ns)
        if self._small[0] != key:
            self._small = (key, thumbnail(path.read_bytes(), PREVIEW_WIDTH))
        return self._small[1]

    def still(self) -> bytes:
        """The image file; then the next sheet lies there."""
        picture = self._seen().read_bytes()
        self._taken += self._head is Head.DOCUMENT
        return picture

    def rest(self) -> None:
        """It never tires."""

    def _require(self) -> None:
        if not self._folder.is_dir():
            raise Unplugged(port=str(self._folder))

    def _seen(self) -> Path:
        self._require()
        if self._head is Head.FACE:
            return self._folder / _FACE
        sheets = sorted(self._folder.glob(SHEETS))
        if not sheets:
            raise Unplugged(port=str(self._folder))
        return sheets[self._taken % len(sheets)]
