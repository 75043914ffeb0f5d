"""What a profile says about one model of device: its line, its frame, what it reports and what it obeys.

A profile is a TOML file (README in ``resources/device_profiles``). Reading it checks the types; ``lint`` in
``devices.framing.lint`` checks that it makes sense.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from devices.framing.checks import Algorithm

Endian = Literal["big", "little"]
Hex = Annotated[str, Meta(pattern=r"^([0-9A-Fa-f]{2}|\s)*\Z")]
ByteHex = Annotated[str, Meta(pattern=r"^[0-9A-Fa-f]{2}\Z")]
FieldSize = Annotated[int, Meta(ge=1, le=4)]


class _Strict(Struct, frozen=True, forbid_unknown_fields=True):
    """Refuses keys that mean nothing."""


class Line(_Strict, frozen=True):
    """How the wire is used: speed, 8N1; the pause between two sends of a half-duplex bus; polling."""

    baud: Annotated[int, Meta(ge=300, le=921_600)] = 9600
    gap_ms: Annotated[int, Meta(ge=0, le=1000)] = 0
    poll: str = ""
    """the command sent to each address that keeps quiet; empty: the device speaks by itself"""
    poll_ms: Annotated[int, Meta(ge=50, le=60_000)] = 500
    reply_ms: Annotated[int, Meta(ge=0, le=5000)] = 0
    """how long a reply to a command may take; 0: no reply is awaited"""
    repeats: Annotated[int, Meta(ge=0, le=5)] = 2


class _Part(_Strict, frozen=True, tag_field="part"):
    """One part of the frame; ``name`` is how lengths and checks refer to it, its kind unless given."""

    name: str = ""

    @property
    def label(self) -> str:
        """The name, or the kind of part."""
        return self.name or str(self.__struct_config__.tag)


class Const(_Part, frozen=True, tag="const"):
    """Bytes that are always the same: head and tail."""

    hex: Hex = ""

    @property
    def data(self) -> bytes:
        """The bytes."""
        return bytes.fromhex(self.hex)


class Free(_Part, frozen=True, tag="any"):
    """Bytes that are sent like this and may be others in what the device sends.

    ``back`` is what the device is known to send there: simulated ones do.
    """

    hex: Hex = ""
    back: Hex = ""

    @property
    def data(self) -> bytes:
        """The bytes sent."""
        return bytes.fromhex(self.hex)


class Length(_Part, frozen=True, tag="len"):
    """How many bytes the parts ``first`` to ``last`` have, plus ``add``."""

    first: str = "data"
    last: str = "data"
    add: int = 0
    size: FieldSize = 1
    endian: Endian = "big"


class Address(_Part, frozen=True, tag="addr"):
    """The device's address on its bus."""

    size: FieldSize = 1
    endian: Endian = "big"


class Command(_Part, frozen=True, tag="cmd"):
    """What the frame is about."""

    size: FieldSize = 1
    endian: Endian = "big"


class Counter(_Part, frozen=True, tag="seq"):
    """A counter: ``rolling``, or always 0."""

    size: FieldSize = 1
    endian: Endian = "big"
    rolling: bool = False


class Data(_Part, frozen=True, tag="data"):
    """What is said; ``size`` 0: as many bytes as the length says."""

    size: Annotated[int, Meta(ge=0, le=1024)] = 0


class Check(_Part, frozen=True, tag="check"):
    """A check over the parts ``first`` to ``last``."""

    algorithm: Algorithm = "sum8"
    first: str = "data"
    last: str = "data"
    endian: Endian = "big"


Part = Const | Free | Length | Address | Command | Counter | Data | Check


class Text(_Strict, frozen=True):
    """How texts are written; what the character set lacks becomes ``replacement``, never half a character."""

    encoding: Literal["gb2312", "gbk", "gb18030", "utf-8", "ascii"] = "gb2312"
    longest: Annotated[int, Meta(ge=1, le=512)] = 64
    """bytes"""
    replacement: Annotated[str, Meta(min_length=1, max_length=1)] = "?"
    pad: ByteHex | None = None
    """fills every text up to ``longest``; none: texts are as long as they are"""


class EventRule(_Strict, frozen=True):
    """A frame that means something: by its command, its data, or both. The first rule that fits counts.

    ``data`` is a pattern of bytes: hexadecimal, ``..`` for any byte, ``{value}`` for the byte reported, and
    a leading ``*`` for any bytes before. ``answer``: what the host sends back.
    """

    event: str
    cmd: ByteHex | None = None
    data: str | None = None
    answer: Annotated[str, Meta(pattern=r"^(none|echo|[0-9A-Fa-f]{2})\Z")] = "none"
    """``echo``: the frame unchanged; a byte: the frame with this command instead of its own"""


class CommandRule(_Strict, frozen=True):
    """A command of the host. ``data`` is a template: see ``devices.framing.template``."""

    cmd: Hex = ""
    data: str = ""


class Profile(_Strict, frozen=True):
    """One model. ``levels``: raw value of an evaluator (hexadecimal) to stars (5 best); others are unknown.

    ``escape``: byte to replacement, hexadecimal, applied behind the first constant and before the last.
    ``most_per_second`` limits sending; ``values`` are numbers that templates may name.
    """

    name: str
    layout: tuple[Part, ...]
    does: tuple[Literal["call_pad", "evaluator", "window_display"], ...]
    line: Line = Line()
    text: Text = Text()
    escape: dict[ByteHex, Hex] = {}
    events: tuple[EventRule, ...] = ()
    commands: dict[str, CommandRule] = {}
    levels: dict[ByteHex, Annotated[int, Meta(ge=1, le=5)]] = {}
    values: dict[str, int] = {}
    most_per_second: Annotated[int, Meta(ge=0, le=100)] = 0
