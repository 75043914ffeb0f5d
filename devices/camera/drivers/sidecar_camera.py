"""A document camera in a side-car: its driver, its frames and the work on its pictures stay out of the
desktop.

Camera drivers hang and crash, and full frames with the library that straightens them cost 100 MB: all of that
is another process. Pictures travel as Base64 in its lines.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from devices.camera.contract import Camera, PageCamera
from devices.sidecar.client import START_LIMIT, Sidecar

_STILL_LIMIT = 8.0
"""Seconds: a camera that has just been switched on settles its exposure first."""


class SidecarCamera:
    """A PageCamera. ``sidecar`` runs a host with the methods of ``methods_of``."""

    def __init__(self, sidecar: Sidecar) -> None:
        self._sidecar = sidecar

    def open(self) -> None:
        """Start the process and have it find a camera."""
        self._sidecar.start()
        self._sidecar.ask("open", START_LIMIT)

    def close(self) -> None:
        """End the process."""
        self._sidecar.stop()

    def identity(self) -> str:
        """The name of the camera in use."""
        return str(self._sidecar.ask("identity"))

    def cameras(self) -> tuple[Camera, ...]:
        """See FrameSource."""
        return msgspec.convert(self._sidecar.ask("cameras"), tuple[Camera, ...])

    def select(self, camera_id: str) -> None:
        """See FrameSource."""
        self._sidecar.ask("select", camera_id=camera_id)

    def preview(self) -> bytes:
        """See FrameSource."""
        return base64.b64decode(self._sidecar.ask("preview", _STILL_LIMIT))

    def still(self) -> bytes:
        """See FrameSource."""
        return base64.b64decode(self._sidecar.ask("still", _STILL_LIMIT))

    def page(self, *, grey: bool = False) -> bytes:
        """See PageCamera."""
        return base64.b64decode(self._sidecar.ask("page", _STILL_LIMIT, grey=grey))

    def rest(self) -> None:
        """See FrameSource."""
        self._sidecar.ask("rest")


def methods_of(camera: PageCamera) -> Mapping[str, Callable[..., Any]]:
    """What the host of a camera answers."""
    return {
        "open": camera.open,
        "identity": camera.identity,
        "cameras": lambda: msgspec.to_builtins(camera.cameras()),
        "select": camera.select,
        "preview": lambda: _text(camera.preview()),
        "still": lambda: _text(camera.still()),
        "page": lambda grey: _text(camera.page(grey=grey)),
        "rest": camera.rest,
    }


def _text(picture: bytes) -> str:
    return base64.b64encode(picture).decode()
