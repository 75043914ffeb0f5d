"""Decoding of shipped and imported JSON into typed values; a fault is reported with its line.

Places are written as msgspec writes them: ``$.items[3].materials[0].name``.
"""

from __future__ import annotations

import json
import re
from typing import TypeVar

import msgspec

from app.core.errors import ContentError
from devices.decoding import from_json

T = TypeVar("T")
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
_GAP = re.compile(r"[\s,:]*")
_PLACE = re.compile(r" - at `(.*)`$")
_BYTE = re.compile(r"\(byte (\d+)\)$")
_REASONS = (
    ("Object missing required field", "missing_field"),
    ("Invalid enum value", "unknown_value"),
    ("Expected `str` matching", "bad_value"),
    ("Expected", "wrong_type"),
)
_scan = json.JSONDecoder().raw_decode


def decode(data: bytes, into: type[T], file: str, code: str) -> T:
    """``data`` as a value of ``into``.

    Raises ContentError with ``code`` and file, line (from 1), place and reason: ``syntax``,
    ``missing_field``, ``unknown_value``, ``wrong_type`` or ``bad_value``.
    """
    try:
        text = data.decode()
        return from_json(data, into)
    except UnicodeDecodeError as error:
        raise ContentError(
            code, file=file, line=_line_at(data, error.start), place="$", reason="syntax"
        ) from error
    except msgspec.ValidationError as error:
        place, reason = _place_of(str(error)), _reason_of(str(error))
        raise ContentError(code, file=file, line=line_of(text, place), place=place, reason=reason) from error
    except RecursionError as error:
        raise ContentError(code, file=file, line=1, place="$", reason="syntax") from error
    except msgspec.DecodeError as error:
        found = _BYTE.search(str(error))
        offset = int(found[1]) if found else len(data.rstrip())
        raise ContentError(
            code, file=file, line=_line_at(data, offset), place="$", reason="syntax"
        ) from error


def line_of(text: str, place: str) -> int:
    """The line (from 1) on which the value at ``place`` begins; that of its parent when it is absent."""
    at = _after_gap(text, 0)
    for name, index in _STEP.findall(place):
        inside = _member(text, at, name or int(index))
        if inside is None:
            break
        at = inside
    return text.count("\n", 0, at) + 1


def _member(text: str, at: int, wanted: str | int) -> int | None:
    """Offset of the value that the object or array at ``at`` has under a name or position."""
    if text[at] not in "{[":
        return None
    in_object = text[at] == "{"
    at, position = _after_gap(text, at + 1), 0
    while text[at] not in "]}":
        label: object = position
        if in_object:
            label, at = _scan(text, at)
            at = _after_gap(text, at)
        if label == wanted:
            return at
        at = _after_gap(text, _scan(text, at)[1])
        position += 1
    return None


def _after_gap(text: str, at: int) -> int:
    gap = _GAP.match(text, at)
    return gap.end() if gap else at


def _line_at(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


def _place_of(message: str) -> str:
    found = _PLACE.search(message)
    return found[1] if found else "$"


def _reason_of(message: str) -> str:
    return next((reason for start, reason in _REASONS if message.startswith(start)), "bad_value")
