"""Commands and status words of the card reader's security module (GA/T 467). Pure: no I/O."""

from __future__ import annotations

from enum import IntEnum

from msgspec import Struct

from devices.errors import BadReply
from devices.idcard.frames import Frame

BAUDS = (115200, 57600, 38400, 19200, 9600)
"""Line speeds in use, the usual one first."""


class Command(IntEnum):
    """CMD and PARA as one word."""

    STATUS = 0x11FF
    SAM_ID = 0x12FF
    FIND = 0x2001
    SELECT = 0x2002
    READ = 0x3001
    APPENDED = 0x3003

    @property
    def body(self) -> bytes:
        """The request's bytes between LEN and CHK."""
        return self.to_bytes(2, "big")


class Status(IntEnum):
    """SW3, the module's own answer. Others occur: they are shown in hexadecimal and count as failures."""

    CHECKSUM = 0x10
    """接收数据校验和错"""
    LENGTH = 0x11
    """接收数据长度错"""
    COMMAND = 0x21
    """命令错误"""
    OVERSTEP = 0x23
    """越权操作"""
    UNRECOGNISED = 0x24
    """无法识别的错误"""
    CARD_REJECTED_READER = 0x31
    """证/卡认证机具失败"""
    READER_REJECTED_CARD = 0x32
    """机具认证证/卡失败"""
    NOT_GENUINE = 0x33
    """信息验证错误"""
    UNKNOWN_CARD = 0x40
    """无法识别的卡类型"""
    READ_FAILED = 0x41
    """读证/卡失败"""
    NO_RANDOM = 0x47
    """取随机数失败"""
    SELF_TEST = 0x60
    """自检失败，不能接收命令"""
    NOT_LICENSED = 0x66
    """SAM 未经授权，无法使用"""
    NO_CARD = 0x80
    """寻找证/卡失败: the normal answer of an idle reader"""
    NOT_SELECTED = 0x81
    """选取证/卡失败"""
    OK = 0x90
    """操作成功"""
    NO_CONTENT = 0x91
    """证/卡中此项无内容"""
    FOUND = 0x9F
    """寻找证/卡成功"""


class Reply(Struct, frozen=True):
    """SW3 and what follows it. SW1 and SW2, the chip's own words, are for logs."""

    __repr__ = object.__repr__

    status: int
    data: bytes
    chip_status: int = 0

    @classmethod
    def of(cls, frame: Frame) -> Reply:
        """The reply in a frame whose LEN was at least 4."""
        sw1, sw2, sw3 = frame.body[:3]
        return cls(sw3, frame.body[3:], sw1 << 8 | sw2)

    @property
    def body(self) -> bytes:
        """The reply's bytes between LEN and CHK."""
        return self.chip_status.to_bytes(2, "big") + bytes((self.status,)) + self.data


def text_of(data: bytes) -> bytes:
    """The text block in the data of a reply to READ: two lengths (big-endian), text, photo.

    The photo (WLT, licensed codec) is left where it is. Raises BadReply when the lengths do not fit.
    """
    text, photo = int.from_bytes(data[:2], "big"), int.from_bytes(data[2:4], "big")
    if 4 + text + photo != len(data) or text != 256:
        raise BadReply(command=Command.READ.name, reason="inner lengths", size=len(data))
    return data[4 : 4 + text]


def sam_id_of(data: bytes) -> str:
    """The reader's number in the data of a reply to SAM_ID, e.g. ``05.01-20131001-0000000123-0000004567``.

    Raises BadReply when it is too short.
    """
    if len(data) < 16:
        raise BadReply(command=Command.SAM_ID.name, reason="too short", size=len(data))
    sizes = (2, 2, 4, 4, 4)
    starts = (0, 2, 4, 8, 12)
    fields = [int.from_bytes(data[at : at + size], "little") for at, size in zip(starts, sizes, strict=True)]
    return "{:02}.{:02}-{:08}-{:010}-{:010}".format(*fields)
