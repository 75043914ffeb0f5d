"""What a frame of a device means, by the rules of its profile. Pure.

An unknown frame means nothing (it is counted, not shown); an unknown value of an evaluator is unknown,
never a good grade.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from devices.framing.frames import Frame, encode
from devices.framing.profile import EventRule, Profile

RESULT = "result"
"""The event of an evaluator: a key was pressed."""
VALUE = "{value}"
_TOKEN = re.compile(r"\s+|\*|\.\.|\{value\}|[0-9A-Fa-f]{2}")


class DeviceEvent(Struct, frozen=True):
    """Something that a device reports. ``value`` is its raw byte; ``answer`` goes back to it at once."""

    name: str
    addr: int
    value: int | None = None
    answer: bytes = b""


class PatternError(ValueError):
    """A pattern of bytes that means nothing."""


def event_of(profile: Profile, frame: Frame) -> DeviceEvent | None:
    """The meaning of a frame; None when the profile knows none."""
    for rule in profile.events:
        if rule.cmd is not None and int(rule.cmd, 16) != frame.cmd:
            continue
        found = pattern(rule.data or "*").fullmatch(frame.data)
        if found is not None:
            value = found.groupdict().get("value")
            answer = _answer(profile, rule, frame)
            return DeviceEvent(rule.event, frame.addr, value[0] if value else None, answer)
    return None


def data_of(rule: EventRule, value: int = 0) -> bytes:
    """Data that a device would send for a rule: any byte is 00, any bytes are none."""
    tokens = _TOKEN.findall(rule.data or "")
    plain = {"..": "00", VALUE: f"{value:02X}", "*": ""}
    return bytes.fromhex("".join(plain.get(token, token) for token in tokens))


def stars_of(profile: Profile, value: int) -> int | None:
    """The stars (5 best) of an evaluator's raw value; None when the profile does not know it."""
    return {int(raw, 16): stars for raw, stars in profile.levels.items()}.get(value)


@lru_cache(maxsize=256)
def pattern(text: str) -> re.Pattern[bytes]:
    """A pattern of bytes as an expression. Raises PatternError."""
    expression, position = b"", 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None or (token[0] == "*" and expression) or (token[0] == VALUE and b"?P<" in expression):
            raise PatternError(f"{text!r} at {text[position:]!r}")
        expression += _expression(token[0].strip())
        position = token.end()
    return re.compile(expression, re.DOTALL)


def _expression(token: str) -> bytes:
    match token:
        case "":
            return b""
        case "*":
            return b".*"
        case "..":
            return b"."
        case "{value}":
            return b"(?P<value>.)"
        case _:
            return re.escape(bytes.fromhex(token))


def _answer(profile: Profile, rule: EventRule, frame: Frame) -> bytes:
    if rule.answer == "none":
        return b""
    if rule.answer == "echo":
        return frame.raw
    return encode(profile, frame.addr, int(rule.answer, 16), frame.data)
