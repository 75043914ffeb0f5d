"""What a network evaluator (评价平板) and the window say to each other: JSON in WebSocket messages. Pure.

The tablet connects and says ``hello`` with the token of the settings; the window answers ``welcome`` or hangs
up with code 1008. ``ask`` carries the clerk's name and the seconds left; ``rated`` answers with one to five
stars (5 非常满意); ``settled`` ends the question, ``thanks`` when the tablet's own answer did. Nothing of the
citizen or the case ever travels.
"""

from __future__ import annotations

from typing import Annotated, cast

import msgspec
from msgspec import Meta, Struct

from devices.decoding import decoder

LONGEST = 4096
"""Bytes of the longest message taken."""
WRONG_TOKEN = 1008
SIMULATED = "demo"
"""What a simulated tablet calls itself."""
Short = Annotated[str, Meta(max_length=128)]


class _Message(Struct, frozen=True, tag_field="do"):
    """One message; unknown keys are passed over, so that a newer tablet serves as well."""


class Hello(_Message, frozen=True, tag="hello"):
    """Tablet: who it is."""

    token: Short
    name: Short = ""


class Rated(_Message, frozen=True, tag="rated"):
    """Tablet: the citizen pressed a level."""

    question: Short
    stars: Annotated[int, Meta(ge=1, le=5)]


class Welcome(_Message, frozen=True, tag="welcome"):
    """Window: the token is right."""

    hall: str
    window: str


class Ask(_Message, frozen=True, tag="ask"):
    """Window: ask the citizen."""

    question: str
    clerk: str
    seconds: int


class Settled(_Message, frozen=True, tag="settled"):
    """Window: the question is over."""

    question: str
    thanks: bool


FromTablet = Hello | Rated
FromWindow = Welcome | Ask | Settled
_from_tablet = decoder(cast(type[FromTablet], FromTablet))
_from_window = decoder(cast(type[FromWindow], FromWindow))


def from_tablet(message: str | bytes) -> FromTablet | None:
    """What a tablet said; None when it means nothing."""
    try:
        return _from_tablet.decode(message)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None


def from_window(message: str | bytes) -> FromWindow | None:
    """What the window said; None when it means nothing."""
    try:
        return _from_window.decode(message)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None


def encode(message: FromTablet | FromWindow) -> str:
    """A message as it is sent."""
    return msgspec.json.encode(message).decode()
