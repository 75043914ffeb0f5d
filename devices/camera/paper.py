"""A camera that gives pages instead of pictures of a desk."""

from __future__ import annotations

from devices.camera.contract import FrameSource
from devices.imaging.page_jpeg import encoded, turned
from devices.imaging.sheet import straightened


class PaperCamera:
    """A PageCamera over any FrameSource. ``turns``: quarters clockwise that its mounting needs."""

    def __init__(self, source: FrameSource, turns: int = 0) -> None:
        self._source = source
        self._turns = turns
        self.open = source.open
        self.close = source.close
        self.identity = source.identity
        self.cameras = source.cameras
        self.select = source.select
        self.rest = source.rest

    def preview(self) -> bytes:
        """What the camera sees, the right way up."""
        seen = self._source.preview()
        return turned(seen, self._turns) if self._turns else seen

    def page(self, *, grey: bool = False) -> bytes:
        """The sheet that lies there."""
        return encoded(straightened(self._source.still(), self._turns, grey=grey))
