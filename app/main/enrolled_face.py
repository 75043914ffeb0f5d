"""Who a face of the hall is: a screen that shows nothing without the hub."""

from __future__ import annotations

from pathlib import Path

from app.core.errors import ConfigError
from app.sync.identity import DeviceIdentity, load_identity


def face_identity(data: Path) -> DeviceIdentity:
    """As ``load_identity``, but ConfigError ``auth.screen_not_enrolled`` on a machine that was not enrolled:
    a window would go on by itself, a screen does not open."""
    try:
        return load_identity(data)
    except ConfigError as error:
        if error.code == "auth.not_enrolled":
            raise ConfigError("auth.screen_not_enrolled") from error
        raise
