"""Profiles as files: those that ship with the program, and those that a hall writes for its own devices."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec

import resources
from devices.decoding import convert
from devices.errors import DeviceError
from devices.framing.lint import lint
from devices.framing.profile import Profile

FOLDER = "device_profiles"


class ProfileBroken(DeviceError):
    """A profile is missing or makes no sense; facts: profile, reason."""

    code = "device.profile_broken"


def load(name: str) -> Profile:
    """A shipped profile by its name, or any by the path of its file. Raises ProfileBroken."""
    path = Path(name)
    try:
        if path.suffix != ".toml":
            path = resources.path(f"{FOLDER}/{name}.toml")
        return parse(path.read_text("utf-8"), name)
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileBroken(
            profile=name, reason=f"no such profile; there are {', '.join(shipped())}"
        ) from error


def parse(text: str, name: str) -> Profile:
    """The profile of a TOML text. Raises ProfileBroken with the first defects."""
    try:
        profile = convert(tomllib.loads(text), Profile)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ProfileBroken(profile=name, reason=str(error)) from error
    if defects := lint(profile):
        raise ProfileBroken(profile=name, reason="; ".join(defects[:3]))
    return profile


def shipped() -> tuple[str, ...]:
    """The names of the profiles that ship with the program."""
    return tuple(sorted(path.stem for path in resources.path(FOLDER).glob("*.toml")))
