"""IPP messages (RFC 8010): requests out, answers in. Only the parts that printing a page needs. Pure."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

Value = int | bool | str | bytes
Group = Mapping[str, tuple[Value, ...]]

OPERATION, JOB, END, PRINTER = 0x01, 0x02, 0x03, 0x04
INTEGER, BOOLEAN, ENUM = 0x21, 0x22, 0x23
NAME, KEYWORD, URI, CHARSET, LANGUAGE, MIME = 0x42, 0x44, 0x45, 0x47, 0x48, 0x49
_TEXTS = range(0x41, 0x4A)
_FIRST_VALUE_TAG = 0x10
_SUCCESS = range(0x0100)


class MalformedIpp(ValueError):
    """The bytes are no IPP message."""


class Attribute(Struct, frozen=True):
    """One attribute of a request: its value tag (RFC 8010 §3.5.2), name and values."""

    tag: int
    name: str
    values: tuple[Value, ...]


class Answer(Struct, frozen=True):
    """A status code and the groups of attributes, each with its delimiter tag, in order."""

    status: int
    groups: tuple[tuple[int, Group], ...]

    @property
    def successful(self) -> bool:
        """True for the successful-ok codes (RFC 8011 appendix B.1.2)."""
        return self.status in _SUCCESS

    def all_of(self, tag: int) -> list[Group]:
        """The groups of one kind, e.g. one for every printer."""
        return [group for kind, group in self.groups if kind == tag]


def request(operation: int, groups: Iterable[tuple[int, Sequence[Attribute]]]) -> bytes:
    """The bytes of a request, without the document that may follow it."""
    message = bytearray(struct.pack(">BBHI", 2, 0, operation, 1))
    for tag, attributes in groups:
        message.append(tag)
        for attribute in attributes:
            message += _attribute(attribute)
    message.append(END)
    return bytes(message)


def answer(data: bytes) -> Answer:
    """Read an answer. Raises MalformedIpp."""
    try:
        return _answer(data)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise MalformedIpp(str(error)) from error


def _attribute(attribute: Attribute) -> bytes:
    encoded = bytearray()
    name = attribute.name.encode("ascii")
    for value in attribute.values:
        body = _encode(attribute.tag, value)
        encoded += struct.pack(">BH", attribute.tag, len(name)) + name
        encoded += struct.pack(">H", len(body)) + body
        name = b""  # further values of the same attribute have no name
    return bytes(encoded)


def _encode(tag: int, value: Value) -> bytes:
    if tag == BOOLEAN:
        return b"\x01" if value else b"\x00"
    if tag in (INTEGER, ENUM):
        return struct.pack(">i", value)
    return str(value).encode()


def _decode(tag: int, body: bytes) -> Value:
    if tag == BOOLEAN:
        return body == b"\x01"
    if tag in (INTEGER, ENUM):
        return int(struct.unpack(">i", body)[0])
    return body.decode() if tag in _TEXTS else body


def _answer(data: bytes) -> Answer:
    status = struct.unpack_from(">H", data, 2)[0]
    groups: list[tuple[int, dict[str, tuple[Value, ...]]]] = []
    position, name = 8, ""
    while (tag := data[position]) != END:
        position += 1
        if tag < _FIRST_VALUE_TAG:
            groups.append((tag, {}))
            continue
        named, position = _counted(data, position)
        body, position = _counted(data, position)
        name = named.decode("ascii") or name
        if not groups or not name:
            raise MalformedIpp("a value without a group or a name")
        attributes = groups[-1][1]
        attributes[name] = (*attributes.get(name, ()), _decode(tag, body))
    return Answer(status, tuple(groups))


def _counted(data: bytes, position: int) -> tuple[bytes, int]:
    length = struct.unpack_from(">H", data, position)[0]
    end = position + 2 + length
    if end > len(data):
        raise MalformedIpp("the message ends too early")
    return data[position + 2 : end], end
