"""What a device and its hub say to each other before they trust each other (JSON on the wire).

A device (设备) is a machine with a key of its own; its id is the SHA-256 of its public key, so an id cannot
be taken over with another key. An administrator's one-time code makes it known to the hub (登记); from then
on it proves itself with its key and gets a token that is good for a quarter of an hour. Who sits at the
machine is another matter: signing in of staff (人员登录) adds its own claims to the same token.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import Annotated

import msgspec

from app.sync.wire import Name

_PURPOSE = b"zongchuang device\n"
"""What a device signs begins with this, so that its signature is good for nothing else."""

HexKey = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
"""32 bytes: a public key of Ed25519 or X25519."""
Text = Annotated[str, msgspec.Meta(max_length=1024)]


class DeviceKind(StrEnum):
    """What an enrolled device is: 窗口, 大屏, 取号机, 大堂平板, 下级大厅服务器."""

    WINDOW = "window"
    HALL = "hall"
    KIOSK = "kiosk"
    LOBBY = "lobby"
    HUB = "hub"


class Authority(msgspec.Struct, frozen=True):
    """``GET /v1/ca``: the certificate (PEM) of the hub's own authority; empty where the hub has none."""

    ca: str


class EnrolAsk(msgspec.Struct, frozen=True):
    """``POST /v1/enrol``: a one-time code, the device's Ed25519 public key, and the node that writes on it,
    if there is one already."""

    code: Name
    public_key: HexKey
    node: Name = ""


class EnrolAnswer(msgspec.Struct, frozen=True):
    """What the device is from now on. ``window`` is empty for what is no window; ``seal`` is the hub's X25519
    public key: what is sealed with it only this hub can open."""

    device: str
    kind: DeviceKind
    halls: list[str]
    window: str
    name: str
    seal: HexKey


class Challenge(msgspec.Struct, frozen=True):
    """``POST /v1/challenge``: a text to sign, good for a minute, by the hub's clock."""

    challenge: str


class TokenAsk(msgspec.Struct, frozen=True):
    """``POST /v1/token``: the challenge, signed with the device's key (``to_sign``)."""

    device: Name
    challenge: Text
    signature: bytes


class TokenAnswer(msgspec.Struct, frozen=True):
    """A token for the header ``Authorization: Bearer``, and for how many seconds from now it is good."""

    token: str
    seconds: int


def device_id(public_key: bytes) -> str:
    """The id of the device with this key: 32 hexadecimal digits."""
    return hashlib.sha256(public_key).hexdigest()[:32]


def to_sign(challenge: str) -> bytes:
    """What the device signs for a challenge."""
    return _PURPOSE + challenge.encode()
