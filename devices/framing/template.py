"""Data of a command as a template: hexadecimal bytes and ``{fields}`` that are filled when it is sent. Pure.

| field | becomes |
|---|---|
| ``{ticket:3d}`` | so many bytes, each one decimal digit 00-09; none 0A |
| ``{value:2be}`` ``{value:2le}`` | an unsigned number of so many bytes, big- or little-endian |
| ``{text}`` | the text in the profile's encoding |
| ``{len(text)+27:2le}`` | the length of the encoded text, plus a constant |

A ticket's number that has no room is left out; of what is counted the most that there is room for is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from devices.framing.profile import Text

BLANK = 0x0A
"""A place without a digit: the device leaves it as it is."""
TEXT, LENGTH = "text", "len(text)"
_NAMES_ONE = ("ticket",)
"""What names one thing: another number would be somebody else's."""
_TOKEN = re.compile(r"(?P<hex>[0-9A-Fa-f]{2})|(?P<blank>\s+)|\{(?P<field>[^{}]*)\}")
_FIELD = re.compile(r"(?P<name>[a-z]\w*|len\(text\))(\+(?P<add>\d+))?(:(?P<size>[1-8])(?P<form>d|be|le))?")

Value = int | str | None
Values = Mapping[str, Value]


class TemplateError(ValueError):
    """A template that means nothing, or a value that it lacks."""


def fields(template: str) -> tuple[str, ...]:
    """The names of the values that a template needs. Raises TemplateError."""
    return tuple(TEXT if each["name"] == LENGTH else each["name"] for each in _fields(template))


def fill(template: str, values: Values, text: Text) -> bytes:
    """The bytes of a template. Raises TemplateError."""
    data = bytearray()
    encoded = encode_text(str(values.get(TEXT, "")), text)
    for token in _tokens(template):
        if token["hex"]:
            data += bytes.fromhex(token["hex"])
        elif token["field"] is not None:
            data += _filled(_field(token["field"]), values, encoded)
    return bytes(data)


def read(template: str, data: bytes, text: Text) -> dict[str, Value] | None:
    """The values that ``fill`` was given, as far as the data tell; None when they are not of this template.

    A place without a digit reads as None. Raises TemplateError.
    """
    forms: list[tuple[str, str]] = []
    expression = b""
    for token in _tokens(template):
        if token["hex"]:
            expression += re.escape(bytes.fromhex(token["hex"]))
        elif token["field"] is not None:
            field = _field(token["field"])
            expression += b"(.*)" if field["name"] == TEXT else b"(.{%d})" % int(field["size"])
            forms.append((field["name"], field["form"] or ""))
    found = re.fullmatch(expression, data, re.DOTALL)
    if found is None:
        return None
    pairs = zip(forms, found.groups(), strict=True)
    return {name: _read(form, raw, text) for (name, form), raw in pairs if name != LENGTH}


def _read(form: str, raw: bytes, text: Text) -> Value:
    match form:
        case "d":
            return None if BLANK in raw else int("".join(str(digit) for digit in raw))
        case "be":
            return int.from_bytes(raw, "big")
        case "le":
            return int.from_bytes(raw, "little")
        case _:
            return raw.decode(text.encoding, "replace")


def encode_text(text: str, rules: Text) -> bytes:
    """A text as the device reads it: cut between characters, padded where the profile says so."""
    data = b""
    for character in text:
        try:
            encoded = character.encode(rules.encoding)
        except UnicodeEncodeError:
            encoded = rules.replacement.encode(rules.encoding, "replace")
        if len(data) + len(encoded) > rules.longest:
            break
        data += encoded
    return data if rules.pad is None else data + bytes.fromhex(rules.pad) * (rules.longest - len(data))


def _filled(field: re.Match[str], values: Values, encoded: bytes) -> bytes:
    name, form = field["name"], field["form"]
    if name == TEXT:
        return encoded
    value = len(encoded) if name == LENGTH else _value(name, values)
    size, add = int(field["size"]), int(field["add"] or 0)
    highest = (10**size if form == "d" else 1 << 8 * size) - 1
    if value is not None and value + add > highest:
        value = None if name in _NAMES_ONE else highest - add
    if form == "d":
        return _digits(value, size)
    return ((value or 0) + add).to_bytes(size, "big" if form == "be" else "little")


def _value(name: str, values: Values) -> int | None:
    value = values.get(name, "")
    if value is not None and (isinstance(value, str) or value < 0):
        raise TemplateError(f"{{{name}}} needs a number")
    return value


def _digits(value: int | None, size: int) -> bytes:
    if value is None:
        return bytes([BLANK]) * size
    return bytes(int(digit) for digit in f"{value:0{size}d}")


def _fields(template: str) -> Iterator[re.Match[str]]:
    return (_field(token["field"]) for token in _tokens(template) if token["field"] is not None)


def _field(text: str) -> re.Match[str]:
    field = _FIELD.fullmatch(text)
    if field is None or (field["name"] != TEXT) != bool(field["size"]):
        raise TemplateError(f"{{{text}}} is no field")
    return field


def _tokens(template: str) -> Iterator[re.Match[str]]:
    position = 0
    while position < len(template):
        token = _TOKEN.match(template, position)
        if token is None:
            raise TemplateError(f"{template[position:]!r} is neither hexadecimal nor a field")
        yield token
        position = token.end()
