"""A document camera in a side-car: its driver, its frames and the work on its pictures stay out of the
desktop.

Camera drivers hang and crash, and full frames with the library that straightens them cost 100 MB: all of that
is another process. Pictures travel as Base64 in its lines.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from devices.camera.contract import Camera, PageCamera
from devices.sidecar.device import SidecarDevice

_STILL_LIMIT = 8.0
"""Seconds: a camera that has just been switched on settles its exposure first."""


class SidecarCamera(SidecarDevice):
    """A PageCamera. ``sidecar`` runs a host with the methods of ``methods_of``."""

    def cameras(self) -> tuple[Camera, ...]:
        """See Cameras."""
        return self.asked(tuple[Camera, ...], "cameras")

    def select(self, camera_id: str) -> None:
        """See Cameras."""
        self._sidecar.ask("select", camera_id=camera_id)

    def preview(self) -> bytes:
        """See Cameras."""
        return self.asked(bytes, "preview", _STILL_LIMIT)

    def page(self, *, grey: bool = False) -> bytes:
        """See PageCamera."""
        return self.asked(bytes, "page", _STILL_LIMIT, grey=grey)

    def rest(self) -> None:
        """See Cameras."""
        self._sidecar.ask("rest")


def methods_of(camera: PageCamera) -> Mapping[str, Callable[..., Any]]:
    """What the host of a camera answers."""
    return {
        "open": camera.open,
        "identity": camera.identity,
        "cameras": lambda: msgspec.to_builtins(camera.cameras()),
        "select": camera.select,
        "preview": lambda: msgspec.to_builtins(camera.preview()),
        "page": lambda grey: msgspec.to_builtins(camera.page(grey=grey)),
        "rest": camera.rest,
    }
