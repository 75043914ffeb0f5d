"""Talking by a profile: pauses of a shared line, other devices on it, repeats, polls, noise."""

from __future__ import annotations

import itertools
import threading
import time
from collections import deque
from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from devices.errors import BadReply
from devices.framing import session as session_module
from devices.framing.frames import encode
from devices.framing.load import load
from devices.framing.profile import Line
from devices.framing.session import DONE, REFUSED, ProfileSession
from tests.support.timing import timed

FF68, BX = load("ff68"), load("onbon_bx")


class WireOnStrings:
    """A wire whose far end says what the test put down, and keeps when it was written to."""

    path = "test"

    def __init__(self, *says: bytes) -> None:
        self.says = deque(says)
        self.written: list[tuple[float, bytes]] = []

    def open(self) -> None:
        """Nothing to open."""

    def close(self) -> None:
        """Nothing to close."""

    def write(self, data: bytes) -> None:
        """Keep it."""
        self.written.append((time.monotonic(), data))

    def read(self, deadline: float) -> bytes:
        """The next thing said; silence otherwise."""
        if self.says:
            return self.says.popleft()
        threading.Event().wait(max(0.0, deadline - time.monotonic()))
        return b""

    def sent(self) -> list[bytes]:
        """What was written, without when."""
        return [data for _, data in self.written]


def key(addr: int, code: int = 0x0C) -> bytes:
    """A pressed key of a pad."""
    return encode(FF68, addr, 1, bytes((code,)))


def test_only_the_own_device_of_a_shared_line_is_heard_and_answered() -> None:
    wire = WireOnStrings(key(3) + key(5))
    heard = ProfileSession(wire, FF68, addr=5).heard(0.05)
    assert [(event.name, event.addr) for event in heard] == [("call_next", 5)]
    assert wire.sent() == [key(5)]


@timed
def test_a_key_behind_noise_that_looks_like_a_long_frame_is_heard_when_the_line_is_quiet() -> None:
    wire = WireOnStrings(bytes.fromhex("FF68F0F06803") + key(3))
    session = ProfileSession(wire, FF68)
    assert session.heard(0.01) == ()
    assert [event.name for event in session.heard(0.6)] == ["call_next"]


def test_two_sends_keep_the_pause_and_hear_what_comes_meanwhile() -> None:
    wire = WireOnStrings()
    session = ProfileSession(wire, FF68, addr=3)
    session.tell("beep")
    wire.says.append(key(3))
    session.tell("beep")
    beeps = [at for at, data in wire.written if data == encode(FF68, 3, 3, b"")]
    assert beeps[1] - beeps[0] >= FF68.line.gap_ms / 1000
    assert [event.name for event in session.heard(0.0)] == ["call_next"]
    assert session.heard(0.0) == ()


def test_a_key_that_is_repeated_because_its_answer_was_lost_is_one_press(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Else the next citizen is called, and the one after in the same breath."""
    ticks = itertools.count()
    monkeypatch.setattr(session_module, "time", SimpleNamespace(monotonic=lambda: 0.01 * next(ticks)))
    wire = WireOnStrings()
    session = ProfileSession(wire, replace(FF68, line=Line(gap_ms=0)), addr=3)

    def heard(frame: bytes) -> list[str]:
        wire.says.append(frame)
        return [event.name for event in session.heard(0.3)]

    recall = key(3, 0x0D)
    assert [heard(each) for each in (key(3), key(3), recall, key(3))] == [
        ["call_next"],
        [],
        ["recall"],
        ["call_next"],
    ]
    assert len(wire.sent()) == 4, "what is repeated is answered again"
    for _ in range(100):
        next(ticks)
    assert heard(key(3)) == ["call_next"]


def test_a_send_keeps_the_pause_behind_an_answer_too() -> None:
    wire = WireOnStrings(key(3))
    session = ProfileSession(wire, FF68, addr=3)
    session.heard(1.0)
    session.tell("beep")
    (answered, _), (sent, _) = wire.written
    assert sent - answered >= FF68.line.gap_ms / 1000


@pytest.mark.parametrize(("data", "answer"), [("A000000000", DONE), ("A100000000", REFUSED)])
def test_an_answer_is_done_or_refused(data: str, answer: str) -> None:
    wire = WireOnStrings(encode(BX, 0, 0, bytes.fromhex(data)))
    assert ProfileSession(wire, BX).tell("clear") == answer


def test_a_command_that_stays_without_answer_is_repeated_and_then_left() -> None:
    profile = replace(BX, line=Line(reply_ms=20, repeats=2))
    wire = WireOnStrings()
    assert ProfileSession(wire, profile).tell("clear") == ""
    assert len(wire.sent()) == 3
    assert len(set(wire.sent())) == 1


@timed
def test_a_device_that_keeps_quiet_is_polled() -> None:
    profile = replace(BX, line=Line(poll="poll", poll_ms=50))
    wire = WireOnStrings()
    ProfileSession(wire, profile).heard(0.13)
    assert 2 <= len(wire.sent()) <= 3


def test_what_a_profile_lacks_is_not_sent_and_what_does_not_fit_is_refused() -> None:
    wire = WireOnStrings()
    session = ProfileSession(wire, FF68)
    assert session.tell("text", text="请") == ""
    assert wire.sent() == []
    with pytest.raises(BadReply):
        session.tell("show", waiting=1)
