"""What a document camera does: show what lies under it, and take a page of it."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from devices.contract import Device


class Head(StrEnum):
    """What a camera looks at."""

    DOCUMENT = "document"
    """the sheet on the desk (主头)"""
    FACE = "face"
    """the person at the counter (副头)"""


class Camera(Struct, frozen=True):
    """One camera of this machine. ``id`` stays the same when it is plugged in again."""

    id: str
    name: str
    head: Head = Head.DOCUMENT


class Cameras(Device, Protocol):
    """The cameras of this machine, of which one is in use. Pictures are JPEGs.

    ``open`` raises NotConnected when there is no camera. Every other call raises Unplugged when the camera in
    use went away, DeviceTimeout when it gives no picture.
    """

    def cameras(self) -> tuple[Camera, ...]:
        """All cameras that are there now, document heads first."""
        ...

    def select(self, camera_id: str) -> None:
        """Use this camera from now on. Raises NotConnected (port) when it is not there."""
        ...

    def preview(self) -> bytes:
        """What the camera sees now, at most 960 pixels wide; the first call starts it."""
        ...

    def rest(self) -> None:
        """Nobody looks any more: the camera may be switched off until the next picture."""
        ...


class FrameSource(Cameras, Protocol):
    """Cameras that give pictures of the desk."""

    def still(self) -> bytes:
        """One picture in full resolution."""
        ...


class PageCamera(Cameras, Protocol):
    """Cameras that know sheets of paper."""

    def page(self, *, grey: bool = False) -> bytes:
        """The sheet that lies there, cut out, upright, as a JPEG of at most 500 kB at some 200 dpi."""
        ...
