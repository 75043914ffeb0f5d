"""``zongchuang device-profile``: whether profiles of pads, evaluators and displays make sense."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from app.core.errors import ContentError
from devices.framing.load import ProfileBroken, load, shipped
from devices.framing.profile import Profile


def checked(name: str) -> Profile:
    """A shipped profile by name, or any by its file. Raises ContentError ``device.profile_broken``."""
    try:
        return load(name)
    except ProfileBroken as error:
        raise ContentError(error.code, **error.facts) from error


def check(args: Namespace) -> dict[str, Any]:
    """Check ``args.names``, or every shipped profile; what they are and do. Raises ContentError."""
    profiles = {name: checked(name) for name in args.names or shipped()}
    return {"profiles": {name: {"name": each.name, "does": each.does} for name, each in profiles.items()}}
